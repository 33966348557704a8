// An HX711 as its two lines show it: no clock and no processor in here, times come from outside.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#define HX711_BITS 24
#define HX711_POWER_DOWN_US 60.0
// Data nobody fetched goes away this long before the next conversion is there.
#define HX711_GAP_US 25.0

typedef enum { HX711_A128, HX711_B32, HX711_A64 } hx711_input_t;

// How it counts the eighth clock of its next reading: as everybody, not at all, twice, or with a
// spike behind it, while the clock is low, that it takes for one more.
typedef enum { IN_STEP, CLOCK_MISSED, CLOCK_BOUNCES, SPIKE_BEHIND } hx711_slip_t;

// What makes this cell the one it is.
typedef struct {
  bool fitted;
  double rate_hz;  // as its RATE pin says: 10 or 80
  double clock_pct;
  double zero_counts;
  double counts_per_newton;  // at gain 128; negative where wired backwards
  double noise_counts;       // standard deviation per conversion
  uint64_t seed;
} hx711_traits_t;

typedef struct {
  hx711_traits_t traits;
  bool stuck;          // its line stays high
  bool saturated;      // its bridge is torn: the converter runs into its end
  hx711_slip_t slip;
  bool powered;
  double since_us;     // conversions count from here
  int64_t conversion;  // newest finished one since then
  double ready_us;     // when it was finished
  double newtons;      // what it measured: the mean of its filter's window
  int32_t counts;      // what it says
  hx711_input_t input;     // chosen for the conversion under way
  hx711_input_t measured;  // of the newest one
  unsigned settled;        // conversions of this input so far
  int32_t before;          // what the converter came from when the input changed
  unsigned pulses;         // since the newest conversion was ready
  bool disturbed;          // clocked while converting: the one under way is worthless
  bool dout;
} hx711_t;

// The filter reaches over so many conversions: the input must not have changed for as many, and a
// conversion stands for the middle of them.
#define HX711_SETTLED 4

void hx711_power_up(hx711_t *chip, double now_us);
void hx711_power_down(hx711_t *chip);
double hx711_period_us(const hx711_t *chip);
// When the next conversion ends.
double hx711_next_us(const hx711_t *chip);
// A conversion ends, `ordinal` of them since power-up, with this force on the cell.
void hx711_convert(hx711_t *chip, int64_t ordinal, double newtons);
// The next one is about to: data that was not fetched is withdrawn.
void hx711_withdraw(hx711_t *chip);
void hx711_clock_rises(hx711_t *chip);
void hx711_clock_falls(hx711_t *chip);
// Level of the data line.
bool hx711_line(const hx711_t *chip);
// Whether a conversion waits that nobody has begun to fetch.
bool hx711_ready(const hx711_t *chip);
