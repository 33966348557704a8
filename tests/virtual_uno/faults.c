#include "faults.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_CELLS 4

typedef enum { NO_ARGUMENT, DURATION, RATE_AND_DURATION, CELL, FOLDER } arguments_t;

static const struct {
  const char *name;
  action_t action;
  action_t ends_with;
  arguments_t arguments;
} known[] = {
    {"unplug", UNPLUG, UNPLUG, NO_ARGUMENT},
    {"plug", PLUG, PLUG, NO_ARGUMENT},
    {"body-unplug", BODY_UNPLUG, BODY_UNPLUG, NO_ARGUMENT},
    {"body-plug", BODY_PLUG, BODY_PLUG, NO_ARGUMENT},
    {"stick", STICK, UNSTICK, DURATION},
    {"stick-until-clocked", STICK_UNTIL_CLOCKED, UNSTICK, NO_ARGUMENT},
    {"reset", RESET, RESET, NO_ARGUMENT},
    {"brown-out", BROWN_OUT, BROWN_OUT, NO_ARGUMENT},
    {"silence", SILENCE, SPEAK, DURATION},
    {"corrupt", CORRUPT, CLEAN, RATE_AND_DURATION},
    {"rail-open", RAIL_OPEN, RAIL_OPEN, NO_ARGUMENT},
    {"rail-close", RAIL_CLOSE, RAIL_CLOSE, NO_ARGUMENT},
    {"button-down", BUTTON_DOWN, BUTTON_DOWN, NO_ARGUMENT},
    {"button-up", BUTTON_UP, BUTTON_UP, NO_ARGUMENT},
    {"mat-on", MAT_ON, MAT_ON, NO_ARGUMENT},
    {"mat-off", MAT_OFF, MAT_OFF, NO_ARGUMENT},
    {"hand-on", HAND_ON, HAND_ON, NO_ARGUMENT},
    {"hand-off", HAND_OFF, HAND_OFF, NO_ARGUMENT},
    {"cell-stick", CELL_STICK, CELL_STICK, CELL},
    {"cell-saturate", CELL_SATURATE, CELL_SATURATE, CELL},
    {"cell-slip", CELL_SLIP, CELL_SLIP, CELL},
    {"cell-spike", CELL_SPIKE, CELL_SPIKE, CELL},
    {"cell-miss", CELL_MISS, CELL_MISS, CELL},
    {"cell-free", CELL_FREE, CELL_FREE, CELL},
    {"scene", SCENE, SCENE, FOLDER},
};

static int refuse(const char *text) {
  fprintf(stderr, "virtual_uno: '%s' is no scheduled action; --help lists them\n", text);
  return -1;
}

// Room is that of an action that was carried out, or new.
static fault_t *room(fault_list_t *list) {
  for (unsigned i = 0; i < list->count; ++i) {
    if (list->faults[i].done) return &list->faults[i];
  }
  return list->count < MOST_FAULTS ? &list->faults[list->count++] : NULL;
}

static int append(fault_list_t *list, fault_t fault) {
  fault_t *place = room(list);
  if (place == NULL) {
    fprintf(stderr, "virtual_uno: more than %d actions wait\n", MOST_FAULTS);
    return -1;
  }
  *place = fault;
  return 0;
}

// How many numbers behind the name, or -1 where they are none of this action's.
static int read_arguments(const char *text, arguments_t kind, double numbers[2]) {
  static const int wanted[] = {0, 1, 2, 1, 0};
  char name[32], rest;
  const int found = sscanf(text, "%31[a-z-]:%lf:%lf%c", name, &numbers[0], &numbers[1], &rest) - 1;
  if (kind == FOLDER) return 0;
  if (kind == CELL && !(numbers[0] >= 0 && numbers[0] < MOST_CELLS)) return -1;
  return found == wanted[kind] ? found : -1;
}

static int add_known(fault_list_t *list, double at_s, const char *text, unsigned which) {
  const arguments_t kind = known[which].arguments;
  double numbers[2] = {0, 0};
  if (read_arguments(text, kind, numbers) < 0) return refuse(text);
  fault_t fault = {.at_s = at_s, .action = known[which].action};
  if (kind == RATE_AND_DURATION || kind == CELL) fault.value = numbers[0];
  const char *colon = strchr(text, ':');
  if (kind == FOLDER && colon) snprintf(fault.folder, sizeof(fault.folder), "%s", colon + 1);
  if (append(list, fault) != 0) return -1;
  if (kind != DURATION && kind != RATE_AND_DURATION) return 0;
  const double lasts_s = kind == DURATION ? numbers[0] : numbers[1];
  return append(list, (fault_t){.at_s = at_s + lasts_s, .action = known[which].ends_with});
}

int fault_list_add_at(fault_list_t *list, double at_s, const char *text) {
  char name[32];
  if (sscanf(text, "%31[a-z-]", name) != 1) return refuse(text);
  for (unsigned i = 0; i < sizeof(known) / sizeof(*known); ++i) {
    if (strcmp(name, known[i].name) == 0) return add_known(list, at_s, text, i);
  }
  return refuse(text);
}

int fault_list_add(fault_list_t *list, const char *text) {
  char *rest;
  const double at_s = strtod(text, &rest);
  if (rest == text || *rest != ':') return refuse(text);
  return fault_list_add_at(list, at_s, rest + 1);
}

int fault_list_load(fault_list_t *list, const char *path) {
  FILE *file = fopen(path, "r");
  if (file == NULL) {
    fprintf(stderr, "virtual_uno: cannot open the schedule %s: %s\n", path, strerror(errno));
    return -1;
  }
  char line[256];
  int result = 0;
  while (result == 0 && fgets(line, sizeof(line), file)) {
    line[strcspn(line, "#\r\n")] = '\0';
    if (line[0] != '\0') result = fault_list_add(list, line);
  }
  fclose(file);
  return result;
}

const fault_t *fault_list_due(fault_list_t *list, double stream_s) {
  fault_t *first = NULL;
  for (unsigned i = 0; i < list->count; ++i) {
    fault_t *fault = &list->faults[i];
    if (fault->done || fault->at_s > stream_s) continue;
    if (first == NULL || fault->at_s < first->at_s) first = fault;
  }
  if (first != NULL) first->done = true;
  return first;
}
