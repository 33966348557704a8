#include "deadlines.h"

#include <math.h>

#include "clock.h"

#define LATE_SHARE 0.1
// A burst of an earlier stream may still come between a command's last byte and its execution.
#define HEEDED_CYCLES (4000 * CYCLES_PER_US)

void deadlines_expect(deadlines_t *deadlines, unsigned rate_hz, uint64_t cycle) {
  if (rate_hz == 0) return deadlines_forget(deadlines);
  deadlines->settled_cycle = cycle + HEEDED_CYCLES;
  deadlines->period_cycles = MCU_HZ / rate_hz;
  deadlines->anchored = false;
}

void deadlines_forget(deadlines_t *deadlines) {
  deadlines->period_cycles = 0;
  deadlines->anchored = false;
}

static void anchor(deadlines_t *deadlines, uint64_t cycle) {
  deadlines->anchored = true;
  deadlines->disturbed = false;
  deadlines->anchor_cycle = cycle;
  deadlines->slot = 0;
  ++deadlines->slots;
}

double deadlines_burst(deadlines_t *deadlines, uint64_t start_cycle) {
  ++deadlines->bursts;
  if (deadlines->period_cycles == 0) return 0;
  if (!deadlines->anchored || start_cycle < deadlines->settled_cycle) {
    anchor(deadlines, start_cycle);
    return 0;
  }
  const double since = (double)(start_cycle - deadlines->anchor_cycle);
  const int64_t slot = llround(since / deadlines->period_cycles);
  const double late_cycles = since - (double)slot * deadlines->period_cycles;
  const int64_t step = slot - deadlines->slot;
  if (step > 1 && deadlines->disturbed) deadlines->skipped_in_faults += (uint64_t)(step - 1);
  if (step > 1 && !deadlines->disturbed) deadlines->skipped += (uint64_t)(step - 1);
  deadlines->slots += step > 0 ? (uint64_t)step : 0;
  deadlines->slot = slot;
  deadlines->disturbed = false;
  const double late_us = late_cycles / CYCLES_PER_US;
  if (late_cycles > LATE_SHARE * deadlines->period_cycles) ++deadlines->late;
  deadlines->worst_late_us = fmax(deadlines->worst_late_us, late_us);
  deadlines->worst_early_us = fmax(deadlines->worst_early_us, -late_us);
  ++deadlines->timed;
  deadlines->late_sum_us += late_us;
  deadlines->late_squares_us2 += late_us * late_us;
  return late_us;
}

void deadlines_burst_took(deadlines_t *deadlines, double us) {
  if (deadlines->shortest_burst_us == 0 || us < deadlines->shortest_burst_us) {
    deadlines->shortest_burst_us = us;
  }
  deadlines->longest_burst_us = fmax(deadlines->longest_burst_us, us);
}

double deadlines_jitter_us(const deadlines_t *deadlines) {
  if (deadlines->timed == 0) return 0;
  const double count = (double)deadlines->timed;
  const double mean_us = deadlines->late_sum_us / count;
  return sqrt(fmax(deadlines->late_squares_us2 / count - mean_us * mean_us, 0));
}
