#include "mishaps.h"

#include <simavr/avr_ioport.h>

#include "cell_readings.h"

#define STEP_US 20.0
#define CLOCKS_TO_RELEASE 9

static void release_bus(machine_t *machine) {
  machine->bus_fault = machine->until_clocked = false;
  twi_bus_release(&machine->bus);
  machine_set_pins(machine);
}

// A sensor stuck in the middle of a byte lets go when the firmware clocks the rest out of it.
static void on_scl(avr_irq_t *irq, uint32_t high, void *param) {
  (void)irq;
  machine_t *machine = param;
  if (!machine->until_clocked || !high) return;
  if (++machine->scl_clocks >= CLOCKS_TO_RELEASE) release_bus(machine);
}

void mishaps_attach(machine_t *machine) {
  avr_irq_t *scl = avr_io_getirq(machine->avr, AVR_IOCTL_IOPORT_GETIRQ('C'), SCL_PIN);
  avr_irq_register_notify(scl, on_scl, machine);
}

static void stick_bus(machine_t *machine, bool until_clocked) {
  machine->bus_fault = true;
  machine->until_clocked = until_clocked;
  machine->scl_clocks = 0;
  twi_bus_stick(&machine->bus);
}

static bool burst_under_way(const machine_t *machine) {
  return machine->bus.started && !machine->bus.stuck;
}

// A cable is pulled between two readings: half a burst from a dead sensor is not modelled, and of
// a cell that breaks within a reading the bits behind would be wrong, and nothing would tell.
static void end_readings(machine_t *machine) {
  while (burst_under_way(machine) || cell_readings_under_way(&machine->cells)) {
    if (machine_run(machine, STEP_US) != 0) return;
  }
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
  if (action == CELL_SLIP) chip->slip = CLOCK_BOUNCES;
  if (action == CELL_SPIKE) chip->slip = SPIKE_BEHIND;
  if (action == CELL_MISS) chip->slip = CLOCK_MISSED;
  if (action == CELL_FREE) chip->stuck = chip->saturated = false;
}

// Its pin is on the port of the cells' lines.
static void step_on_mat(machine_t *machine, bool on) {
  machine->pins.foot_on_mat = on;
  machine->cells.held_low = (uint8_t)(on << MAT_PIN);
  cells_drive(&machine->cells);
}

void mishaps_apply(machine_t *machine, const fault_t *fault) {
  bus_sensor_t *board = &machine->bus.sensor[BOARD_SENSOR];
  bus_sensor_t *body = &machine->bus.sensor[BODY_SENSOR];
  end_readings(machine);
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
    case MAT_ON: case MAT_OFF: step_on_mat(machine, fault->action == MAT_ON); break;
    case HAND_ON: machine->pins.hand_on_rail = true; break;
    case HAND_OFF: machine->pins.hand_on_rail = false; break;
    case CELL_STICK: case CELL_SATURATE: case CELL_FREE:
    case CELL_SLIP: case CELL_SPIKE: case CELL_MISS:
      apply_to_cell(&machine->cells.chip[(int)fault->value], fault->action);
      cells_drive(&machine->cells);
      break;
    case SCENE: scene_change(&machine->scene, fault->folder, now_us); break;
  }
  machine_set_pins(machine);
}
