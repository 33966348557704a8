// What happens around the board: how its sensors are moved and its cells loaded, on one clock.
#pragma once
#include "clock.h"
#include "history.h"

typedef struct {
  history_t board;
  history_t body;
  history_t load;
  char folder[192];  // where it came from by order; empty, or told of, when nobody waits for its end
  double starts_us;  // world time of the first rows; INFINITY before it runs
} scene_t;

static inline double scene_s(const scene_t *scene, double world_us) {
  return (world_us - scene->starts_us) / US_PER_S;
}

// Level, still and unloaded where a path is NULL. 0, or -1 with a line on stderr.
int scene_load(scene_t *scene, const char *board, const char *body, const char *load);
// Go over to board.f32, body.f32 and load.f32 of this folder, from now on.
int scene_change(scene_t *scene, const char *folder, double now_us);
// Say `over FOLDER` on standard output, once, when a scene given by order has come to its end.
void scene_tell_end(scene_t *scene, double now_us);
