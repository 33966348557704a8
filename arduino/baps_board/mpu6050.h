// The motion sensor by raw registers: no FIFO, no motion processor, always converting at 1 kHz.
// A breakout sold as GY-521 carries an MPU-6050 or, more often, a chip of the 6500 family.
#pragma once
#include <Arduino.h>

namespace mpu6050 {

constexpr uint8_t ACCEL_RANGE_G = 4;
constexpr uint16_t GYRO_RANGE_DEG_S = 500;
constexpr uint8_t LAST_FILTER_SETTING = 6;

// After a reset the datasheet asks for 100 ms, which a ceramic resonator that is quick by half a
// percent must not cut short, and the gyroscope needs 30 ms to start.
constexpr uint32_t RESET_US = 105000;
constexpr uint32_t START_UP_US = 50000;

// Chips with the registers used here, by what they answer to who-am-I. The 6500 family filters its
// accelerometer by a register of its own.
enum class Family : uint8_t { FOREIGN, MPU6050, MPU6500 };
Family familyOf(uint8_t who);

enum class Condition : uint8_t {
  ABSENT,      // nothing answers
  FOREIGN,     // a chip of neither family answers
  RESET,       // answers, but has lost its settings (power came back)
  CONFIGURED,  // answers and is set up as asked
};

struct Reading {
  bool newData;  // a conversion has ended since the previous reading
  int16_t accel[3];
  int16_t gyro[3];
};

// What answers to who-am-I; 0 if nothing does.
uint8_t whoAmI(uint8_t address);
Condition examine(uint8_t address, uint8_t filterSetting, uint8_t who);
// A quick look, 0.2 ms: whether it answers and has kept its ranges, which every reset clears. Being
// awake would show nothing: most of the 6500 family wake by themselves.
bool keptRanges(uint8_t address);

// Begin a reset; leave the sensor alone for RESET_US.
bool reset(uint8_t address);
// Wake it and set rate, filter and ranges; conversions are good after START_UP_US.
bool configure(uint8_t address, uint8_t filterSetting, Family family);
// One burst, one instant: data-ready, acceleration and rate. It runs while the sketch goes on;
// `i2c::state` says when it has ended, and `takeReading` then returns the reading.
void startReading(uint8_t address);
Reading takeReading();

// Acceleration and rate with the self-test actuators off or on, in the ranges that the datasheet
// asks for (8 g, 250 deg/s). Leaves the sensor's settings changed.
enum class Actuators : uint8_t { OFF, ON };
bool prepareSelfTest(uint8_t address, Actuators actuators);
// The factory's self-test codes of 5 bits, of the accelerometer's axes and then the gyroscope's.
// The 6500 family keeps codes of another meaning elsewhere: its trims are 0.
constexpr uint8_t TRIMS = 6;
bool readTrims(uint8_t address, Family family, uint8_t *trims);
// Wait for one reading; false if the sensor does not answer.
bool readNow(uint8_t address, Reading &reading);

}  // namespace mpu6050
