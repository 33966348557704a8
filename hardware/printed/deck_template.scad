// A quarter of the drilling template, small enough for a 220 mm bed. Four of them, taped together
// along the axes, show the deck's outline, every hole and the foot grid.
//   openscad -D quarter=1 …    1 toes left, 2 toes right, 3 heel right, 4 heel left
// Face up on the deck it shows where the foot goes; face down on the underside, where to drill.
include <deck_plan.scad>

quarter = 1;
base = 1.2;
raised = 0.6;

module quarter_plane(size, quarter) {
    corner = [[-1, 1], [1, 1], [1, -1], [-1, -1]][quarter - 1];
    translate([corner[0] < 0 ? -size : 0, corner[1] < 0 ? -size : 0]) square(size);
}

module template_base(quarter) {
    linear_extrude(base) difference() {
        intersection() {
            circle(deck_radius, $fn = 180);
            quarter_plane(deck_radius, quarter);
        }
        stem_hole_plan(3);
        screw_plan();
    }
}

module template_relief(quarter) {
    translate([0, 0, base - 0.01]) linear_extrude(raised) difference() {
        intersection() {
            quarter_plane(deck_radius - 0.5, quarter);
            union() {
                difference() {
                    grid_lines(0.6);
                    offset(1) grid_labels();
                }
                grid_labels();
                toes_and_heel();
            }
        }
        stem_hole_plan(7);
        screw_plan(6);
    }
}

template_base(quarter);
template_relief(quarter);
