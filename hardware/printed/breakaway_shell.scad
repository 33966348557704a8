// Grip and strain relief for one half of the four-pin magnetic connector in the body cable; print
// two. A tug pulls the magnets apart and nothing else: the cable is tied to the shell, not soldered
// joints.
include <shapes.scad>

connector = [15, 5.4, 6];

module breakaway_shell() {
    size = [connector[0] + 5, 12, 26];
    difference() {
        hull() {
            translate([0, 0, 0.8]) rounded_block([size[0], size[1], size[2] - 9], 3);
            rounded_block([size[0] - 1.6, size[1] - 1.6, 2], 3);
            cylinder(d = cable_d + 5, h = size[2]);
        }
        translate([0, 0, -1]) rounded_block([connector[0] + fit, connector[1] + fit, connector[2] + 1], 1);
        translate([0, 0, connector[2] - 2]) rounded_block([connector[0] - 2, connector[1] - 1, 12], 1);
        cylinder(d = cable_d, h = size[2] + 1);
        // A cable tie through here holds the cable.
        translate([0, 0, size[2] - 4.5]) difference() {
            cylinder(d = cable_d + 12, h = 3);
            translate([0, 0, -1]) cylinder(d = cable_d + 2.6, h = 5);
        }
    }
}

breakaway_shell();
