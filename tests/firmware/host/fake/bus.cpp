// The I2C bus with its motion sensors.
#include <string.h>

#include "board_config.h"
#include "fake.h"
#include "src/platform/i2c_bus.h"

namespace fake {

MotionSensor sensors[2];
uint32_t busHz = 0;
unsigned burstsBegun = 0;

namespace {

constexpr uint8_t REG_POWER = 0x6B;
constexpr uint8_t REG_WHO_AM_I = 0x75;
constexpr uint8_t REG_INT_STATUS = 0x3A;
constexpr uint32_t BURST_US = 500;
constexpr uint32_t REGISTER_US = 100;

struct {
  uint8_t address;
  uint8_t first;
  uint8_t *values;
  uint8_t count;
  uint64_t endsUs;
  i2c::Transfer state = i2c::Transfer::DONE;
} burst;

MotionSensor &at(uint8_t address) { return sensors[address - board::IMU_ADDRESS[0]]; }

bool copy(uint8_t address, uint8_t first, uint8_t *values, uint8_t count) {
  MotionSensor &sensor = at(address);
  if (!sensor.answers) return false;
  memcpy(values, sensor.registers + first, count);
  return true;
}

}  // namespace

void fit(MotionSensor &sensor, uint8_t whoAmI) {
  memset(sensor.registers, 0, sizeof(sensor.registers));
  sensor.answers = true;
  sensor.registers[REG_POWER] = 0x40;
  sensor.registers[REG_INT_STATUS] = 1;
  sensor.registers[REG_WHO_AM_I] = whoAmI;
}

}  // namespace fake

namespace i2c {

using namespace fake;

void begin() { busHz = board::I2C_WITH_STRAP_HZ; }
void setClock(uint32_t hz) { busHz = hz; }
bool isStuck(uint8_t) { return false; }
void recover(uint8_t) {}

void startRead(uint8_t address, uint8_t first, uint8_t *values, uint8_t count) {
  ++burstsBegun;
  burst = {address, first, values, count, nowUs + BURST_US, Transfer::RUNNING};
}

Transfer state() {
  if (burst.state == Transfer::RUNNING && nowUs >= burst.endsUs) {
    const bool answered = copy(burst.address, burst.first, burst.values, burst.count);
    burst.state = answered ? Transfer::DONE : Transfer::FAILED;
  }
  return burst.state;
}

bool isRunning() { return burst.state == Transfer::RUNNING; }

bool readRegisters(uint8_t address, uint8_t first, uint8_t *values, uint8_t count) {
  elapse(REGISTER_US);
  return copy(address, first, values, count);
}

bool writeRegister(uint8_t address, uint8_t reg, uint8_t value) {
  elapse(REGISTER_US);
  MotionSensor &sensor = at(address);
  if (!sensor.answers) return false;
  if (reg == REG_POWER && (value & 0x80)) fit(sensor, sensor.registers[REG_WHO_AM_I]);
  else sensor.registers[reg] = value;
  return true;
}

}  // namespace i2c
