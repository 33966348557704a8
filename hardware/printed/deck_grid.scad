// The foot grid as a drawing in true size, to be printed on paper and laid under clear film.
//   openscad -o deck-grid.svg deck_grid.scad
include <deck_plan.scad>

module deck_grid() {
    difference() {
        circle(sheet_radius, $fn = 180);
        circle(sheet_radius - 0.6, $fn = 180);
    }
    difference() {
        grid_lines(0.2);
        offset(1.2) grid_labels();
    }
    grid_labels();
    toes_and_heel();
}

// A bar of known length shows whether the printer kept the size.
module size_bar() translate([-190, -190]) {
    square([100, 1]);
    translate([50, -6]) words("100 mm", 5);
}

deck_grid();
size_bar();
