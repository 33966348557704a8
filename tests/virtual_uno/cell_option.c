#define _GNU_SOURCE
#include "cell_option.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A 50 kg cell of 1 mV/V: at its full load 0.256 of what the converter takes.
#define COUNTS_PER_NEWTON 4379.0
// 50 nV and 90 nV in the datasheet, of 40 mV over 24 bits.
#define SLOW_NOISE_COUNTS 21.0
#define FAST_NOISE_COUNTS 38.0
#define SLOW_HZ 10.0
#define FAST_HZ 80.0

enum { RATE, CLOCK_PCT, ZERO, SCALE, NOISE };

static char *const keys[] = {[RATE] = "rate", [CLOCK_PCT] = "clock-pct", [ZERO] = "zero",
                             [SCALE] = "scale", [NOISE] = "noise", NULL};

static int refuse(const char *text) {
  fprintf(stderr, "virtual_uno: '%s' is no cell; it goes like 0:rate=80,clock-pct=1.5,zero=1000\n",
          text);
  return -1;
}

static int take(hx711_traits_t *cell, int key, const char *value) {
  char *end = NULL;
  const double number = value ? strtod(value, &end) : 0;
  if (value == NULL || end == value || *end != '\0') return -1;
  switch (key) {
    case RATE: cell->rate_hz = number; return number == SLOW_HZ || number == FAST_HZ ? 0 : -1;
    case CLOCK_PCT: cell->clock_pct = number; return number > -50 ? 0 : -1;
    case ZERO: cell->zero_counts = number; return 0;
    case SCALE: cell->counts_per_newton = number; return 0;
    case NOISE: cell->noise_counts = number; return 0;
    default: return -1;
  }
}

int cell_option_parse(hx711_traits_t cells[LOAD_CELLS], const char *text) {
  char copy[128];
  const int index = text[0] - '0';
  if (index < 0 || index >= LOAD_CELLS || (text[1] != ':' && text[1] != '\0')) return refuse(text);
  if (strlen(text) >= sizeof(copy)) return refuse(text);
  hx711_traits_t *cell = &cells[index];
  *cell = (hx711_traits_t){.fitted = true,
                           .rate_hz = SLOW_HZ,
                           .counts_per_newton = COUNTS_PER_NEWTON,
                           .noise_counts = -1,
                           .seed = (uint64_t)index + 1};
  strcpy(copy, text[1] ? text + 2 : "");
  for (char *rest = copy, *value; *rest != '\0';) {
    const int key = getsubopt(&rest, keys, &value);
    if (take(cell, key, value) != 0) return refuse(text);
  }
  if (cell->noise_counts < 0) {
    cell->noise_counts = cell->rate_hz == FAST_HZ ? FAST_NOISE_COUNTS : SLOW_NOISE_COUNTS;
  }
  return 0;
}
