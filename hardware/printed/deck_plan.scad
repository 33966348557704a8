// The deck seen from above, in the plane: outline, foot grid, holes. The grid sheet and the drilling
// sheet are both made of it. The toes point up on the page, so that it reads as a patient stands.
include <grid.scad>
include <shapes.scad>

margin = 2;
letters = len(grid_letters);

function ap_mm(number) = ((grid_numbers + 1) / 2 - number) * grid_pitch;
function ml_mm(index) = (index - (letters - 1) / 2) * grid_pitch;
grid_half_width = letters * grid_pitch / 2;

// From board axes (x to the toes, y to the left) to the page (right, up).
module on_page() rotate(90) children();

module grid_lines(width) {
    intersection() {
        circle(sheet_radius - 1, $fn = 180);
        square([2 * grid_half_width + 1, grid_numbers * grid_pitch + 1], center = true);
        union() {
            for (i = [0:letters]) translate([(i - letters / 2) * grid_pitch, 0])
                square([line_width(i - letters / 2, width), 2 * deck_radius], center = true);
            for (n = [0:grid_numbers]) translate([0, (n - grid_numbers / 2) * grid_pitch])
                square([2 * grid_half_width, line_width(n - grid_numbers / 2, width)], center = true);
        }
    }
}

// The two axes are thrice as thick, every fifth line twice.
function line_width(i, width) = i == 0 ? 3 * width : (i % 5 == 0 ? 2 * width : width);

// Letters along the toe and heel arcs, numbers down both sides.
module grid_labels() {
    for (i = [0:letters - 1]) for (side = [-1, 1])
        translate([ml_mm(i), side * letter_ap_mm(i)]) words(grid_letters[i], 6);
    for (n = [1:grid_numbers]) for (side = [-1, 1])
        translate([side * number_ml_mm(ap_mm(n)), ap_mm(n)]) words(str(n), 5.2);
}

// A letter is in the outermost whole cell of its column, or the next one where a row's number is.
function letter_ap_mm(i) = let (
    reach = sqrt(pow(sheet_radius - margin, 2) - pow(abs(ml_mm(i)) + grid_pitch / 2, 2)),
    outermost = min(floor(reach / grid_pitch), grid_numbers / 2) * grid_pitch - grid_pitch / 2)
    number_ml_mm(outermost) - abs(ml_mm(i)) < 9.5 ? outermost - grid_pitch : outermost;

// Beside the grid, and nearer to the axis where the deck's edge leaves no room there.
function number_ml_mm(ap) = min(grid_half_width + 7,
    sqrt(pow(sheet_radius - margin, 2) - pow(abs(ap) + 3, 2)) - 5);

module toes_and_heel() {
    translate([0, sheet_radius - 4]) words("TOES", 5);
    translate([0, -sheet_radius + 4]) words("HEEL", 5);
}

module stem_hole_plan(d) {
    on_page() for (hole = stem_holes) translate(hole) circle(d = d);
}

// Screw holes of the sensor's cradle and of the cable guides under the deck.
module screw_plan(d = 2) on_page() {
    at([sensor_box_inner_edge + sensor_box[1] / 2 + cradle_stop, sensor_box_angle])
        for (side = [-1, 1]) translate([0, side * cradle_screws]) circle(d = d);
    for (guide = cable_guides_under) at(guide)
        for (side = [-1, 1]) translate([0, side * cable_guide_screws]) circle(d = d);
}

module cable_hole_plan(d) on_page() at(cable_hole) circle(d = d);
