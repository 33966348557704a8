// What the virtual sensor is moved by: true acceleration and rate over time, from a file.
#pragma once
#include <stddef.h>

#define MOTION_AXES 6

typedef struct {
  float (*rows)[MOTION_AXES];  // ax ay az in g, gx gy gz in deg/s, sensor axes, 1 kHz
  size_t count;
} motion_t;

// Read little-endian float32 rows; 0 on success, else a line on stderr and -1. NULL: level, still.
int motion_load(motion_t *motion, const char *path);

// Motion at a time, linear between rows, held before the first and after the last.
void motion_at(const motion_t *motion, double seconds, double values[MOTION_AXES]);
