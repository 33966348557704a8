// A dome: a knob with a ball end that screws into one of the deck's stem holes, printed ball up.
//   openscad -D level=3 -o dome-3.stl dome.scad
//   openscad -D level=3 -D 'dome_style="hemisphere"' -o dome-3.stl dome.scad
// A hemisphere of the lowest dome is narrower than the knob; its foot stays as wide as the ball.
// An M8 hex bolt slides in from the side; its head is held under the lip, no glue carries load.
include <shapes.scad>

level = 3;

module dome(level = level) {
    height = dome_heights[level - 1];
    difference() {
        intersection() {
            ball_end(height);
            knob(height);
        }
        bolt_slot();
        linear_extrude(1, center = true) translate([0, -15.5]) mirror([1, 0]) words(str(level), 7);
    }
}

// Turned from its own arc: OpenSCAD's sphere() has no corner at the pole and would be too low.
module ball_end(height) {
    steps = 32;
    radius = dome_radius_of(height);
    wide = min(dome_knob_radius, radius);
    widest = asin(wide / radius);
    arc = [for (i = [0:steps]) let (a = widest * i / steps)
        [radius * sin(a), height - radius * (1 - cos(a))]];
    // A whole half ball ends in the plane of the face already.
    foot = wide < radius ? [[wide, 0]] : [];
    rotate_extrude() polygon(concat([[0, 0]], arc, foot));
}

// Flutes give the fingers a hold; they end below the ball so that the rolling face is whole.
module knob(height) {
    radius = dome_radius_of(height);
    wide = min(dome_knob_radius, radius);
    flank = height - radius + sqrt(pow(radius, 2) - pow(wide, 2)) - 2;
    // A half ball has no flank: its flutes run out in the ball, far from where it rolls.
    flute_top = max(flank, 8);
    difference() {
        cylinder(r = dome_knob_radius + 1, h = height + 1);
        for (turn = [0:30:330]) rotate(turn) translate([wide + 1.6, 0, -1])
            cylinder(r = 3, h = flute_top + 1);
    }
}

module bolt_slot() {
    head = bolt_head_across_flats + 0.4;
    translate([0, 0, -1]) {
        cylinder(d = bolt_d + 0.4, h = bolt_lip + bolt_seat + 2);
        translate([-(bolt_d + 0.4) / 2, 0, 0])
            cube([bolt_d + 0.4, dome_knob_radius + 1, bolt_lip + bolt_seat + 2]);
    }
    // The seat: tightened, the head lies in a hexagon below the slot that it came in by.
    translate([0, 0, bolt_lip])
        rotate(30) cylinder(d = head / cos(30), h = bolt_seat + bolt_head_height + 0.4, $fn = 6);
    translate([0, 0, bolt_lip + bolt_seat]) {
        translate([-head / 2, 0, 0]) cube([head, dome_knob_radius + 1, bolt_head_height + 0.4]);
    }
}

dome();
