// The MPU-6050 by raw registers: no FIFO, no motion processor, always converting at 1 kHz.
#pragma once
#include <Arduino.h>

namespace mpu6050 {

constexpr uint8_t ACCEL_RANGE_G = 4;
constexpr uint16_t GYRO_RANGE_DEG_S = 500;
constexpr uint8_t LAST_FILTER_SETTING = 6;

// After a reset the datasheet asks for 100 ms, and the gyroscope needs 30 ms to start.
constexpr uint32_t RESET_US = 100000;
constexpr uint32_t START_UP_US = 50000;

enum class Condition : uint8_t {
  ABSENT,      // nothing answers
  FOREIGN,     // another chip answers
  RESET,       // answers, but has lost its settings (power came back: it wakes asleep)
  CONFIGURED,  // answers and is set up as asked
};

struct Reading {
  bool newData;  // a conversion has ended since the previous reading
  int16_t accel[3];
  int16_t gyro[3];
};

// Whether an MPU-6050 answers at all.
bool present(uint8_t address);
Condition examine(uint8_t address, uint8_t filterSetting);
// A quick look, 0.15 ms: whether it answers and is awake.
bool awake(uint8_t address);

// Begin a reset; leave the sensor alone for RESET_US.
bool reset(uint8_t address);
// Wake it and set rate, filter and ranges; conversions are good after START_UP_US.
bool configure(uint8_t address, uint8_t filterSetting);
// One burst, one instant: data-ready, acceleration and rate. It runs while the sketch goes on;
// `i2c::state` says when it has ended, and `takeReading` then returns the reading.
void startReading(uint8_t address);
Reading takeReading();

// Acceleration and rate with the self-test actuators off or on, in the ranges that the datasheet
// asks for (8 g, 250 deg/s). Leaves the sensor's settings changed.
enum class Actuators : uint8_t { OFF, ON };
bool prepareSelfTest(uint8_t address, Actuators actuators);
// The factory's self-test codes of 5 bits, of the accelerometer's axes and then the gyroscope's.
constexpr uint8_t TRIMS = 6;
bool readTrims(uint8_t address, uint8_t *trims);
// Wait for one reading; false if the sensor does not answer.
bool readNow(uint8_t address, Reading &reading);
uint8_t whoAmI(uint8_t address);

}  // namespace mpu6050
