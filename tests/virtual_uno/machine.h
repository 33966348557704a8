// The board: processor with firmware, sensor, bus, pins, EEPROM and serial line, run in steps.
#pragma once
#include <simavr/sim_avr.h>

#include "clock.h"
#include "deadlines.h"
#include "faults.h"
#include "host_frames.h"
#include "load_meter.h"
#include "motion.h"
#include "mpu6050.h"
#include "options.h"
#include "serial_pty.h"
#include "twi_bus.h"

typedef struct {
  avr_t *avr;
  world_clock_t clock;
  motion_t motion;
  mpu_t mpu;
  deadlines_t deadlines;
  twi_bus_t bus;
  serial_pty_t pty;
  host_frames_t host_frames;
  fault_list_t faults;
  double stream_starts_us;  // INFINITY before the first slot
  bool rail_open;
  bool button_down;
  bool bus_fault;   // the sensor cannot be read: slots are rightly skipped
  bool until_clocked;
  unsigned scl_clocks;
  uint8_t inbox[64];  // on the line from the host
  unsigned inbox_count;
  unsigned inbox_next;
  uint64_t resets;
  load_meter_t load;  // since the first slot
} machine_t;

// 0 on success, else a line on stderr and -1.
int machine_build(machine_t *machine, const options_t *options);
// Save the EEPROM and close what is open.
void machine_end(machine_t *machine, const options_t *options);

double machine_now_us(const machine_t *machine);
// Press reset: the processor starts afresh, everything else keeps its state.
void machine_reset(machine_t *machine);
// Let world time pass while the processor does not run, as in the bootloader.
void machine_pause(machine_t *machine, double us);
// Run for this long; 0, or -1 where the firmware crashed.
int machine_run(machine_t *machine, double us);
void machine_apply(machine_t *machine, const fault_t *fault);
// Put what the host sent on the line to the processor.
void machine_feed(machine_t *machine);
