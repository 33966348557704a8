// Saddle that leads a cable along the deck and off behind the heel; print three.
include <shapes.scad>

module cable_guide() {
    length = 2 * cable_guide_screws + 8;
    height = cable_guide_height;
    difference() {
        union() {
            rounded_block([length, 9, 3], 2.5);
            translate([0, 4.5, height - (cable_d + 4.8) / 2]) rotate([90, 0, 0])
                cylinder(d = cable_d + 4.8, h = 9);
            translate([-(cable_d + 4.8) / 2, -4.5, 0]) cube([cable_d + 4.8, 9, height - 4]);
        }
        translate([0, 0, -20]) cube([60, 60, 40], center = true);
        translate([0, 10, cable_d / 2 - 0.2]) rotate([90, 0, 0]) cylinder(d = cable_d, h = 20);
        translate([-cable_d / 2, -10, -1]) cube([cable_d, 20, cable_d / 2 + 0.8]);
        for (side = [-1, 1]) translate([side * cable_guide_screws, 0, 3]) screw_hole();
    }
}

cable_guide();
