// What the world holds the switch and bus pins at.
#pragma once
#include <simavr/sim_avr.h>
#include <stdbool.h>

typedef struct {
  bool button_down;  // D8 to ground
  bool rail_open;    // D9 is normally closed to ground; open, its pull-up takes it high
  bool foot_on_mat;  // D7 to ground
  bool hand_on_rail;  // D10 to ground
  bool bus_stuck;    // SDA held down
} pins_t;

#define SCL_PIN 5  // PC5
#define MAT_PIN 7  // D7 is PD7, on the port of the load cells

void pins_drive(avr_t *avr, const pins_t *pins);
// After a reset the pins' registers are cleared: let the next drive of each pin reach them.
void pins_forget(avr_t *avr);
