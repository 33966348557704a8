// What goes wrong, and when: a list of actions at times of the stream.
#pragma once
#include <stdbool.h>

typedef enum {
  UNPLUG, PLUG, BODY_UNPLUG, BODY_PLUG, STICK, STICK_UNTIL_CLOCKED, UNSTICK, RESET, BROWN_OUT,
  SILENCE, SPEAK, CORRUPT, CLEAN, RAIL_OPEN, RAIL_CLOSE, BUTTON_DOWN, BUTTON_UP,
  MAT_ON, MAT_OFF, HAND_ON, HAND_OFF,
  CELL_STICK, CELL_SATURATE, CELL_SLIP, CELL_SPIKE, CELL_MISS, CELL_FREE, SCENE,
} action_t;

typedef struct {
  double at_s;
  action_t action;
  double value;      // a rate, or the index of a cell
  char folder[192];  // of a scene
  bool done;
} fault_t;

#define MOST_FAULTS 256

typedef struct {
  fault_t faults[MOST_FAULTS];
  unsigned count;
} fault_list_t;

// Add `T:ACTION[:ARGS]`; an action with a duration adds its end, too. -1 with a line on stderr
// where the text makes no sense or there is no room.
int fault_list_add(fault_list_t *list, const char *text);
// The same with the time given apart.
int fault_list_add_at(fault_list_t *list, double at_s, const char *text);
// One `T:ACTION[:ARGS]` a line; empty lines and lines with # do not count.
int fault_list_load(fault_list_t *list, const char *path);
// The next action due at this time of the stream, or NULL. It is handed out once.
const fault_t *fault_list_due(fault_list_t *list, double stream_s);
