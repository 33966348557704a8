#include "hx711.h"

#include <math.h>

#include "clock.h"
#include "noise.h"

#define HIGHEST 0x7FFFFF
#define LOWEST (-0x800000)
#define SLIPPING_EDGE 8
#define FEWEST_PULSES 25
#define MOST_PULSES 27

double hx711_period_us(const hx711_t *chip) {
  return US_PER_S / (chip->traits.rate_hz * (1 + chip->traits.clock_pct / 100));
}

void hx711_power_up(hx711_t *chip, double now_us) {
  chip->powered = true;
  chip->since_us = now_us;
  chip->conversion = 0;
  chip->input = chip->measured = HX711_A128;
  chip->settled = 0;
  chip->counts = chip->before = 0;
  chip->pulses = MOST_PULSES;
  chip->disturbed = false;
  chip->dout = true;
}

void hx711_power_down(hx711_t *chip) {
  chip->powered = false;
  chip->dout = true;
}

double hx711_next_us(const hx711_t *chip) {
  return chip->since_us + (double)(chip->conversion + 1) * hx711_period_us(chip);
}

static double limited(double counts) { return fmin(fmax(round(counts), LOWEST), HIGHEST); }

// Nothing is wired to input B.
static double ideal_counts(const hx711_t *chip, double newtons) {
  if (chip->saturated) return chip->traits.counts_per_newton < 0 ? LOWEST : HIGHEST;
  const double counts = chip->traits.zero_counts + newtons * chip->traits.counts_per_newton;
  const double gain = chip->input == HX711_A128 ? 1 : chip->input == HX711_A64 ? 0.5 : 0;
  const double noise = noise_normal(chip->traits.seed, (uint64_t)chip->conversion);
  return limited(counts * gain + chip->traits.noise_counts * noise);
}

static int32_t scrambled(const hx711_t *chip) {
  const uint64_t bits = noise_scramble(chip->traits.seed ^ (uint64_t)chip->conversion);
  return (int32_t)(bits & (HIGHEST - LOWEST)) + LOWEST;
}

static int32_t converted(hx711_t *chip, double newtons) {
  if (chip->input != chip->measured) {
    chip->before = chip->counts;
    chip->settled = 0;
  }
  chip->measured = chip->input;
  if (chip->settled < HX711_SETTLED) ++chip->settled;
  if (chip->disturbed) return scrambled(chip);
  const double share = (double)chip->settled / HX711_SETTLED;
  const double ideal = ideal_counts(chip, newtons);
  return (int32_t)limited(chip->before + (ideal - chip->before) * share);
}

void hx711_convert(hx711_t *chip, int64_t ordinal, double newtons) {
  chip->conversion = ordinal;
  chip->ready_us = chip->since_us + (double)ordinal * hx711_period_us(chip);
  chip->newtons = newtons;
  chip->counts = converted(chip, newtons);
  chip->disturbed = false;
  chip->pulses = 0;
  chip->dout = false;
}

void hx711_withdraw(hx711_t *chip) {
  if (chip->pulses == 0) chip->dout = true;
}

static void see_edge(hx711_t *chip) {
  ++chip->pulses;
  if (chip->pulses <= HX711_BITS) {
    chip->dout = chip->counts >> (HX711_BITS - chip->pulses) & 1;
    return;
  }
  chip->dout = true;
  switch (chip->pulses) {
    case FEWEST_PULSES: chip->input = HX711_A128; break;
    case FEWEST_PULSES + 1: chip->input = HX711_B32; break;
    case MOST_PULSES: chip->input = HX711_A64; break;
    default: chip->disturbed = true; break;
  }
}

void hx711_clock_rises(hx711_t *chip) {
  if (!chip->powered) return;
  if (chip->slip == CLOCK_MISSED && chip->pulses + 1 == SLIPPING_EDGE) chip->slip = IN_STEP;
  else see_edge(chip);
  if (chip->slip == CLOCK_BOUNCES && chip->pulses == SLIPPING_EDGE) {
    chip->slip = IN_STEP;
    see_edge(chip);
  }
}

void hx711_clock_falls(hx711_t *chip) {
  if (chip->slip != SPIKE_BEHIND || chip->pulses != SLIPPING_EDGE) return;
  chip->slip = IN_STEP;
  see_edge(chip);
}

bool hx711_line(const hx711_t *chip) { return chip->stuck || chip->dout; }

bool hx711_ready(const hx711_t *chip) {
  return chip->powered && !chip->stuck && chip->pulses == 0 && !chip->dout;
}
