// Gauge for sanding a dome: its hollow is the ball. Hold it against the dome in two directions; light
// shows where the layers still make steps. A strip of sandpaper in the hollow sands to the same ball.
//   openscad -D radius=30 …    for a ball of another radius
include <shapes.scad>

radius = dome_radius;

module dome_gauge() {
    reach = dome_knob_radius + 5;
    linear_extrude(4) difference() {
        translate([-reach, -10]) square([2 * reach, 10 + 8]);
        translate([0, radius]) circle(radius, $fn = 720);
    }
}

dome_gauge();
