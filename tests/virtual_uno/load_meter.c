#include "load_meter.h"

#define GPIOR0_ADDRESS 0x3E

static void account(load_meter_t *meter) {
  const uint64_t now = meter->avr->cycle;
  if (meter->marked || meter->in_interrupt) meter->busy_cycles += now - meter->since_cycle;
  meter->since_cycle = now;
}

static void on_mark(avr_t *avr, avr_io_addr_t addr, uint8_t value, void *param) {
  load_meter_t *meter = param;
  account(meter);
  meter->marked = value != 0;
  avr->data[addr] = value;
}

static void on_interrupt(avr_irq_t *irq, uint32_t vector, void *param) {
  (void)irq;
  load_meter_t *meter = param;
  account(meter);
  meter->in_interrupt = vector != 0;
}

void load_meter_attach(load_meter_t *meter, avr_t *avr) {
  meter->avr = avr;
  avr_register_io_write(avr, GPIOR0_ADDRESS, on_mark, meter);
  avr_irq_register_notify(avr_get_interrupt_irq(avr, AVR_INT_ANY) + AVR_INT_IRQ_RUNNING,
                          on_interrupt, meter);
}

void load_meter_start(load_meter_t *meter) {
  account(meter);
  meter->busy_cycles = 0;
  meter->start_cycle = meter->since_cycle;
}

double load_meter_pct(const load_meter_t *meter) {
  const double counted = (double)(meter->since_cycle - meter->start_cycle);
  return counted > 0 ? 100 * (double)meter->busy_cycles / counted : 0;
}
