#include "assembly.h"

#include <math.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_elf.h>
#include <stdio.h>
#include <stdlib.h>

#include "eeprom_file.h"
#include "ram_paint.h"
#include "mishaps.h"

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

static void connect(machine_t *machine) {
  avr_t *avr = machine->avr;
  uint32_t flags = 0;
  avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
  avr_irq_t *uart = avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), 0);
  avr_irq_register_notify(uart + UART_IRQ_OUTPUT, on_sent, machine);
  mishaps_attach(machine);
  twi_bus_attach(&machine->bus);
  cells_attach(&machine->cells);
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
  ram_paint(machine->avr);
  return 0;
}

static FILE *open_truth(const char *path) {
  FILE *file = fopen(path, "w");
  if (file == NULL) fprintf(stderr, "virtual_uno: cannot write %s\n", path);
  return file;
}

static int open_truths(machine_t *machine, const options_t *options) {
  const struct {
    const char *path;
    FILE **file;
  } truths[] = {{options->truth, &machine->bus.sensor[BOARD_SENSOR].truth},
                {options->body_truth, &machine->bus.sensor[BODY_SENSOR].truth},
                {options->load_truth, &machine->cells.truth}};
  for (unsigned i = 0; i < sizeof(truths) / sizeof(*truths); ++i) {
    if (truths[i].path && (*truths[i].file = open_truth(truths[i].path)) == NULL) return -1;
  }
  return 0;
}

static void place_sensors(machine_t *machine, const options_t *options) {
  scene_t *scene = &machine->scene;
  machine->bus = (twi_bus_t){.avr = machine->avr, .clock = &machine->clock, .scene = scene};
  machine->bus.sensor[BOARD_SENSOR].mpu = (mpu_t){
      .flaws = options->flaws, .address = MPU_ADDRESS, .who = options->who, .scene = scene,
      .motion = &scene->board};
  machine->bus.sensor[BODY_SENSOR].mpu = (mpu_t){.flaws = options->body_flaws,
                                                 .address = MPU_ADDRESS_HIGH,
                                                 .who = options->body_who,
                                                 .scene = scene,
                                                 .motion = &scene->body};
  machine->cells = (cells_t){.avr = machine->avr, .clock = &machine->clock, .scene = scene};
  for (int i = 0; i < LOAD_CELLS; ++i) machine->cells.chip[i].traits = options->cells[i];
  mpu_power_up(&machine->bus.sensor[BOARD_SENSOR].mpu, 0);
  if (options->body) mpu_power_up(&machine->bus.sensor[BODY_SENSOR].mpu, 0);
}

static int attach_micros(machine_t *machine, const options_t *options) {
  machine->micros = (micros_t){.avr = machine->avr, .clock = &machine->clock};
  return micros_attach(&machine->micros, options->firmware,
                       (uint32_t)fmod(options->start_us, DEVICE_WRAP_US));
}

int assembly_build(machine_t *machine, const options_t *options) {
  avr_global_logger_set(quiet_logger);
  machine->clock.us_per_cycle = 1 / (CYCLES_PER_US * (1 + options->mcu_clock_pct / 100));
  machine->faults = options->faults;
  machine->bootloader = options->bootloader;
  machine->stream_starts_us = INFINITY;
  machine->scene.starts_us = options->motion_at_boot ? 0 : INFINITY;
  machine->pty.random = options->flaws.seed * 0x9E3779B97F4A7C15u + 1;
  const char *const *scene = options->scene;
  if (scene_load(&machine->scene, scene[0], scene[1], scene[2]) != 0) return -1;
  if (load_firmware(machine, options->firmware) != 0) return -1;
  if (options->eeprom && eeprom_file_load(machine->avr, options->eeprom) != 0) return -1;
  place_sensors(machine, options);
  if (open_truths(machine, options) != 0) return -1;
  connect(machine);
  cells_power_up(&machine->cells);
  if (attach_micros(machine, options) != 0) return -1;
  return serial_pty_open(&machine->pty, options->link);
}

void assembly_end(machine_t *machine, const options_t *options) {
  if (options->eeprom) eeprom_file_save(machine->avr, options->eeprom);
  cells_end(&machine->cells);
  for (int i = 0; i < BUS_SENSORS; ++i) {
    if (machine->bus.sensor[i].truth) fclose(machine->bus.sensor[i].truth);
  }
  if (machine->cells.truth) fclose(machine->cells.truth);
  serial_pty_close(&machine->pty);
}
