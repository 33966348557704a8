#include "scene.h"

#include <stdio.h>

static int load_one(history_t *history, const char *path, unsigned columns) {
  static const float still[MOTION_AXES] = {0, 0, 1, 0, 0, 0};
  static const float empty[LOAD_CELLS] = {0};
  if (history_hold(history, columns == MOTION_AXES ? still : empty, columns) != 0) return -1;
  return path ? history_load(history, path) : 0;
}

int scene_load(scene_t *scene, const char *board, const char *body, const char *load) {
  return load_one(&scene->board, board, MOTION_AXES) || load_one(&scene->body, body, MOTION_AXES) ||
                 load_one(&scene->load, load, LOAD_CELLS)
             ? -1
             : 0;
}

int scene_change(scene_t *scene, const char *folder, double now_us) {
  const struct {
    const char *name;
    history_t *history;
  } parts[] = {{"board", &scene->board}, {"body", &scene->body}, {"load", &scene->load}};
  int result = 0;
  for (unsigned i = 0; i < sizeof(parts) / sizeof(*parts); ++i) {
    char path[512];
    snprintf(path, sizeof(path), "%s/%s.f32", folder, parts[i].name);
    if (history_load(parts[i].history, path) != 0) result = -1;
  }
  scene->starts_us = now_us;
  snprintf(scene->folder, sizeof(scene->folder), "%s", folder);
  return result;
}

void scene_tell_end(scene_t *scene, double now_us) {
  if (scene->folder[0] == '\0' || scene_s(scene, now_us) < history_s(&scene->board)) return;
  printf("over %s\n", scene->folder);
  fflush(stdout);
  scene->folder[0] = '\0';
}
