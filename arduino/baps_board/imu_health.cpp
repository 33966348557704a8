#include "imu_health.h"

#include <string.h>

#include "board_config.h"
#include "i2c_bus.h"
#include "wire_messages.h"

namespace imu_health {

namespace {

constexpr uint32_t RETRY_US = 200000;
// The first look comes at once: one disturbed byte must not cost a fifth of a second.
constexpr uint32_t FIRST_RETRY_US = 2000;
// Its clock may be 1 % slow, which repeats one reading in a hundred, never two in a row.
constexpr uint8_t REPEATS_OF_A_LIVING_SENSOR = 2;

enum class Phase : uint8_t { HEALTHY, LOST, RESETTING, STARTING };

Phase phase = Phase::LOST;
uint8_t filter = 0;
uint8_t activeFault = wire::FaultCode::NONE;
uint32_t phaseSinceUs = 0;
uint32_t phaseLengthUs = 0;
mpu6050::Reading previous;
bool hasPrevious = false;
uint8_t repeats = 0;

void enter(Phase next, uint32_t lengthUs) {
  phase = next;
  phaseSinceUs = micros();
  phaseLengthUs = lengthUs;
}

void becomeHealthy() {
  phase = Phase::HEALTHY;
  activeFault = wire::FaultCode::NONE;
  hasPrevious = false;
  repeats = 0;
}

void beginReset() {
  activeFault = wire::FaultCode::SENSOR_RESET;
  if (mpu6050::reset()) enter(Phase::RESETTING, mpu6050::RESET_US);
  else lost();
}

void lookForIt() {
  if (i2c::isStuck()) i2c::recover();
  switch (mpu6050::examine(filter)) {
    case mpu6050::Condition::CONFIGURED:
      becomeHealthy();
      return;
    case mpu6050::Condition::RESET:
      beginReset();
      return;
    case mpu6050::Condition::FOREIGN:
      activeFault = wire::FaultCode::WRONG_SENSOR;
      break;
    case mpu6050::Condition::ABSENT:
      activeFault = i2c::isStuck() ? wire::FaultCode::BUS_STUCK : wire::FaultCode::SENSOR_SILENT;
      break;
  }
  enter(Phase::LOST, RETRY_US);
}

bool sameCounts(const mpu6050::Reading &a, const mpu6050::Reading &b) {
  return memcmp(a.accel, b.accel, sizeof(a.accel)) == 0 &&
         memcmp(a.gyro, b.gyro, sizeof(a.gyro)) == 0;
}

}  // namespace

bool prepare(uint8_t filterSetting) {
  filter = filterSetting;
  if (i2c::isStuck()) i2c::recover();
  const mpu6050::Condition found = mpu6050::examine(filter);
  if (found == mpu6050::Condition::CONFIGURED) {
    becomeHealthy();
    return true;
  }
  if (found != mpu6050::Condition::RESET || !mpu6050::reset()) return false;
  delay(mpu6050::RESET_US / 1000);
  if (!mpu6050::configure(filter)) return false;
  delay(mpu6050::START_UP_US / 1000);
  becomeHealthy();
  return true;
}

bool healthy() { return phase == Phase::HEALTHY; }

void lost() {
  activeFault = i2c::isStuck() ? wire::FaultCode::BUS_STUCK : wire::FaultCode::SENSOR_SILENT;
  enter(Phase::LOST, FIRST_RETRY_US);
}

bool restarted(const mpu6050::Reading &reading) {
  // A true repeat is the same conversion once more. Old data that differ, or too many repeats,
  // come from a sensor that woke asleep after a loss of power shorter than a slot.
  const bool repeated = !reading.newData && hasPrevious;
  const bool differs = repeated && !sameCounts(reading, previous);
  repeats = reading.newData ? 0 : min(repeats + 1, REPEATS_OF_A_LIVING_SENSOR + 1);
  previous = reading;
  hasPrevious = true;
  const bool hangs = repeats > REPEATS_OF_A_LIVING_SENSOR;
  if (!differs && !hangs) return false;
  if (!hangs && mpu6050::awake()) return false;
  beginReset();
  return true;
}

void service() {
  if (phase == Phase::HEALTHY || micros() - phaseSinceUs < phaseLengthUs) return;
  const BusyMark busy;
  switch (phase) {
    case Phase::LOST:
      lookForIt();
      break;
    case Phase::RESETTING:
      if (mpu6050::configure(filter)) enter(Phase::STARTING, mpu6050::START_UP_US);
      else lost();
      break;
    case Phase::STARTING:
      lookForIt();
      break;
    case Phase::HEALTHY:
      break;
  }
}

uint8_t fault() { return activeFault; }

}  // namespace imu_health
