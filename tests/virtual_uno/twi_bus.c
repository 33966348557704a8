#include "twi_bus.h"

#include <math.h>
#include <simavr/avr_twi.h>

#define TWCR_ADDRESS 0xBC
#define TWSTA 0x20
#define TWEN 0x04
#define STATUS_START 0x08
#define STATUS_REPEATED_START 0x10

#define TWBR_ADDRESS 0xB8
#define BITS_OF_A_BYTE 9  // with its acknowledge
#define START_CYCLES (5 * CYCLES_PER_US)

static const char truth_head[] =
    "world_us,device_us,slot,late_us,conversion,new_data,motion_s,sampled_s\n";

// With the interrupt routine between the bytes a 15-byte burst then takes what it does on a real Uno:
// at 400 kHz never less than 0.48 ms.
static avr_cycle_count_t byte_cycles(const twi_bus_t *bus) {
  return BITS_OF_A_BYTE * (16 + 2 * (avr_cycle_count_t)bus->avr->data[TWBR_ADDRESS]);
}

static avr_cycle_timer_slot_t *pending_step(const twi_bus_t *bus) {
  avr_cycle_timer_slot_t *slot = bus->avr->cycle_timers.timer;
  while (slot != NULL && slot->param != bus->simavr.unit) slot = slot->next;
  return slot;
}

static void hold_step(twi_bus_t *bus) {
  const avr_cycle_timer_slot_t *step = pending_step(bus);
  if (step != NULL) avr_cycle_timer_cancel(bus->avr, step->timer, bus->simavr.unit);
}

// simavr takes one microsecond for a bit; give each step its true length instead.
static void slow_step(twi_bus_t *bus) {
  const avr_cycle_timer_slot_t *step = pending_step(bus);
  const avr_twi_t *unit = bus->simavr.unit;
  if (step == NULL) return;
  const uint8_t next = (uint8_t)unit->next_twstate;
  const bool start = next == STATUS_START || next == STATUS_REPEATED_START;
  avr_cycle_timer_register(bus->avr, start ? START_CYCLES : byte_cycles(bus), step->timer,
                           bus->simavr.unit);
}

static void write_control(avr_t *avr, avr_io_addr_t addr, uint8_t value, void *param) {
  twi_bus_t *bus = param;
  if (value & TWSTA && value & TWEN && !bus->started) {
    bus->started = true;
    bus->start_cycle = avr->cycle;
  }
  if (!(value & TWEN)) bus->started = false;
  bus->simavr.write_control(avr, addr, value, bus->simavr.unit);
  if (bus->stuck) hold_step(bus);
  else slow_step(bus);
}

static double now_us(const twi_bus_t *bus) {
  return clock_world_us(bus->clock, bus->avr->cycle);
}

static void log_burst(const twi_bus_t *bus, const bus_sensor_t *sensor) {
  if (sensor->truth == NULL) return;
  const double at_us = clock_world_us(bus->clock, bus->start_cycle);
  fprintf(sensor->truth, "%.3f,%.3f,%lld,%.3f,%lld,%d,%.6f,%.6f\n", at_us,
          clock_device_us(bus->clock, bus->start_cycle), (long long)sensor->deadlines.slot,
          bus->late_us, (long long)sensor->mpu.conversion, mpu_data_ready(&sensor->mpu),
          scene_s(bus->scene, at_us), scene_s(bus->scene, sensor->mpu.sampled_us));
}

static void begin_burst(twi_bus_t *bus, bus_sensor_t *sensor) {
  bus->in_burst = true;
  if (isinf(bus->scene->starts_us)) {
    bus->scene->starts_us = clock_world_us(bus->clock, bus->start_cycle);
  }
  bus->late_us = deadlines_burst(&sensor->deadlines, bus->start_cycle);
}

static bus_sensor_t *listening_at(twi_bus_t *bus, uint8_t address) {
  for (int i = 0; i < BUS_SENSORS && !bus->stuck; ++i) {
    const mpu_t *mpu = &bus->sensor[i].mpu;
    if (mpu_listens(mpu, now_us(bus)) && mpu->address == address) return &bus->sensor[i];
  }
  return NULL;
}

static void begin_transfer(twi_bus_t *bus, uint8_t address) {
  bus_sensor_t *sensor = listening_at(bus, address >> 1);
  bus->addressed = sensor;
  if (sensor == NULL) return;
  avr_raise_irq(bus->to_unit, avr_twi_irq_msg(TWI_COND_ACK, address, 1));
  const bool reading = address & 1;
  bus->expects_register = !reading;
  if (!reading) return;
  const bool burst = sensor->mpu.pointer == MPU_INT_STATUS;
  if (burst) begin_burst(bus, sensor);
  mpu_begin_read(&sensor->mpu, now_us(bus));
  if (burst) log_burst(bus, sensor);
}

static void take_byte(twi_bus_t *bus, uint8_t address, uint8_t value) {
  mpu_t *mpu = &bus->addressed->mpu;
  avr_raise_irq(bus->to_unit, avr_twi_irq_msg(TWI_COND_ACK, address, 1));
  if (bus->expects_register) mpu->pointer = value;
  else mpu_write(mpu, mpu->pointer++, value, now_us(bus));
  bus->expects_register = false;
}

static void end_transfer(twi_bus_t *bus) {
  if (bus->in_burst) {
    const uint64_t cycles = bus->avr->cycle - bus->start_cycle;
    deadlines_burst_took(&bus->addressed->deadlines, (double)cycles / CYCLES_PER_US);
  }
  bus->in_burst = bus->started = false;
  bus->addressed = NULL;
}

static void on_message(avr_irq_t *irq, uint32_t value, void *param) {
  (void)irq;
  twi_bus_t *bus = param;
  const avr_twi_msg_irq_t message = {.u.v = value};
  const uint8_t kind = message.u.twi.msg;
  if (kind & TWI_COND_STOP) end_transfer(bus);
  if (kind & TWI_COND_START) begin_transfer(bus, message.u.twi.addr);
  if (bus->addressed == NULL) return;
  if (kind & TWI_COND_WRITE) take_byte(bus, message.u.twi.addr, message.u.twi.data);
  if (kind & TWI_COND_READ) {
    const uint8_t byte = mpu_read(&bus->addressed->mpu);
    avr_raise_irq(bus->to_unit, avr_twi_irq_msg(TWI_COND_READ, message.u.twi.addr, byte));
  }
}

void twi_bus_attach(twi_bus_t *bus) {
  avr_irq_t *from_unit = avr_io_getirq(bus->avr, AVR_IOCTL_TWI_GETIRQ(0), TWI_IRQ_OUTPUT);
  bus->to_unit = avr_io_getirq(bus->avr, AVR_IOCTL_TWI_GETIRQ(0), TWI_IRQ_INPUT);
  avr_irq_register_notify(from_unit, on_message, bus);
  const int control = AVR_DATA_TO_IO(TWCR_ADDRESS);
  bus->simavr.unit = bus->avr->io[control].w.param;
  bus->simavr.write_control = bus->avr->io[control].w.c;
  bus->avr->io[control].w.param = bus;
  bus->avr->io[control].w.c = write_control;
  for (int i = 0; i < BUS_SENSORS; ++i) {
    if (bus->sensor[i].truth) fputs(truth_head, bus->sensor[i].truth);
  }
}

void twi_bus_stick(twi_bus_t *bus) {
  bus->stuck = true;
  hold_step(bus);
}

void twi_bus_release(twi_bus_t *bus) {
  bus->stuck = false;
  bus->started = bus->in_burst = false;
  bus->addressed = NULL;
}
