// The scenes of the README's pictures; `make -C hardware pictures` draws them.
//   openscad -D 'scene="domes"' …
include <shapes.scad>
use <dome.scad>
use <sensor_box.scad>
use <sensor_cradle.scad>
use <load_cell_foot.scad>
use <body_clip.scad>
use <strap_buckle.scad>
use <breakaway_shell.scad>
use <cable_guide.scad>
use <deck_template.scad>
use <deck_grid.scad>

scene = "overview";
$fn = 96;
paper = [0.96, 0.97, 0.96];
steel = [0.62, 0.66, 0.69];
board_blue = [0.16, 0.33, 0.55];
rubber = [0.22, 0.25, 0.27];

module caption(t, size = 6) color(ink) linear_extrude(0.4) words(t, size);

module domes() {
    for (level = [1:5]) translate([(level - 3) * 62, 0, 0]) {
        color(mint) dome(level);
        translate([0, -36, 0]) caption(str(level, "  ", dome_heights[level - 1], " mm"), 6);
    }
    translate([0, 62, 0]) rotate(180) {
        color(mint) rotate([180, 0, 0]) translate([0, 0, -dome_heights[2]]) dome(3);
        translate([0, 0, dome_heights[2] - 8]) bolt();
    }
}

module bolt() color(steel) {
    rotate(30) cylinder(d = 15, h = bolt_head_height, $fn = 6);
    cylinder(d = bolt_d, h = bolt_head_height + 16);
}

module breakout() {
    color(board_blue) translate([0, 0, 0.8]) cube([imu_board[0], imu_board[1], 1.6], center = true);
    color(rubber) translate([1, 0, 2]) cube([4, 4, 1], center = true);
}

module sensor() {
    color(sky) render() tray();
    translate([4, 0, 16]) breakout();
    translate([0, 0, 34]) rotate([180, 0, 0]) color(sky) render() lid();
    translate([0, 0, 34]) rotate([180, 0, 0]) color(ink) translate([0, 0, -0.05]) linear_extrude(0.04) mirror([0, 1]) label();
    translate([0, 46, sensor_box[2] + cradle_lip]) rotate([180, 0, 0]) color(mint) render() sensor_cradle();
}

module cell() color(steel) {
    difference() {
        rounded_block([cell_size, cell_size, cell_thickness], 2);
        translate([0, 3, -1]) rounded_block([20, 20, 6], 2);
    }
    translate([0, 4, 0]) rounded_block([11, 22, cell_thickness], 1);
}

module load_corner() {
    color(amber) render() holder();
    translate([0, 0, 20]) cell();
    translate([0, 4, 32]) color(rubber) foot();
}

module body() {
    color(mint) render() clip();
    translate([0, 0, 15]) breakout();
    translate([0, 0, 24]) {
        color(mint) render() body_lid();
        color(ink) translate([0, 0, 1.41]) linear_extrude(0.04) mark();
    }
    translate([62, 0, 0]) color(sky) rotate(90) strap_buckle();
    translate([98, 12, 6]) color(amber) rotate([90, 0, 0]) render() breakaway_shell();
    translate([98, 18, 6]) color(amber) rotate([-90, 0, 0]) render() breakaway_shell();
}

module guide() color(sky) render() cable_guide();

module template() {
    for (quarter = [1:4]) deck_quarter(quarter);
}

module deck_quarter(quarter) {
    side = [[-1, 1], [1, 1], [1, -1], [-1, -1]][quarter - 1];
    translate([side[0] * 5, side[1] * 5]) {
        color(paper) template_base(quarter);
        color(ink) template_relief(quarter);
    }
}

module deck() {
    color(wood) difference() {
        cylinder(r = deck_radius, h = deck_thickness, $fn = 180);
        for (hole = stem_holes) translate([hole[0], hole[1], -1])
            cylinder(d = insert_hole_d, h = insert_hole_depth + 1);
        at(cable_hole) translate([0, 0, -1])
            cylinder(d = cable_hole_d, h = deck_thickness + 2);
    }
    color(ink) translate([0, 0, deck_thickness]) rotate(-90) linear_extrude(0.3) deck_grid();
}

module load_plate() {
    color(wood) translate([0, 0, -plate_thickness / 2]) cube([plate_size, plate_size, plate_thickness], center = true);
    color(rubber) cube([plate_size - 60, plate_size - 60, 3], center = true);
    for (x = [-1, 1], y = [-1, 1]) translate([x * cell_offset, y * cell_offset, -plate_thickness])
        rotate([180, 0, y * 45 - 45]) {
            color(amber) render() holder();
            translate([0, 0, 4.5]) cell();
            translate([0, 4, 8]) color(rubber) foot();
        }
}

module under_deck() {
    rotate(sensor_box_angle) translate([sensor_box_inner_edge + sensor_box[1] / 2 + cradle_stop, 0, 0]) rotate(90) rotate([180, 0, 0]) {
        color(sky) render() sensor_cradle();
        translate([0, 0, sensor_box[2]]) rotate([180, 0, 0]) color(board_blue) render() tray();
    }
    for (guide = cable_guides_under) at(guide) rotate([180, 0, 90]) color(sky) render() cable_guide();
    for (guide = cable_guides_above) at(guide) translate([0, 0, deck_thickness]) rotate(90)
        color(sky) render() cable_guide();
    color(rubber) cable();
}

// From the box out to the hole, up, and off behind the heel.
module cable() {
    low = -cable_d / 2;
    high = deck_thickness + cable_d / 2;
    hole = cable_hole;
    along = [[62, 135, -6], [80, 135, low], [94, 135, low], [124, 118, low], [hole[0] - 3, hole[1], low],
        [hole[0], hole[1], 0], [hole[0], hole[1], deck_thickness], [hole[0] + 3, hole[1], high],
        [188, 108, high], [203, 111, high], [218, 116, high - 1], [236, 124, high - 6]];
    for (i = [0:len(along) - 2]) hull() for (end = [along[i], along[i + 1]])
        at(end) translate([0, 0, end[2]]) sphere(d = cable_d - 0.4, $fn = 16);
}

module overview() {
    translate([0, 0, 230]) {
        deck();
        under_deck();
    }
    translate([0, 0, 150]) rotate([180, 0, 0]) color(mint) render() dome(5);
    load_plate();
}

module underside() {
    rotate([180, 0, 0]) {
        deck();
        under_deck();
        rotate([180, 0, 0]) color(mint) render() dome(2);
    }
}

if (scene == "domes") domes();
else if (scene == "sensor") sensor();
else if (scene == "load_corner") load_corner();
else if (scene == "body") body();
else if (scene == "guide") guide();
else if (scene == "template") template();
else if (scene == "underside") underside();
else overview();
