#include "motion.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_PER_S 1000.0

static float level_and_still[1][MOTION_AXES] = {{0, 0, 1, 0, 0, 0}};

static long file_size(FILE *file) {
  if (fseek(file, 0, SEEK_END) != 0) return -1;
  const long size = ftell(file);
  rewind(file);
  return size;
}

int motion_load(motion_t *motion, const char *path) {
  motion->rows = level_and_still;
  motion->count = 1;
  if (path == NULL) return 0;
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    fprintf(stderr, "virtual_uno: cannot open the motion %s: %s\n", path, strerror(errno));
    return -1;
  }
  const size_t row = sizeof(float) * MOTION_AXES;
  const long size = file_size(file);
  int result = -1;
  if (size <= 0 || (size_t)size % row != 0) {
    fprintf(stderr, "virtual_uno: %s holds %ld bytes, not rows of six float32\n", path, size);
  } else {
    motion->count = (size_t)size / row;
    motion->rows = malloc((size_t)size);
    if (motion->rows && fread(motion->rows, row, motion->count, file) == motion->count) result = 0;
  }
  fclose(file);
  return result;
}

void motion_at(const motion_t *motion, double seconds, double values[MOTION_AXES]) {
  const double last = (double)(motion->count - 1);
  double at = seconds * ROWS_PER_S;
  at = at < 0 ? 0 : at > last ? last : at;
  const size_t row = (size_t)at;
  const size_t next = row + 1 < motion->count ? row + 1 : row;
  const double share = at - (double)row;
  for (int i = 0; i < MOTION_AXES; ++i) {
    values[i] = motion->rows[row][i] * (1 - share) + motion->rows[next][i] * share;
  }
}
