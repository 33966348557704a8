#include "micros.h"

#include <stdio.h>

#include "elf_symbol.h"

#define TCCR0B_ADDRESS 0x45
#define CLOCK_SELECT 0x07
#define BY_64 0x03
#define OVERFLOW_US 1024  // 256 steps of 4 us
#define RAM_OFFSET 0x800000

static void preset(const micros_t *micros) {
  for (unsigned i = 0; i < sizeof(micros->overflows); ++i) {
    micros->avr->data[micros->counter + i] = (uint8_t)(micros->overflows >> (8 * i));
  }
}

// The core starts timer 0 after the start-up code has cleared the variables: micros() runs from
// here on, and a value put into its counter stays.
static void write_control(avr_t *avr, avr_io_addr_t addr, uint8_t value, void *param) {
  micros_t *micros = param;
  micros->simavr.write(avr, addr, value, micros->simavr.unit);
  if (micros->begun || (value & CLOCK_SELECT) != BY_64) return;
  micros->begun = true;
  micros->clock->reset_cycle = avr->cycle;
  if (micros->overflows > 0) preset(micros);
}

int micros_attach(micros_t *micros, const char *firmware, uint32_t start_us) {
  micros->overflows = start_us / OVERFLOW_US;
  micros->clock->device_start_us = (double)micros->overflows * OVERFLOW_US;
  const long address = elf_symbol(firmware, "timer0_overflow_count");
  if (address < RAM_OFFSET && start_us > 0) {
    fprintf(stderr, "virtual_uno: no timer0_overflow_count in %s: --start-us needs it\n", firmware);
    return -1;
  }
  micros->counter = (uint16_t)(address - RAM_OFFSET);
  const int control = AVR_DATA_TO_IO(TCCR0B_ADDRESS);
  micros->simavr.unit = micros->avr->io[control].w.param;
  micros->simavr.write = micros->avr->io[control].w.c;
  micros->avr->io[control].w.param = micros;
  micros->avr->io[control].w.c = write_control;
  return 0;
}
