#include "self_test.h"

#include <string.h>

#include "board_config.h"
#include "mpu6050.h"

namespace self_test {

namespace {

// Many times the filter's 3 ms, and the gyroscope's start-up if it was asleep.
constexpr uint16_t SETTLE_MS = 50;
constexpr uint8_t READINGS = 32;
constexpr uint8_t AXES = 3;

struct Mean {
  int16_t accel[AXES];
  int16_t gyro[AXES];
};

bool average(uint8_t address, Mean &mean) {
  int32_t accel[AXES] = {0, 0, 0};
  int32_t gyro[AXES] = {0, 0, 0};
  for (uint8_t i = 0; i < READINGS; ++i) {
    mpu6050::Reading reading;
    if (!mpu6050::readNow(address, reading)) return false;
    for (uint8_t axis = 0; axis < AXES; ++axis) {
      accel[axis] += reading.accel[axis];
      gyro[axis] += reading.gyro[axis];
    }
    delay(1);
  }
  for (uint8_t axis = 0; axis < AXES; ++axis) {
    mean.accel[axis] = accel[axis] / READINGS;
    mean.gyro[axis] = gyro[axis] / READINGS;
  }
  return true;
}

bool averageWith(uint8_t address, mpu6050::Actuators actuators, Mean &mean) {
  if (!mpu6050::prepareSelfTest(address, actuators)) return false;
  delay(SETTLE_MS);
  return average(address, mean);
}

}  // namespace

static_assert(sizeof(wire::SelfTestResult::trim) == mpu6050::TRIMS, "a code for each axis");

bool run(uint8_t sensor, wire::SelfTestResult &result) {
  const uint8_t address = board::IMU_ADDRESS[sensor];
  const uint8_t who = mpu6050::whoAmI(address);
  const mpu6050::Family family = mpu6050::familyOf(who);
  // Nobody knows what these registers do to another chip.
  if (family == mpu6050::Family::FOREIGN) return false;
  Mean off, on;
  const bool answered = averageWith(address, mpu6050::Actuators::OFF, off) &&
                        averageWith(address, mpu6050::Actuators::ON, on) &&
                        mpu6050::readTrims(address, family, result.trim);
  if (!answered) return false;
  result.sensor = sensor;
  result.who_am_i = who;
  for (uint8_t axis = 0; axis < AXES; ++axis) {
    result.accel_change[axis] = on.accel[axis] - off.accel[axis];
    result.gyro_change[axis] = on.gyro[axis] - off.gyro[axis];
  }
  if (!mpu6050::reset(address)) return false;
  // Whoever asks next may speak to it: an answer that came at once would find it deaf.
  delay(mpu6050::RESET_US / 1000);
  return true;
}

}  // namespace self_test
