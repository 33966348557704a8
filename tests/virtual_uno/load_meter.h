// The processor's load: cycles in interrupts or while the firmware marks itself busy in GPIOR0.
#pragma once
#include <simavr/sim_avr.h>
#include <stdbool.h>

typedef struct {
  avr_t *avr;
  bool marked;
  bool in_interrupt;
  uint64_t since_cycle;  // of the last change
  uint64_t busy_cycles;
  uint64_t start_cycle;
} load_meter_t;

void load_meter_attach(load_meter_t *meter, avr_t *avr);
// Count from now on.
void load_meter_start(load_meter_t *meter);
double load_meter_pct(const load_meter_t *meter);
