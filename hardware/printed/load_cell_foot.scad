// Corner of the load plate: a holder screwed under the plate carries the cell's frame on three
// sides, a foot under the cell's tongue stands on the floor with its stuck-on rubber.
//   openscad -D 'piece="holder"' …    and "foot"
include <shapes.scad>

piece = "holder";
rim = 4;
holder_size = cell_size + 2 * rim;
ear = 12;
seat = cell_seat;

module holder() {
    height = seat + cell_travel + cell_thickness;
    difference() {
        union() {
            rounded_block([holder_size, holder_size, height], 3);
            rounded_block([holder_size + 2 * ear, 16, 4], 4);
        }
        // The frame lies in the recess, on a seat that goes round three sides; the tongue hangs free.
        translate([0, 0, seat + cell_travel])
            rounded_block([cell_size + 2 * fit, cell_size + 2 * fit, height], 1.5);
        translate([0, 0, seat]) rounded_block([cell_size - 10, cell_size - 10, height], 2);
        translate([0, cell_size / 4, seat]) rounded_block([cell_size - 10, cell_size / 2 + 6, height], 2);
        translate([0, holder_size / 2, seat + cell_travel])
            rounded_block([10, 3 * rim, height], 1);
        for (side = [-1, 1]) translate([side * (holder_size / 2 + ear / 2 - 0.5), 0, 4]) screw_hole();
    }
}

// Glued on the tongue's middle. Wider towards the floor, at 45 degrees, so that it prints as it lies
// and the rubber in its recess is loaded gently.
module foot() {
    widest = rubber_d / 2 + 2;
    difference() {
        union() {
            cylinder(r = 7, h = foot_height - (widest - 7));
            translate([0, 0, foot_height - 2 - (widest - 7)]) cylinder(r1 = 7, r2 = widest, h = widest - 7);
            translate([0, 0, foot_height - 2]) cylinder(r = widest, h = 2);
        }
        translate([0, 0, -0.01]) cylinder(r = 3.2, h = 1.6);
        translate([0, 0, foot_height - rubber_recess]) cylinder(d = rubber_d + 0.6, h = rubber_recess + 1);
    }
}

if (piece == "holder") holder();
else foot();
