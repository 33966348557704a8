// Holder of the body sensor on a strap, worn on the outer side of the thigh above the knee.
//   openscad -D 'piece="clip"' …    and "lid"
// The back is hollow like the limb it lies on, so that it does not rock.
include <shapes.scad>

piece = "clip";
limb_radius = 75;
pocket = [imu_board[0] + 9, imu_board[1] + 1, 6.5];
block = [pocket[0] + 2 * wall + 4, pocket[1] + 2 * wall + 4, 12];
wing = 11;

module clip() {
    width = strap_width + 10;
    difference() {
        union() {
            translate([0, 0, 0]) rounded_block([width, block[1] + 2 * wing, 6.2], 5);
            rounded_block([width, block[1], block[2]], 3);
        }
        translate([0, 0, -limb_radius + 2.4]) rotate([0, 90, 0])
            cylinder(r = limb_radius, h = width + 2, center = true, $fn = 180);
        translate([0, 0, block[2] - pocket[2]]) rounded_block([pocket[0], pocket[1], 20], 1);
        translate([0, 0, block[2] - 1.4]) rounded_block([pocket[0] + 3, pocket[1] + 3, 20], 1.5);
        translate([width / 2, 0, block[2] - 3.2]) cube([width - pocket[0] + 2, cable_d, 6.5], center = true);
        for (side = [-1, 1]) translate([0, side * (block[1] / 2 + wing / 2), 0])
            cube([strap_width + 1.5, 3.2, 40], center = true);
    }
}

// The mark that the set-up compares the measured axis with: the arrow points up the thigh.
module body_lid() {
    size = [pocket[0] + 3 - fit, pocket[1] + 3 - fit];
    difference() {
        rounded_block([size[0], size[1], 1.4], 1.4);
        translate([0, 0, 0.9]) linear_extrude(1) mark();
    }
}

// The strap runs round the limb along y, so x is along the thigh.
module mark() {
    translate([-12, 0]) polygon([[-3, 0], [2, 4], [2, -4]]);
    translate([-2, 0]) words("HIP", 5);
}

if (piece == "clip") clip();
else body_lid();
