// The foot grid on the deck, defined here and nowhere else.
//
// A cell is a letter and a number, `F12`. Letters run across, from the patient's left to the right;
// I and O are left out, as they look like 1 and 0. Numbers run from the heel edge to the toe edge.
// Cells are grid_pitch wide both ways. The dome's axis (stem hole 0) is the corner where the four
// middle cells meet, so the middle of the cell with the letter at index i (A = 0) and number n is
//     ap = (n - (grid_numbers + 1) / 2) * grid_pitch           mm to the toes
//     ml = (i - (len(grid_letters) - 1) / 2) * grid_pitch      mm to the right
// Cells whose middle is beyond the deck's edge do not exist.
include <dimensions.scad>

grid_letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
grid_numbers = 40;
grid_pitch = 10;
