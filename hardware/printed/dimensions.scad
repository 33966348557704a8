// Every measure that two parts, a test or the README share, in millimetres.
// Axes are the board's: x to the toes, y to the patient's left, z up; the origin is the dome's axis
// in the plane of the deck's underside. Included by every part.

deck_radius = 200;
deck_thickness = 18;
// The paper with the foot grid ends here; the film laps from it onto varnished wood.
sheet_radius = 188;

// Underside of the deck above the floor when the board is level, for domes 1 to 5.
dome_heights = [20, 30, 40, 50, 60];
// "caps": one sphere for all five, so that a tilt moves the contact point by the same way on each of
// them. The sphere's centre stands dome_radius - height above the deck's underside: an empty board
// rights itself on the low ones. "hemisphere": half a sphere of each dome's own height, with its
// centre in the underside, below the deck's mass: the board tips by itself on every dome.
dome_style = "caps";
dome_radius = 60;
function dome_radius_of(height) = dome_style == "hemisphere" ? height : dome_radius;
// The sphere is cut down to a knob: wider than the farthest contact point, narrow enough to leave
// the sensor room near the axis.
dome_knob_radius = 23;

// Threaded inserts in the deck's underside that take the dome's bolt: 0 is the middle, then toes,
// right, heel, left. The number is the program's stem hole.
stem_holes = [[0, 0], [20, 0], [0, -20], [-20, 0], [0, 20]];
insert_length = 10;
insert_below_flush = 0.5;
insert_hole_d = 12;
insert_hole_depth = 11;
// A Forstner bit's point goes ahead of its full width by this much at most.
drill_point = 4;
bolt_d = 8;
bolt_length = 16;
bolt_head_across_flats = 13;
bolt_head_height = 5.3;
// What is left of the dome between the bolt's head and the deck.
bolt_lip = 6;
// The head drops this far out of its slot into a hexagon and cannot slide back.
bolt_seat = 1;

// GY-521, the usual MPU-6050 breakout, with wires soldered from above.
imu_board = [21, 16, 6];
wall = 1.6;
floor_thickness = 1.2;
fit = 0.3;
cable_d = 4;
// The cable runs outwards from the box and up through the deck before the rim could pinch it.
// Each is [reach from the axis, angle from the toes].
cable_guides_under = [[95, 150], [124, 159]];
cable_guides_above = [[180, 165]];
cable_hole = [150, 165];
cable_hole_d = 8;
cable_guide_height = cable_d + 2.4;
cable_guide_screws = 9;

// Box under the deck: long side across, between the heel's and the left stem hole, so that its chip
// is within 50 mm of the axis whichever hole is used.
sensor_box = [34, imu_board[1] + 2 * wall + 2 * fit, 10];
sensor_box_angle = 135;
sensor_box_inner_edge = 38.5;
cradle_stop = 1.2;
cradle_lip = 1.9;
cradle_screws = sensor_box[0] / 2 + wall + fit + 6.1;

// Base plate under the dome, carried by the load cells, whose middles are cell_offset from both axes.
plate_size = 560;
plate_thickness = 18;
cell_offset = 240;
// Laths screwed on the plate's four sides, flush with its underside: the deck cannot roll off.
batten_thickness = 20;
batten_height = 30;
mat_thickness = 3;
// A round rubber foot, stuck into a recess of the printed one, keeps the plate from sliding.
foot_height = 9;
rubber_d = 20;
rubber_height = 4;
rubber_recess = 1.5;
// M6 screws from below beside the feet: the floor takes what is too much for a cell.
stop_offset = 266;
stop_bolt_d = 6;
stop_bolt_length = 25;
stop_bolt_head = 4;
// The usual 50 kg half-bridge cell: a square frame with a tongue that bends. Measure yours.
cell_size = 34;
cell_thickness = 3;
cell_travel = 1.5;
cell_seat = 3;

strap_width = 38;
screw_d = 3.2;
screw_head_d = 6.4;

ink = [0.07, 0.20, 0.26];
mint = [0.38, 0.89, 0.74];
sky = [0.43, 0.75, 1.0];
amber = [1.0, 0.75, 0.36];
wood = [0.87, 0.74, 0.55];
