#include "cell_readings.h"

#include <math.h>

// Pulses further apart than this belong to two readings.
#define APART_US 500
#define FEWEST_PULSES 25
#define MOST_PULSES 27

void cell_readings_head(const cells_t *cells) {
  if (cells->truth == NULL) return;
  fputs("world_us,device_us,pulses,waited_us", cells->truth);
  for (int i = 0; i < LOAD_CELLS; ++i) {
    fprintf(cells->truth, ",ready%d,corrupted%d,conversion%d,sampled_s%d,newtons%d,counts%d", i, i,
            i, i, i, i);
    fprintf(cells->truth, ",delivered%d", i);
  }
  fputc('\n', cells->truth);
}

static void note_times(cells_t *cells) {
  ++cells->timed;
  cells->worst_age_us = fmax(cells->worst_age_us, cells->reading.age_us);
  cells->total_wait_us += cells->reading.waited_us;
  cells->worst_wait_us = fmax(cells->worst_wait_us, cells->reading.waited_us);
}

static void begin(cells_t *cells) {
  common_reading_t *reading = &cells->reading;
  const uint64_t now = cells->avr->cycle;
  const double at_us = clock_world_us(cells->clock, now);
  *reading = (common_reading_t){.open = true, .first_cycle = now};
  bool all = true;
  double last_ready_us = 0;
  for (int i = 0; i < LOAD_CELLS; ++i) {
    const hx711_t *chip = &cells->chip[i];
    const bool ready = hx711_ready(chip);
    all = all && (ready || chip->stuck || !chip->traits.fitted);
    reading->cell[i].ready = ready;
    reading->cell[i].conversion = chip->conversion;
    reading->cell[i].ready_us = chip->ready_us;
    reading->cell[i].newtons = chip->newtons;
    reading->cell[i].counts = chip->counts;
    reading->cell[i].settled = chip->settled == HX711_SETTLED;
    if (!ready) continue;
    last_ready_us = fmax(last_ready_us, chip->ready_us);
    reading->age_us = fmax(reading->age_us, at_us - chip->ready_us);
  }
  if (!all) ++cells->incomplete;
  reading->waited_us = last_ready_us > 0 ? at_us - last_ready_us : 0;
  if (!cells->stream_begins) note_times(cells);
  cells->stream_begins = false;
}

static bool may_go_on(const cells_t *cells) {
  const uint64_t since = cells->avr->cycle - cells->reading.last_cycle;
  return cells->reading.open && since <= APART_US * CYCLES_PER_US;
}

bool cell_readings_under_way(const cells_t *cells) {
  return may_go_on(cells) && cells->reading.pulses < FEWEST_PULSES;
}

void cell_readings_before_edge(cells_t *cells) {
  if (!may_go_on(cells)) cell_readings_finish(cells);
  if (!cells->reading.open) begin(cells);
}

void cell_readings_after_edge(cells_t *cells) {
  common_reading_t *reading = &cells->reading;
  reading->last_cycle = cells->avr->cycle;
  for (int i = 0; i < LOAD_CELLS; ++i) {
    reading->cell[i].replaced = cells->chip[i].conversion != reading->cell[i].conversion;
  }
  if (++reading->pulses > HX711_BITS) return;
  for (int i = 0; i < LOAD_CELLS; ++i) {
    const uint32_t bit = hx711_line(&cells->chip[i]);
    reading->cell[i].bits = reading->cell[i].bits << 1 | bit;
  }
}

// The middle of what its filter reaches over.
static double sampled_us(const cells_t *cells, int i) {
  return cells->reading.cell[i].ready_us - HX711_SETTLED * hx711_period_us(&cells->chip[i]) / 2;
}

static int32_t delivered(uint32_t bits) {
  return bits & 0x800000 ? (int32_t)(bits | 0xFF000000) : (int32_t)bits;
}

static bool corrupted(const common_reading_t *reading, int i) {
  const bool whole = reading->pulses >= FEWEST_PULSES && reading->pulses <= MOST_PULSES;
  return !whole || reading->cell[i].replaced ||
         delivered(reading->cell[i].bits) != reading->cell[i].counts;
}

static void log_reading(const cells_t *cells) {
  const common_reading_t *reading = &cells->reading;
  if (cells->truth == NULL) return;
  fprintf(cells->truth, "%.3f,%.3f,%u,%.3f", clock_world_us(cells->clock, reading->first_cycle),
          clock_device_us(cells->clock, reading->first_cycle), reading->pulses, reading->waited_us);
  for (int i = 0; i < LOAD_CELLS; ++i) {
    fprintf(cells->truth, ",%d,%d,%lld,%.6f,%.6f,%d,%d", reading->cell[i].ready,
            corrupted(reading, i), (long long)reading->cell[i].conversion,
            cells->chip[i].traits.fitted ? scene_s(cells->scene, sampled_us(cells, i)) : 0.0,
            reading->cell[i].newtons, reading->cell[i].counts, delivered(reading->cell[i].bits));
  }
  fputc('\n', cells->truth);
}

void cell_readings_finish(cells_t *cells) {
  common_reading_t *reading = &cells->reading;
  if (!reading->open) return;
  reading->open = false;
  ++cells->readings;
  const double took_us = (double)(reading->last_cycle - reading->first_cycle) / CYCLES_PER_US;
  cells->longest_reading_us = fmax(cells->longest_reading_us, took_us);
  for (int i = 0; i < LOAD_CELLS; ++i) {
    if (!reading->cell[i].ready) continue;
    ++cells->count[i].fetched;
    cells->count[i].corrupted += corrupted(reading, i);
    cells->count[i].unsettled += !reading->cell[i].settled;
  }
  log_reading(cells);
}
