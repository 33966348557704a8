// The foot grid as it is drawn on the deck. Its home is trainer/recording/feet.py, which stores the
// cells of a patient's heel and second toe; a test holds the two together, README.md tells it.
//
// A cell is a letter and a number, `F12`: letters run across, A at the patient's left; numbers run
// from the toes, 1, to the heel. The dome's axis (stem hole 0) is the corner of the middle cells.
include <dimensions.scad>

grid_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
grid_numbers = 36;
grid_pitch = 10;
