#include "cells.h"

#include <math.h>
#include <simavr/avr_extint.h>
#include <simavr/avr_ioport.h>
#include <simavr/sim_cycle_timers.h>

#include "cell_readings.h"

#define CLOCK_PIN 6       // D6 is PD6
#define FIRST_DATA_PIN 2  // D2 to D5 are PD2 to PD5

static double now_us(const cells_t *cells) {
  return clock_world_us(cells->clock, cells->avr->cycle);
}

// A cell that is not fitted drives nothing: the pin floats or is held up by the processor.
void cells_drive(cells_t *cells) {
  avr_ioport_external_t lines = {.name = 'D', .mask = cells->held_low};
  for (int i = 0; i < LOAD_CELLS; ++i) {
    if (!cells->chip[i].traits.fitted) continue;
    lines.mask |= (uint8_t)(1 << (FIRST_DATA_PIN + i));
    lines.value |= (uint8_t)(hx711_line(&cells->chip[i]) << (FIRST_DATA_PIN + i));
  }
  avr_ioctl(cells->avr, AVR_IOCTL_IOPORT_SET_EXTERNAL('D'), &lines);
  for (int i = 0; i < LOAD_CELLS; ++i) {
    if (cells->chip[i].traits.fitted) avr_raise_irq(cells->line[i], hx711_line(&cells->chip[i]));
  }
}

// What lies before the processor's start is its first cycle.
static uint64_t cycle_of(const cells_t *cells, double world_us) {
  const uint64_t cycle = (uint64_t)ceil(world_us / cells->clock->us_per_cycle);
  const uint64_t offset = cells->clock->offset_cycles;
  return cycle > offset ? cycle - offset : 0;
}

static avr_cycle_count_t finish_conversion(avr_t *avr, avr_cycle_count_t when, void *param);

static avr_cycle_count_t withdraw_data(avr_t *avr, avr_cycle_count_t when, void *param) {
  (void)when;
  const struct cell_timer *timer = param;
  cells_t *cells = timer->cells;
  hx711_t *chip = &cells->chip[timer->index];
  hx711_withdraw(chip);
  cells_drive(cells);
  const uint64_t end = cycle_of(cells, hx711_next_us(chip));
  avr_cycle_timer_register(avr, end > avr->cycle ? end - avr->cycle : 1, finish_conversion, param);
  return 0;
}

static void schedule(cells_t *cells, int index) {
  const hx711_t *chip = &cells->chip[index];
  const uint64_t end = cycle_of(cells, hx711_next_us(chip) - HX711_GAP_US);
  const uint64_t now = cells->avr->cycle;
  avr_cycle_timer_register(cells->avr, end > now ? end - now : 1, withdraw_data,
                           &cells->timer[index]);
}

static void convert(cells_t *cells, int index, int64_t ordinal) {
  hx711_t *chip = &cells->chip[index];
  const double end_s = scene_s(cells->scene, hx711_next_us(chip));
  const double reach_s = HX711_SETTLED * hx711_period_us(chip) / US_PER_S;
  const history_t *load = &cells->scene->load;
  hx711_convert(chip, ordinal, history_mean(load, (unsigned)index, end_s - reach_s, end_s));
  ++cells->count[index].conversions;
}

static avr_cycle_count_t finish_conversion(avr_t *avr, avr_cycle_count_t when, void *param) {
  (void)avr;
  (void)when;
  const struct cell_timer *timer = param;
  cells_t *cells = timer->cells;
  hx711_t *chip = &cells->chip[timer->index];
  if (!chip->powered) return 0;
  convert(cells, timer->index, chip->conversion + 1);
  cells_drive(cells);
  schedule(cells, timer->index);
  return 0;
}

static void power_up(cells_t *cells, int index) {
  if (!cells->chip[index].traits.fitted) return;
  avr_cycle_timer_cancel(cells->avr, withdraw_data, &cells->timer[index]);
  avr_cycle_timer_cancel(cells->avr, finish_conversion, &cells->timer[index]);
  hx711_power_up(&cells->chip[index], now_us(cells));
  schedule(cells, index);
}

void cells_power_up(cells_t *cells) {
  for (int i = 0; i < LOAD_CELLS; ++i) power_up(cells, i);
  cells_drive(cells);
}

// D2 and D3 are INT0 and INT1: while one is low simavr would look at it in every cycle, for the sake
// of level interrupts. Each reset switches that on again.
static void ignore_level_interrupts(avr_t *avr) {
  for (uint8_t interrupt = 0; interrupt < 2; ++interrupt) {
    avr_extint_set_strict_lvl_trig(avr, interrupt, 0);
  }
}

// Conversions that ended while the processor did not run are made up for: the newest one waits.
void cells_resume(cells_t *cells) {
  cells_end(cells);
  ignore_level_interrupts(cells->avr);
  cells->clock_high = cells->watching_power = false;
  cells_expect_stream(cells);
  for (int i = 0; i < LOAD_CELLS; ++i) {
    hx711_t *chip = &cells->chip[i];
    if (!chip->traits.fitted) continue;
    if (!chip->powered) hx711_power_up(chip, now_us(cells));
    while (hx711_next_us(chip) <= now_us(cells)) convert(cells, i, chip->conversion + 1);
    avr_cycle_timer_cancel(cells->avr, withdraw_data, &cells->timer[i]);
    avr_cycle_timer_cancel(cells->avr, finish_conversion, &cells->timer[i]);
    schedule(cells, i);
  }
  cells_drive(cells);
}

// Looks again while the clock stays high, so that a run of short pulses needs one timer.
static avr_cycle_count_t watch_power(avr_t *avr, avr_cycle_count_t when, void *param) {
  (void)when;
  cells_t *cells = param;
  const uint64_t limit = (uint64_t)(HX711_POWER_DOWN_US / cells->clock->us_per_cycle);
  cells->watching_power = cells->clock_high;
  if (!cells->clock_high) return 0;
  if (avr->cycle - cells->risen_cycle < limit) return cells->risen_cycle + limit;
  cells->watching_power = false;
  for (int i = 0; i < LOAD_CELLS; ++i) hx711_power_down(&cells->chip[i]);
  cells_drive(cells);
  return 0;
}

static void clock_rises(cells_t *cells) {
  cells->risen_cycle = cells->avr->cycle;
  cell_readings_before_edge(cells);
  for (int i = 0; i < LOAD_CELLS; ++i) hx711_clock_rises(&cells->chip[i]);
  cell_readings_after_edge(cells);
  cells_drive(cells);
  if (cells->watching_power) return;
  cells->watching_power = true;
  avr_cycle_timer_register_usec(cells->avr, (uint32_t)HX711_POWER_DOWN_US, watch_power, cells);
}

// A chip that was switched off begins anew when the clock falls.
static void clock_falls(cells_t *cells) {
  for (int i = 0; i < LOAD_CELLS; ++i) {
    if (!cells->chip[i].powered) power_up(cells, i);
    else hx711_clock_falls(&cells->chip[i]);
  }
  cells_drive(cells);
}

static void on_clock(avr_irq_t *irq, uint32_t high, void *param) {
  (void)irq;
  cells_t *cells = param;
  if (cells->clock_high == (high != 0)) return;
  cells->clock_high = high != 0;
  if (cells->clock_high) clock_rises(cells);
  else clock_falls(cells);
}

void cells_attach(cells_t *cells) {
  bool any = false;
  for (int i = 0; i < LOAD_CELLS; ++i) {
    cells->timer[i] = (struct cell_timer){cells, i};
    cells->line[i] = avr_io_getirq(cells->avr, AVR_IOCTL_IOPORT_GETIRQ('D'), FIRST_DATA_PIN + i);
    any = any || cells->chip[i].traits.fitted;
  }
  cell_readings_head(cells);
  if (!any) return;
  avr_irq_register_notify(avr_io_getirq(cells->avr, AVR_IOCTL_IOPORT_GETIRQ('D'), CLOCK_PIN),
                          on_clock, cells);
}

void cells_expect_stream(cells_t *cells) { cells->stream_begins = true; }

// What the end of the simulation, or a reset, cuts off, the firmware never got.
void cells_end(cells_t *cells) {
  if (cell_readings_under_way(cells)) cells->reading.open = false;
  else cell_readings_finish(cells);
}
