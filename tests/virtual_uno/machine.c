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
#define MCUSR_ADDRESS 0x54
#define R2 2  // where newer bootloaders leave the cause of the reset

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

static void set_pins(machine_t *machine) {
  machine->pins.bus_stuck = machine->bus.stuck;
  pins_drive(machine->avr, &machine->pins);
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
      .flaws = options->flaws, .address = MPU_ADDRESS, .scene = scene, .motion = &scene->board};
  machine->bus.sensor[BODY_SENSOR].mpu = (mpu_t){.flaws = options->body_flaws,
                                                 .address = MPU_ADDRESS_HIGH,
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

int machine_build(machine_t *machine, const options_t *options) {
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

void machine_end(machine_t *machine, const options_t *options) {
  if (options->eeprom) eeprom_file_save(machine->avr, options->eeprom);
  cells_end(&machine->cells);
  for (int i = 0; i < BUS_SENSORS; ++i) {
    if (machine->bus.sensor[i].truth) fclose(machine->bus.sensor[i].truth);
  }
  if (machine->cells.truth) fclose(machine->cells.truth);
  serial_pty_close(&machine->pty);
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
  set_pins(machine);
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

static void unplug(bus_sensor_t *sensor) {
  sensor->unreadable = true;
  mpu_unplug(&sensor->mpu);
}

static void plug(bus_sensor_t *sensor, double now_us) {
  sensor->unreadable = false;
  mpu_power_up(&sensor->mpu, now_us);
}

static void apply_to_cell(hx711_t *chip, action_t action) {
  if (action == CELL_STICK) chip->stuck = true;
  if (action == CELL_SATURATE) chip->saturated = true;
  if (action == CELL_SLIP) chip->slip = 1;
  if (action == CELL_MISS) chip->slip = -1;
  if (action == CELL_FREE) chip->stuck = chip->saturated = false;
}

void machine_apply(machine_t *machine, const fault_t *fault) {
  bus_sensor_t *board = &machine->bus.sensor[BOARD_SENSOR];
  bus_sensor_t *body = &machine->bus.sensor[BODY_SENSOR];
  end_burst(machine);
  const double now_us = machine_now_us(machine);
  switch (fault->action) {
    case UNPLUG: unplug(board); break;
    case PLUG: plug(board, now_us); break;
    case BODY_UNPLUG: unplug(body); break;
    case BODY_PLUG: plug(body, now_us); break;
    case STICK: stick_bus(machine, false); break;
    case STICK_UNTIL_CLOCKED: stick_bus(machine, true); break;
    case UNSTICK: release_bus(machine); break;
    case RESET: case BROWN_OUT: break;  // the caller lets it boot
    case SILENCE: machine->pty.silent = true; break;
    case SPEAK: machine->pty.silent = false; break;
    case CORRUPT: machine->pty.corrupt_rate = fault->value; break;
    case CLEAN: machine->pty.corrupt_rate = 0; break;
    case RAIL_OPEN: machine->pins.rail_open = true; break;
    case RAIL_CLOSE: machine->pins.rail_open = false; break;
    case BUTTON_DOWN: machine->pins.button_down = true; break;
    case BUTTON_UP: machine->pins.button_down = false; break;
    case CELL_STICK: case CELL_SATURATE: case CELL_SLIP: case CELL_MISS: case CELL_FREE:
      apply_to_cell(&machine->cells.chip[(int)fault->value], fault->action);
      cells_drive(&machine->cells);
      break;
    case SCENE: scene_change(&machine->scene, fault->folder, now_us); break;
  }
  set_pins(machine);
}

// One byte after the other at the line's speed, whether the firmware keeps up or not.
static avr_cycle_count_t receive_byte(avr_t *avr, avr_cycle_count_t when, void *param) {
  machine_t *machine = param;
  const uint8_t byte = machine->inbox[machine->inbox_next++];
  asked_rates_t *rates = &machine->rates;
  if (host_frames_take(&machine->host_frames, byte, rates)) {
    deadlines_expect(&machine->bus.sensor[BOARD_SENSOR].deadlines, rates->board_hz);
    deadlines_expect(&machine->bus.sensor[BODY_SENSOR].deadlines, rates->body_hz);
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
