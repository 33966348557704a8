// Watches from outside how the firmware reads the load cells: one reading is a run of pulses.
#pragma once
#include "cells.h"

void cell_readings_head(const cells_t *cells);
// Around each rising edge: what was ready before it, what the lines say after it.
void cell_readings_before_edge(cells_t *cells);
void cell_readings_after_edge(cells_t *cells);
// Whether a run has begun that still lacks pulses, the next of which may come at any moment.
bool cell_readings_under_way(const cells_t *cells);
// The run of pulses is over, if one was under way.
void cell_readings_finish(cells_t *cells);
