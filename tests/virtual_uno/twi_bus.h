// The I2C bus between simavr's TWI unit and the virtual sensor, slowed to what a wire takes.
#pragma once
#include <simavr/sim_avr.h>

#include "clock.h"
#include "deadlines.h"
#include "mpu6050.h"
#include "scene.h"

// A sensor on the bus, what is known of its schedule, and where its bursts are written down.
typedef struct {
  mpu_t mpu;
  deadlines_t deadlines;
  FILE *truth;
  bool unreadable;  // a fault is on: its slots are rightly skipped
} bus_sensor_t;

enum { BOARD_SENSOR, BODY_SENSOR, BUS_SENSORS };

typedef struct {
  avr_t *avr;
  const world_clock_t *clock;
  scene_t *scene;
  bus_sensor_t sensor[BUS_SENSORS];
  bus_sensor_t *addressed;  // NULL where nobody answered
  struct {
    void *unit;  // simavr's avr_twi_t
    avr_io_write_t write_control;
  } simavr;
  avr_irq_t *to_unit;
  bool stuck;
  bool started;  // between a start and its stop condition
  bool expects_register;
  bool in_burst;
  uint64_t start_cycle;
  double late_us;
} twi_bus_t;

void twi_bus_attach(twi_bus_t *bus);
// Hold the data line down: nothing on the bus finishes any more.
void twi_bus_stick(twi_bus_t *bus);
void twi_bus_release(twi_bus_t *bus);
