// Where the firmware's micros() starts, so that its wrap after 71.6 minutes can come soon.
#pragma once
#include <simavr/sim_avr.h>
#include <stdbool.h>

#include "clock.h"

typedef struct {
  avr_t *avr;
  world_clock_t *clock;
  uint32_t overflows;  // what the core's overflow counter starts at
  uint16_t counter;    // its address in RAM
  bool begun;          // timer 0 runs since the last reset
  struct {
    void *unit;
    avr_io_write_t write;
  } simavr;
} micros_t;

// `firmware` is the ELF file whose counter is preset. 0, or -1 with a line on stderr.
int micros_attach(micros_t *micros, const char *firmware, uint32_t start_us);
