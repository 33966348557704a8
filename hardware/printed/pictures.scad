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
use <deck_drill.scad>
use <deck_grid.scad>
use <dome_gauge.scad>

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
        translate([0, 0, dome_heights[2] - bolt_lip - bolt_head_height]) bolt();
    }
}

module bolt() color(steel) {
    rotate(30) cylinder(d = 15, h = bolt_head_height, $fn = 6);
    cylinder(d = bolt_d, h = bolt_head_height + bolt_length);
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
    translate([0, 4, 32]) color(amber) render() foot();
    translate([0, 4, 32 + foot_height + 4]) rubber_foot();
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

module rubber_foot() color(rubber) cylinder(d1 = rubber_d, d2 = rubber_d - 3, h = rubber_height);

module drill() {
    color(paper) translate([-105, -deck_radius - 16]) cube([210, 297, 0.5]);
    color(ink) translate([0, 0, 0.5]) linear_extrude(0.3) deck_drill();
}

// The gauge held against a dome that stands ball up.
module gauge() {
    color(mint) dome(3);
    color(sky) translate([0, 2, dome_heights[2] + 0.3]) rotate([-90, 0, 0]) dome_gauge();
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
    color(rubber) translate([0, 0, mat_thickness / 2]) cube([plate_size, plate_size, mat_thickness], center = true);
    for (turn = [0:90:270]) color(wood) rotate(turn)
        translate([plate_size / 2, -plate_size / 2 - batten_thickness, -plate_thickness])
            cube([batten_thickness, plate_size + batten_thickness, batten_height]);
    for (x = [-1, 1], y = [-1, 1]) translate([x * cell_offset, y * cell_offset, -plate_thickness])
        rotate([180, 0, y * 45 - 45]) {
            color(amber) render() holder();
            translate([0, 0, 4.5]) cell();
            translate([0, 4, cell_below_plate]) color(amber) render() foot();
            translate([0, 4, cell_below_plate + foot_height - rubber_recess]) rubber_foot();
        }
    for (x = [-1, 1], y = [-1, 1]) translate([x * stop_offset, y * stop_offset, -plate_thickness])
        stop_screw();
}

cell_below_plate = cell_seat + cell_travel + cell_thickness;

module stop_screw() color(steel) rotate([180, 0, 0]) {
    cylinder(d = stop_bolt_d, h = 16);
    cylinder(d = 11, h = 5, $fn = 6);
    translate([0, 0, 14]) cylinder(d = 11, h = 4, $fn = 6);
}

// The plate from below: where holders, feet and stops sit.
module plate_below() rotate([180, 0, 0]) load_plate();

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
    along = [[62, 135, -6], [78, 142, low], [95, 150, low], [124, 159, low], [hole[0] - 3, hole[1], low],
        [hole[0], hole[1], 0], [hole[0], hole[1], deck_thickness], [hole[0] + 3, hole[1], high],
        [188, 165, high], [203, 166, high], [218, 168, high - 1], [236, 171, high - 6]];
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
else if (scene == "drill") drill();
else if (scene == "gauge") gauge();
else if (scene == "plate_below") plate_below();
else if (scene == "underside") underside();
else overview();
