// Box of the MPU-6050 under the deck. A plain cuboid, because calibrating the accelerometer stands
// it on each of its six faces; the cable leaves through a notch in an edge, out of the way of all.
//   openscad -D 'piece="tray"' …    and "lid"
include <shapes.scad>

piece = "tray";
lid_thickness = floor_thickness;
tray_height = sensor_box[2] - lid_thickness;

module tray() {
    inner = [sensor_box[0] - 2 * wall, sensor_box[1] - 2 * wall];
    difference() {
        rounded_block([sensor_box[0], sensor_box[1], tray_height], 1);
        translate([0, 0, floor_thickness]) rounded_block([inner[0], inner[1], tray_height], 0.6);
        cable_notch();
    }
    // Two rails under the breakout keep its soldered side off the floor and level.
    for (side = [-1, 1])
        translate([(sensor_box[0] - imu_board[0]) / 2 - wall - fit, side * (imu_board[1] / 2 - 0.9), floor_thickness + 0.7])
            cube([imu_board[0], 1.8, 1.4], center = true);
}

module cable_notch() {
    translate([-sensor_box[0] / 2 - 1, -sensor_box[1] / 2 - 1, tray_height - 3.4])
        cube([wall + 3.5, wall + 3.5, 4]);
}

module lid() {
    lip = [sensor_box[0] - 2 * wall - fit, sensor_box[1] - 2 * wall - fit];
    difference() {
        union() {
            rounded_block([sensor_box[0], sensor_box[1], lid_thickness], 1);
            translate([0, 0, lid_thickness - 0.1]) difference() {
                rounded_block([lip[0], lip[1], 1.5], 0.6);
                translate([0, 0, -1]) rounded_block([lip[0] - 2, lip[1] - 2, 4], 0.6);
                translate([-sensor_box[0] / 2 - 1, -sensor_box[1] / 2 - 1, -1])
                    cube([wall + 3.5, wall + 3.5, 4]);
            }
        }
        translate([0, 0, -0.6]) linear_extrude(1) mirror([0, 1]) label();
    }
}

// Engraved in the outer face: which side is up and which end is the front.
module label() {
    translate([-4, 0]) words("BAPS", 5.4);
    translate([11, 0]) polygon([[4, 0], [-2, 4], [-2, -4]]);
}

if (piece == "tray") tray();
else lid();
