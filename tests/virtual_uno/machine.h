// The board: processor with firmware, sensors, bus, load cells, pins, EEPROM and serial line, run in steps.
#pragma once
#include <simavr/sim_avr.h>

#include "cells.h"
#include "clock.h"
#include "faults.h"
#include "host_frames.h"
#include "load_meter.h"
#include "micros.h"
#include "options.h"
#include "pins.h"
#include "scene.h"
#include "serial_pty.h"
#include "twi_bus.h"

// Bits of MCUSR.
typedef enum { POWER_ON = 1, RESET_PIN = 2, BROWNED_OUT = 4 } reset_cause_t;

typedef struct {
  avr_t *avr;
  world_clock_t clock;
  micros_t micros;
  scene_t scene;
  twi_bus_t bus;
  cells_t cells;
  pins_t pins;
  serial_pty_t pty;
  host_frames_t host_frames;
  asked_rates_t rates;  // of the latest start
  fault_list_t faults;
  double stream_starts_us;  // INFINITY before the first slot
  bool bus_fault;  // no sensor can be read: slots are rightly skipped
  bool until_clocked;
  unsigned scl_clocks;
  uint8_t inbox[64];  // on the line from the host
  unsigned inbox_count;
  unsigned inbox_next;
  uint64_t resets;
  load_meter_t load;  // since the first slot
  bootloader_t bootloader;
} machine_t;

double machine_now_us(const machine_t *machine);
// The processor starts afresh, everything else keeps its state; `cause` is what it finds in MCUSR.
void machine_reset(machine_t *machine, reset_cause_t cause);
// The supply broke down: the sensors, too, start afresh.
void machine_lose_power(machine_t *machine);
// Let world time pass while the processor does not run, as in the bootloader.
void machine_pause(machine_t *machine, double us);
// It runs again after a reset and a pause.
void machine_resume(machine_t *machine);
// Run for this long; 0, or -1 where the firmware crashed.
int machine_run(machine_t *machine, double us);
// Hold the pins at what the world holds them at.
void machine_set_pins(machine_t *machine);
// Put what the host sent on the line to the processor.
void machine_feed(machine_t *machine);
