// Holds the sensor box against the deck's underside; the box slides in from the rim side and out
// again for calibration. Printed as it lies here, the deck's side down.
include <shapes.scad>

module sensor_cradle() {
    inner = [sensor_box[0] + 2 * fit, sensor_box[1] + fit, sensor_box[2] + fit];
    ear = 11;
    difference() {
        translate([0, 0, 0]) union() {
            for (side = [-1, 1]) translate([side * (inner[0] + wall + 0.8) / 2, 0, 0]) rail(side, inner);
            translate([-inner[0] / 2 - wall, -inner[1] / 2 - cradle_stop, 0])
                cube([inner[0] + 2 * wall, cradle_stop, inner[2]]);
            for (side = [-1, 1]) translate([side * (inner[0] / 2 + wall + ear / 2 - 0.5), 0, 0])
                rounded_block([ear + 1, 14, 3.6], 2);
        }
        for (side = [-1, 1]) translate([side * cradle_screws, 0, 3.6]) screw_hole();
        // The cable's notch is at one end or the other, as the box is put in.
        for (side = [-1, 1]) translate([side * (inner[0] / 2), -inner[1] / 2, inner[2] - 4])
            cube([2 * wall + 7, 9, 10], center = true);
    }
}

// A wall with a lip that the box rests on, and a bump that it clicks behind.
module rail(side, inner) {
    depth = inner[1];
    translate([0, 0, inner[2] / 2]) cube([wall + 0.8, depth, inner[2]], center = true);
    scale([side, 1, 1]) translate([-(wall + 0.8) / 2, depth / 2, inner[2] - fit]) rotate([90, 0, 0])
        linear_extrude(depth) lip();
    translate([-side * (wall / 2 + 0.4), depth / 2 - 0.9, 0.01]) cylinder(r = 0.55, h = inner[2]);
}

// Leans inwards at 45 degrees, so that it prints without support; the box's edge rests on the slope.
module lip() {
    height = cradle_lip + fit;
    reach = height - 0.6;
    polygon([[0, 0], [-reach, reach], [-reach, height], [wall + 0.8, height], [wall + 0.8, 0]]);
}

sensor_cradle();
