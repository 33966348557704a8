// Watches from outside whether the firmware reads each slot in time, by the processor's own
// cycles at the start condition of each burst.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

typedef struct {
  double period_cycles;  // 0 before a stream was asked for
  bool anchored;         // the first burst of this stream gave the schedule
  bool disturbed;        // a scheduled fault was on since the burst before
  uint64_t settled_cycle;  // until then each burst gives it anew
  uint64_t anchor_cycle;
  int64_t slot;
  uint64_t bursts;
  uint64_t slots;  // scheduled so far, skipped ones too
  uint64_t late;
  uint64_t skipped;
  uint64_t skipped_in_faults;
  double worst_late_us;
  double worst_early_us;
  uint64_t timed;  // bursts against a schedule
  double late_sum_us;
  double late_squares_us2;
  double shortest_burst_us;
  double longest_burst_us;
} deadlines_t;

// The host asked at this cycle for a stream at this rate; 0: this sensor stays off.
void deadlines_expect(deadlines_t *deadlines, unsigned rate_hz, uint64_t cycle);
// The processor was reset: it streams no more.
void deadlines_forget(deadlines_t *deadlines);
// A burst was begun at this cycle; how late it is, in microseconds.
double deadlines_burst(deadlines_t *deadlines, uint64_t start_cycle);
void deadlines_burst_took(deadlines_t *deadlines, double us);
// Standard deviation of the bursts' starts against the schedule.
double deadlines_jitter_us(const deadlines_t *deadlines);
