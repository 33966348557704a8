#include "machine.h"

#include <math.h>
#include <simavr/avr_ioport.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "eeprom_file.h"

#define BYTE_CYCLES (20 * CYCLES_PER_US)  // ten bits at 500 000 baud
#define STEP_US 20.0
#define CLOCKS_TO_RELEASE 9
#define BUTTON_PIN 0  // D8 is PB0
#define RAIL_PIN 1    // D9 is PB1
#define SDA_PIN 4     // PC4
#define SCL_PIN 5     // PC5

double machine_now_us(const machine_t *machine) {
  return clock_world_us(&machine->clock, machine->avr->cycle);
}

// simavr lets the computer sleep along with the processor; here time is kept elsewhere.
static void sleep_in_no_time(avr_t *avr, avr_cycle_count_t cycles) {
  (void)avr;
  (void)cycles;
}

static void quiet_logger(avr_t *avr, const int level, const char *format, va_list arguments) {
  (void)avr;
  if (level <= LOG_ERROR) vfprintf(stderr, format, arguments);
}

static void on_sent(avr_irq_t *irq, uint32_t byte, void *param) {
  (void)irq;
  serial_pty_put(&((machine_t *)param)->pty, (uint8_t)byte);
}

static void drive(machine_t *machine, char port, int pin, bool high) {
  avr_raise_irq(avr_io_getirq(machine->avr, AVR_IOCTL_IOPORT_GETIRQ(port), pin), high);
}

// What the world holds the pins at; simavr returns to it when the firmware turns them to inputs.
static void set_pins(machine_t *machine) {
  avr_ioport_external_t switches = {.name = 'B', .mask = 1 << BUTTON_PIN | 1 << RAIL_PIN};
  switches.value = (uint8_t)(!machine->button_down << BUTTON_PIN | machine->rail_open << RAIL_PIN);
  avr_ioctl(machine->avr, AVR_IOCTL_IOPORT_SET_EXTERNAL('B'), &switches);
  drive(machine, 'B', BUTTON_PIN, !machine->button_down);
  drive(machine, 'B', RAIL_PIN, machine->rail_open);
  avr_ioport_external_t lines = {.name = 'C', .mask = 1 << SDA_PIN | 1 << SCL_PIN};
  lines.value = (uint8_t)(!machine->bus.stuck << SDA_PIN | 1 << SCL_PIN);
  avr_ioctl(machine->avr, AVR_IOCTL_IOPORT_SET_EXTERNAL('C'), &lines);
  drive(machine, 'C', SDA_PIN, !machine->bus.stuck);
}

static void release_bus(machine_t *machine) {
  machine->bus_fault = machine->until_clocked = false;
  twi_bus_release(&machine->bus);
  set_pins(machine);
}

// A sensor stuck in the middle of a byte lets go when the firmware clocks the rest out of it.
static void on_scl(avr_irq_t *irq, uint32_t high, void *param) {
  (void)irq;
  machine_t *machine = param;
  if (!machine->until_clocked || !high) return;
  if (++machine->scl_clocks >= CLOCKS_TO_RELEASE) release_bus(machine);
}

static void connect(machine_t *machine) {
  avr_t *avr = machine->avr;
  uint32_t flags = 0;
  avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  avr_irq_t *uart = avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), 0);
  avr_irq_register_notify(uart + UART_IRQ_OUTPUT, on_sent, machine);
  avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ('C'), SCL_PIN), on_scl,
                          machine);
  twi_bus_attach(&machine->bus);
  load_meter_attach(&machine->load, avr);
}

static int load_firmware(machine_t *machine, const char *path) {
  elf_firmware_t firmware = {0};
  if (elf_read_firmware(path, &firmware) != 0) {
    fprintf(stderr, "virtual_uno: cannot read %s; build it with make -C arduino\n", path);
    return -1;
  }
  machine->avr = avr_make_mcu_by_name("atmega328p");
  if (machine->avr == NULL) return -1;
  avr_init(machine->avr);
  machine->avr->sleep = sleep_in_no_time;
  firmware.frequency = (uint32_t)MCU_HZ;
  avr_load_firmware(machine->avr, &firmware);
  return 0;
}

static FILE *open_truth(const char *path) {
  FILE *file = fopen(path, "w");
  if (file == NULL) fprintf(stderr, "virtual_uno: cannot write %s\n", path);
  return file;
}

int machine_build(machine_t *machine, const options_t *options) {
  avr_global_logger_set(quiet_logger);
  machine->clock.us_per_cycle = 1 / (CYCLES_PER_US * (1 + options->mcu_clock_pct / 100));
  machine->faults = options->faults;
  machine->stream_starts_us = INFINITY;
  machine->pty.random = options->flaws.seed * 0x9E3779B97F4A7C15u + 1;
  if (motion_load(&machine->motion, options->motion) != 0) return -1;
  if (load_firmware(machine, options->firmware) != 0) return -1;
  if (options->eeprom && eeprom_file_load(machine->avr, options->eeprom) != 0) return -1;
  machine->mpu.flaws = options->flaws;
  machine->mpu.motion = &machine->motion;
  machine->mpu.motion_starts_us = options->motion_at_boot ? 0 : INFINITY;
  mpu_power_up(&machine->mpu, 0);
  machine->bus = (twi_bus_t){.avr = machine->avr, .clock = &machine->clock, .mpu = &machine->mpu,
                             .deadlines = &machine->deadlines};
  if (options->truth && (machine->bus.truth = open_truth(options->truth)) == NULL) return -1;
  connect(machine);
  return serial_pty_open(&machine->pty, options->link);
}

void machine_end(machine_t *machine, const options_t *options) {
  if (options->eeprom) eeprom_file_save(machine->avr, options->eeprom);
  if (machine->bus.truth) fclose(machine->bus.truth);
  serial_pty_close(&machine->pty);
}

void machine_reset(machine_t *machine) {
  const bool stuck = machine->bus.stuck;
  avr_reset(machine->avr);
  twi_bus_release(&machine->bus);
  machine->bus.stuck = stuck;
  machine->clock.reset_cycle = machine->avr->cycle;
  machine->inbox_count = machine->inbox_next = 0;
  deadlines_forget(&machine->deadlines);
  set_pins(machine);
  ++machine->resets;
}

void machine_pause(machine_t *machine, double us) {
  machine->clock.offset_cycles += (uint64_t)(us / machine->clock.us_per_cycle);
}

int machine_run(machine_t *machine, double us) {
  avr_t *avr = machine->avr;
  const uint64_t end = avr->cycle + (uint64_t)(us / machine->clock.us_per_cycle);
  if (machine->bus_fault) machine->deadlines.disturbed = true;
  while (avr->cycle < end) {
    const int state = avr_run(avr);
    if (state == cpu_Crashed || state == cpu_Done) {
      fprintf(stderr, "virtual_uno: the firmware stopped at 0x%04x\n", avr->pc);
      return -1;
    }
  }
  if (isinf(machine->stream_starts_us) && machine->deadlines.bursts > 0) {
    machine->stream_starts_us = machine_now_us(machine);
    load_meter_start(&machine->load);
  }
  return 0;
}

static void stick_bus(machine_t *machine, bool until_clocked) {
  machine->bus_fault = true;
  machine->until_clocked = until_clocked;
  machine->scl_clocks = 0;
  twi_bus_stick(&machine->bus);
}

// A cable is pulled between two readings: half a burst from a dead sensor is not modelled.
static void end_burst(machine_t *machine) {
  while (machine->bus.started && !machine->bus.stuck && machine_run(machine, STEP_US) == 0) continue;
}

void machine_apply(machine_t *machine, const fault_t *fault) {
  end_burst(machine);
  switch (fault->action) {
    case UNPLUG: machine->bus_fault = true; mpu_unplug(&machine->mpu); break;
    case PLUG: machine->bus_fault = false; mpu_power_up(&machine->mpu, machine_now_us(machine)); break;
    case STICK: stick_bus(machine, false); break;
    case STICK_UNTIL_CLOCKED: stick_bus(machine, true); break;
    case UNSTICK: release_bus(machine); break;
    case RESET: break;  // the caller lets it boot
    case SILENCE: machine->pty.silent = true; break;
    case SPEAK: machine->pty.silent = false; break;
    case CORRUPT: machine->pty.corrupt_rate = fault->rate; break;
    case CLEAN: machine->pty.corrupt_rate = 0; break;
    case RAIL_OPEN: machine->rail_open = true; break;
    case RAIL_CLOSE: machine->rail_open = false; break;
    case BUTTON_DOWN: machine->button_down = true; break;
    case BUTTON_UP: machine->button_down = false; break;
  }
  set_pins(machine);
}

// One byte after the other at the line's speed, whether the firmware keeps up or not.
static avr_cycle_count_t receive_byte(avr_t *avr, avr_cycle_count_t when, void *param) {
  machine_t *machine = param;
  const uint8_t byte = machine->inbox[machine->inbox_next++];
  const unsigned rate_hz = host_frames_take(&machine->host_frames, byte);
  if (rate_hz > 0) deadlines_expect(&machine->deadlines, rate_hz);
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
