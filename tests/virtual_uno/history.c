#include "history.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_PER_S 1000.0
#define LOOKS_FOR_A_MEAN 64

int history_hold(history_t *history, const float *row, unsigned columns) {
  history->rows = malloc(columns * sizeof(float));
  if (history->rows == NULL) return -1;
  memcpy(history->rows, row, columns * sizeof(float));
  history->columns = columns;
  history->count = 1;
  return 0;
}

static long file_size(FILE *file) {
  if (fseek(file, 0, SEEK_END) != 0) return -1;
  const long size = ftell(file);
  rewind(file);
  return size;
}

static int take_rows(history_t *history, FILE *file, const char *path) {
  const size_t row = sizeof(float) * history->columns;
  const long size = file_size(file);
  if (size <= 0 || (size_t)size % row != 0) {
    fprintf(stderr, "virtual_uno: %s holds %ld bytes, not rows of %u float32\n", path, size,
            history->columns);
    return -1;
  }
  float *rows = malloc((size_t)size);
  const size_t count = (size_t)size / row;
  if (rows == NULL || fread(rows, row, count, file) != count) {
    free(rows);
    fprintf(stderr, "virtual_uno: cannot read %s\n", path);
    return -1;
  }
  free(history->rows);
  history->rows = rows;
  history->count = count;
  return 0;
}

int history_load(history_t *history, const char *path) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    fprintf(stderr, "virtual_uno: cannot open %s: %s\n", path, strerror(errno));
    return -1;
  }
  const int result = take_rows(history, file, path);
  fclose(file);
  return result;
}

// Rows around a time, and how far it is from the first to the second.
typedef struct {
  const float *before;
  const float *after;
  double share;
} place_t;

static place_t place_of(const history_t *history, double seconds) {
  const double last = (double)(history->count - 1);
  // Before the scene has begun the time is minus infinity, and differences of it are no numbers.
  const double at = seconds > 0 ? fmin(seconds * ROWS_PER_S, last) : 0;
  const size_t row = (size_t)at;
  const size_t next = row + 1 < history->count ? row + 1 : row;
  return (place_t){history->rows + row * history->columns, history->rows + next * history->columns,
                   at - (double)row};
}

static double value_at(const place_t *place, unsigned column) {
  return place->before[column] * (1 - place->share) + place->after[column] * place->share;
}

double history_s(const history_t *history) { return (double)history->count / ROWS_PER_S; }

void history_at(const history_t *history, double seconds, double values[MOST_COLUMNS]) {
  const place_t place = place_of(history, seconds);
  for (unsigned i = 0; i < history->columns; ++i) values[i] = value_at(&place, i);
}

double history_mean(const history_t *history, unsigned column, double from_s, double to_s) {
  double sum = 0;
  for (int i = 0; i < LOOKS_FOR_A_MEAN; ++i) {
    const place_t place = place_of(history, from_s + (to_s - from_s) * (i + 0.5) / LOOKS_FOR_A_MEAN);
    sum += value_at(&place, column);
  }
  return sum / LOOKS_FOR_A_MEAN;
}
