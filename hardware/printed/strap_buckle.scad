// Three-bar slide for the strap: one end sewn round the middle bar, the other threaded through.
// Without it, a strap with its own hook and loop will do.
include <shapes.scad>

module strap_buckle() {
    slot = [strap_width + 1.5, 5];
    difference() {
        rounded_block([slot[0] + 8, 2 * slot[1] + 13, 3.2], 3);
        for (side = [-1, 1]) translate([0, side * (slot[1] / 2 + 2.5), -1])
            rounded_block([slot[0], slot[1], 6], 0.8);
    }
}

strap_buckle();
