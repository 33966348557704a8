// What happens to the virtual sensors: quantities over time, from a file of rows at 1 kHz.
#pragma once
#include <stddef.h>

#define MOTION_AXES 6  // ax ay az in g, gx gy gz in deg/s, sensor axes
#define LOAD_CELLS 4   // newtons on front-left, front-right, rear-left, rear-right
#define MOST_COLUMNS 6

typedef struct {
  float *rows;
  size_t count;
  unsigned columns;
} history_t;

// One unchanging row.
int history_hold(history_t *history, const float *row, unsigned columns);
// Read little-endian float32 rows in place of what was there; 0 on success, else a line on stderr
// and -1 with the old history untouched.
int history_load(history_t *history, const char *path);

// Mean of one column over a stretch of time.
double history_mean(const history_t *history, unsigned column, double from_s, double to_s);

// How long it goes on before its last row is held.
double history_s(const history_t *history);

// Values at a time, linear between rows, held before the first and after the last.
void history_at(const history_t *history, double seconds, double values[MOST_COLUMNS]);
