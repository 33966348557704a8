// What the simulator saw, as one JSON object.
#pragma once
#include "machine.h"
#include "pacing.h"

// Written to `path`, or to standard output where it is NULL.
int report_write(const machine_t *machine, const pacing_t *pacing, const char *path, double held_s);
