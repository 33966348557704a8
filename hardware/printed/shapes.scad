// Shapes that several parts are made of.
include <dimensions.scad>

module rounded_block(size, r = 2) {
    linear_extrude(size[2]) rounded_rectangle([size[0], size[1]], r);
}

module rounded_rectangle(size, r = 2) {
    offset(r) square([size[0] - 2 * r, size[1] - 2 * r], center = true);
}

// At a place given as [reach, angle], turned with it.
module at(place) rotate(place[1]) translate([place[0], 0]) children();

// A hole for a countersunk wood screw, its head in the plane z = 0, going down.
module screw_hole(depth = 20) {
    translate([0, 0, -depth]) cylinder(d = screw_d, h = depth + 1);
    translate([0, 0, -(screw_head_d - screw_d) / 2])
        cylinder(d1 = screw_d, d2 = screw_head_d + 0.2, h = (screw_head_d - screw_d) / 2 + 0.1);
}

module words(text, size = 5, halign = "center", valign = "center") {
    text(text, size = size, font = "DejaVu Sans:style=Bold", halign = halign, valign = valign);
}
