#include "machine.h"

#include <math.h>
#include <simavr/avr_uart.h>
#include <stdio.h>

#define BYTE_CYCLES (20 * CYCLES_PER_US)  // ten bits at 500 000 baud
#define MCUSR_ADDRESS 0x54
#define R2 2  // where newer bootloaders leave the cause of the reset

double machine_now_us(const machine_t *machine) {
  return clock_world_us(&machine->clock, machine->avr->cycle);
}

void machine_set_pins(machine_t *machine) {
  machine->pins.bus_stuck = machine->bus.stuck;
  pins_drive(machine->avr, &machine->pins);
}

static void tell_cause(machine_t *machine, reset_cause_t cause) {
  machine->avr->data[MCUSR_ADDRESS] = machine->bootloader == NO_BOOTLOADER ? cause : 0;
  machine->avr->data[R2] = machine->bootloader == TELLING_BOOTLOADER ? cause : 0;
  // An Optiboot says in the flash's last byte which version it is.
  static const uint8_t versions[] = {
      [NO_BOOTLOADER] = 0xFF, [TELLING_BOOTLOADER] = 8, [SILENT_BOOTLOADER] = 4};
  machine->avr->flash[machine->avr->flashend] = versions[machine->bootloader];
}

void machine_reset(machine_t *machine, reset_cause_t cause) {
  const bool stuck = machine->bus.stuck;
  avr_reset(machine->avr);
  twi_bus_release(&machine->bus);
  machine->bus.stuck = stuck;
  machine->micros.begun = false;
  machine->inbox_count = machine->inbox_next = 0;
  for (int i = 0; i < BUS_SENSORS; ++i) deadlines_forget(&machine->bus.sensor[i].deadlines);
  pins_forget(machine->avr);
  machine_set_pins(machine);
  tell_cause(machine, cause);
  ++machine->resets;
}

void machine_lose_power(machine_t *machine) {
  const double now_us = machine_now_us(machine);
  for (int i = 0; i < BUS_SENSORS; ++i) {
    mpu_t *mpu = &machine->bus.sensor[i].mpu;
    if (mpu->plugged) mpu_power_up(mpu, now_us);
  }
  cells_power_up(&machine->cells);
}

void machine_resume(machine_t *machine) {
  machine->clock.reset_cycle = machine->avr->cycle;
  cells_resume(&machine->cells);
}

void machine_pause(machine_t *machine, double us) {
  machine->clock.offset_cycles += (uint64_t)(us / machine->clock.us_per_cycle);
}

static void note_disturbance(machine_t *machine) {
  for (int i = 0; i < BUS_SENSORS; ++i) {
    bus_sensor_t *sensor = &machine->bus.sensor[i];
    if (machine->bus_fault || sensor->unreadable) sensor->deadlines.disturbed = true;
  }
}

// A stream may be of load cells alone; they are read before it, too.
static bool streams(const machine_t *machine) {
  const asked_rates_t *rates = &machine->rates;
  const bool cells_alone = rates->board_hz == 0 && rates->load_hz > 0;
  return machine->bus.sensor[BOARD_SENSOR].deadlines.bursts > 0 ||
         (cells_alone && !machine->cells.stream_begins);
}

static void note_stream(machine_t *machine) {
  if (!isinf(machine->stream_starts_us) || !streams(machine)) return;
  const double now_us = machine_now_us(machine);
  machine->stream_starts_us = now_us;
  if (isinf(machine->scene.starts_us)) machine->scene.starts_us = now_us;
  load_meter_start(&machine->load);
}

int machine_run(machine_t *machine, double us) {
  avr_t *avr = machine->avr;
  const uint64_t end = avr->cycle + (uint64_t)(us / machine->clock.us_per_cycle);
  note_disturbance(machine);
  while (avr->cycle < end) {
    const int state = avr_run(avr);
    if (state == cpu_Crashed || state == cpu_Done) {
      fprintf(stderr, "virtual_uno: the firmware stopped at 0x%04x\n", avr->pc);
      return -1;
    }
  }
  note_stream(machine);
  return 0;
}

// One byte after the other at the line's speed, whether the firmware keeps up or not.
static avr_cycle_count_t receive_byte(avr_t *avr, avr_cycle_count_t when, void *param) {
  machine_t *machine = param;
  const uint8_t byte = machine->inbox[machine->inbox_next++];
  asked_rates_t *rates = &machine->rates;
  if (host_frames_take(&machine->host_frames, byte, rates)) {
    deadlines_expect(&machine->bus.sensor[BOARD_SENSOR].deadlines, rates->board_hz, when);
    deadlines_expect(&machine->bus.sensor[BODY_SENSOR].deadlines, rates->body_hz, when);
    cells_expect_stream(&machine->cells);
  }
  avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT), byte);
  return machine->inbox_next < machine->inbox_count ? when + BYTE_CYCLES : 0;
}

void machine_feed(machine_t *machine) {
  if (machine->inbox_next < machine->inbox_count) return;
  machine->inbox_next = 0;
  machine->inbox_count = serial_pty_take(&machine->pty, machine->inbox, sizeof(machine->inbox));
  if (machine->inbox_count > 0) {
    avr_cycle_timer_register(machine->avr, BYTE_CYCLES, receive_byte, machine);
  }
}
