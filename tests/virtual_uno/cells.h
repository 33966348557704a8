// Four HX711 on one clock line (D6), each with its data line (D2 to D5), and what is seen of how the
// firmware reads them.
#pragma once
#include <simavr/sim_avr.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "clock.h"
#include "hx711.h"
#include "scene.h"

typedef struct {
  uint64_t conversions;
  uint64_t fetched;    // readings that this cell was ready for
  uint64_t corrupted;  // of these, not what it had converted
  uint64_t unsettled;  // of these, fetched before four conversions of its input
} cell_count_t;

// One run of clock pulses, as the firmware saw it.
typedef struct {
  bool open;
  uint64_t first_cycle;
  uint64_t last_cycle;
  unsigned pulses;
  double waited_us;
  double age_us;  // of its oldest conversion
  struct {
    bool ready;
    int64_t conversion;
    bool replaced;  // by the next one, before the last pulse
    double ready_us;
    double newtons;
    int32_t counts;
    bool settled;
    uint32_t bits;
  } cell[LOAD_CELLS];
} common_reading_t;

typedef struct {
  avr_t *avr;
  const world_clock_t *clock;
  scene_t *scene;
  FILE *truth;
  hx711_t chip[LOAD_CELLS];
  avr_irq_t *line[LOAD_CELLS];
  struct cell_timer {
    void *cells;
    int index;
  } timer[LOAD_CELLS];
  uint8_t held_low;  // other pins of their port that the world holds at ground
  bool clock_high;
  uint64_t risen_cycle;
  bool watching_power;
  common_reading_t reading;
  cell_count_t count[LOAD_CELLS];
  uint64_t readings;
  bool stream_begins;  // what the next reading finds has waited for the host, not for the firmware
  uint64_t incomplete;  // readings begun while a cell that works was not ready
  uint64_t timed;  // readings whose times count
  double worst_age_us;  // of a conversion at the first pulse
  double worst_wait_us;  // from the last cell being ready to the first pulse
  double total_wait_us;
  double longest_reading_us;
} cells_t;

void cells_attach(cells_t *cells);
// All of them get power now.
void cells_power_up(cells_t *cells);
// The processor was reset or time passed without it: its pins float, timers start afresh.
void cells_resume(cells_t *cells);
// The host asked for a stream.
void cells_expect_stream(cells_t *cells);
// Drive the data lines as they are.
void cells_drive(cells_t *cells);
// Account for the reading under way.
void cells_end(cells_t *cells);
