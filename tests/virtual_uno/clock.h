// Time in the simulated world: microseconds of true time since the virtual board got power.
#pragma once
#include <math.h>
#include <stdint.h>

#define MCU_HZ 16000000.0
#define CYCLES_PER_US 16
#define US_PER_S 1e6
#define DEVICE_WRAP_US 4294967296.0

typedef struct {
  uint64_t offset_cycles;  // world time that passed while the processor did not run
  uint64_t reset_cycle;    // processor cycle at which micros() began after the last reset
  double device_start_us;  // what it began at
  double us_per_cycle;     // true length of a cycle: the resonator may be off
} world_clock_t;

static inline double clock_world_us(const world_clock_t *clock, uint64_t cycle) {
  return (double)(cycle + clock->offset_cycles) * clock->us_per_cycle;
}

// The firmware's clock at a moment of the world, as it has run since the last reset; never wrapped.
static inline double clock_device_us_at(const world_clock_t *clock, double world_us) {
  const double cycle = world_us / clock->us_per_cycle - (double)clock->offset_cycles;
  return clock->device_start_us + (cycle - (double)clock->reset_cycle) / CYCLES_PER_US;
}

// What micros() of the firmware says at this cycle, give or take its 4 us steps.
static inline double clock_device_us(const world_clock_t *clock, uint64_t cycle) {
  const double since_us = (double)(cycle - clock->reset_cycle) / CYCLES_PER_US;
  return fmod(clock->device_start_us + since_us, DEVICE_WRAP_US);
}
