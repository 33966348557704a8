#include "faults.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum { NO_ARGUMENT, DURATION, RATE_AND_DURATION } arguments_t;

static const struct {
  const char *name;
  action_t action;
  action_t ends_with;
  arguments_t arguments;
} known[] = {
    {"unplug", UNPLUG, UNPLUG, NO_ARGUMENT},
    {"plug", PLUG, PLUG, NO_ARGUMENT},
    {"stick", STICK, UNSTICK, DURATION},
    {"stick-until-clocked", STICK_UNTIL_CLOCKED, UNSTICK, NO_ARGUMENT},
    {"reset", RESET, RESET, NO_ARGUMENT},
    {"silence", SILENCE, SPEAK, DURATION},
    {"corrupt", CORRUPT, CLEAN, RATE_AND_DURATION},
    {"rail-open", RAIL_OPEN, RAIL_OPEN, NO_ARGUMENT},
    {"rail-close", RAIL_CLOSE, RAIL_CLOSE, NO_ARGUMENT},
    {"button-down", BUTTON_DOWN, BUTTON_DOWN, NO_ARGUMENT},
    {"button-up", BUTTON_UP, BUTTON_UP, NO_ARGUMENT},
};

static int refuse(const char *text) {
  fprintf(stderr, "virtual_uno: '%s' is no scheduled action; --help lists them\n", text);
  return -1;
}

static void append(fault_list_t *list, double at_s, action_t action, double rate) {
  if (list->count == MOST_FAULTS) return;
  list->faults[list->count++] = (fault_t){at_s, action, rate, false};
}

int fault_list_add_at(fault_list_t *list, double at_s, const char *text) {
  char name[32];
  double first = 0, second = 0;
  const int found = sscanf(text, "%31[a-z-]:%lf:%lf", name, &first, &second);
  for (unsigned i = 0; found > 0 && i < sizeof(known) / sizeof(*known); ++i) {
    if (strcmp(name, known[i].name) != 0) continue;
    if (found - 1 != (int)known[i].arguments) return refuse(text);
    const bool rated = known[i].arguments == RATE_AND_DURATION;
    append(list, at_s, known[i].action, rated ? first : 0);
    if (known[i].arguments != NO_ARGUMENT) {
      append(list, at_s + (rated ? second : first), known[i].ends_with, 0);
    }
    return 0;
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
  char line[128];
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
