// The drilling sheet in true size, for one page of A4: laid face up on the deck's underside, printed
// side up, it shows where every hole goes. So it is mirrored: the patient's left is on its right.
//   openscad -o deck-drill.svg deck_drill.scad
include <deck_plan.scad>

page = [190, 277];
// The page reaches from just before the toe stem hole to the heel edge.
heel_margin = 8;
line = 0.3;

module ring_line(d) difference() {
    circle(d = d);
    circle(d = d - 2 * line);
}

// A circle of the drill's width and a cross to put its point on.
module drill_mark(d) {
    if (d > 3) ring_line(d);
    square([d + 4, line], center = true);
    square([line, d + 4], center = true);
}

module drill_marks() {
    on_page() for (hole = stem_holes) translate(hole) drill_mark(insert_hole_d);
    on_page() at([sensor_box_inner_edge + sensor_box[1] / 2 + cradle_stop, sensor_box_angle])
        for (side = [-1, 1]) translate([0, side * cradle_screws]) drill_mark(2);
    on_page() for (guide = cable_guides_under) at(guide)
        for (side = [-1, 1]) translate([0, side * cable_guide_screws]) drill_mark(2);
    on_page() at(cable_hole) drill_mark(cable_hole_d);
}

module deck_edge() intersection() {
    ring_line(2 * deck_radius);
    translate([0, -deck_radius]) square([page[0], 120], center = true);
}

module centre_lines() {
    top = page[1] - deck_radius - heel_margin;
    translate([-line / 2, -deck_radius]) square([line, deck_radius + top]);
    square([page[0], line], center = true);
}

// Words are mirrored twice, so that they read.
module note(at, t, size = 5) translate(at) mirror([1, 0]) words(t, size);

module notes() {
    for (i = [0:4]) on_page() translate(stem_holes[i] * (i ? 1.62 : 0) + (i ? [0, 0] : [6, -7])) rotate(-90)
        note([0, 0], str(i), 4);
    note([0, page[1] - deck_radius - heel_margin - 6] + [16, 0], "TOES", 6);
    note([16, -deck_radius + 12], "HEEL", 6);
    note([-58, 52], "underside, seen from below", 4);
    note([-58, 45], "0 to 4: stem holes", 4);
    note([-58, 38], "small crosses: screws, 2 mm", 4);
    on_page() at(cable_hole) rotate(-165 - 90) note([0, -10], str("cable, ", cable_hole_d, " mm, through"), 4);
    translate([-88, -150]) {
        square([1, 100]);
        translate([6, 50]) rotate(90) note([0, 0], "100 mm", 5);
    }
}

module deck_drill() mirror([1, 0]) {
    drill_marks();
    deck_edge();
    centre_lines();
    notes();
}

deck_drill();
