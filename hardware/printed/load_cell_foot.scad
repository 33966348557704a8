// Corner of the load plate: a holder screwed under the plate carries the cell's frame on three
// sides, a foot under the cell's tongue stands on the floor.
//   openscad -D 'piece="holder"' …    and "foot"
include <shapes.scad>

piece = "holder";
rim = 4;
holder_size = cell_size + 2 * rim;
ear = 12;
seat = 3;

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

// Glued on the tongue's middle; the ball end keeps the force in the cell's middle on a bumpy floor.
module foot() {
    difference() {
        union() {
            cylinder(r = 7, h = 5);
            translate([0, 0, 5]) scale([1, 1, 0.45]) sphere(7);
        }
        translate([0, 0, -0.01]) cylinder(r = 3.2, h = 1.6);
    }
}

if (piece == "holder") holder();
else foot();
