#include "imu_health.h"

#include <string.h>

#include "src/platform/i2c_bus.h"
#include "src/platform/processor.h"

namespace {

constexpr uint32_t RETRY_US = 200000;
// The first look is immediate: one disturbed byte must not cost a fifth of a second.
constexpr uint32_t FIRST_RETRY_US = 2000;
// Its clock may be 1 % slow, which repeats one reading in a hundred, never two in a row.
constexpr uint8_t REPEATS_OF_A_LIVING_SENSOR = 2;

bool sameCounts(const mpu6050::Reading &a, const mpu6050::Reading &b) {
  return memcmp(a.accel, b.accel, sizeof(a.accel)) == 0 &&
         memcmp(a.gyro, b.gyro, sizeof(a.gyro)) == 0;
}

}  // namespace

void ImuHealth::enter(Phase next, uint32_t lengthUs) {
  phase_ = next;
  phaseSinceUs_ = micros();
  phaseLengthUs_ = lengthUs;
}

void ImuHealth::becomeHealthy() {
  phase_ = Phase::HEALTHY;
  fault_ = wire::FaultCode::NONE;
  hasPrevious_ = false;
  repeats_ = 0;
}

void ImuHealth::rest() {
  phase_ = Phase::LOST;
  fault_ = wire::FaultCode::NONE;
}

void ImuHealth::beginReset() {
  fault_ = wire::FaultCode::SENSOR_RESET;
  if (mpu6050::reset(address_)) enter(Phase::RESETTING, mpu6050::RESET_US);
  else lost();
}

void ImuHealth::lost(uint32_t retryUs) {
  who_ = 0;
  fault_ = i2c::isStuck(address_) ? wire::FaultCode::BUS_STUCK : wire::FaultCode::SENSOR_SILENT;
  enter(Phase::LOST, retryUs);
}

void ImuHealth::lookForIt() {
  if (i2c::isStuck(address_)) i2c::recover(address_);
  // Asking on a bus that is held low would only cost a timeout.
  if (i2c::isStuck(address_)) return lost(RETRY_US);
  who_ = mpu6050::whoAmI(address_);
  switch (mpu6050::examine(address_, filter_, who_)) {
    case mpu6050::Condition::CONFIGURED:
      becomeHealthy();
      return;
    case mpu6050::Condition::RESET:
      beginReset();
      return;
    case mpu6050::Condition::FOREIGN:
      fault_ = wire::FaultCode::WRONG_SENSOR;
      break;
    case mpu6050::Condition::ABSENT:
      return lost(RETRY_US);
  }
  enter(Phase::LOST, RETRY_US);
}

void ImuHealth::findBeforeStart(uint8_t filterSetting) {
  filter_ = filterSetting;
  lookForIt();
}

void ImuHealth::startUp() {
  const bool done = mpu6050::configure(address_, filter_, mpu6050::familyOf(who_));
  if (done) enter(Phase::STARTING, mpu6050::START_UP_US);
  else lost();
}

void ImuHealth::lost() { lost(FIRST_RETRY_US); }

bool ImuHealth::restarted(const mpu6050::Reading &reading) {
  // A true repeat is the same conversion again. Old data that differ, or too many repeats,
  // come from a sensor that lost its power for less than a slot.
  const bool repeated = !reading.newData && hasPrevious_;
  const bool differs = repeated && !sameCounts(reading, previous_);
  repeats_ = reading.newData ? 0 : min(repeats_ + 1, REPEATS_OF_A_LIVING_SENSOR + 1);
  previous_ = reading;
  hasPrevious_ = true;
  const bool hangs = repeats_ > REPEATS_OF_A_LIVING_SENSOR;
  if (!differs && !hangs) return false;
  if (!hangs && mpu6050::keptRanges(address_)) return false;
  beginReset();
  return true;
}

bool ImuHealth::isDue() const { return !healthy() && micros() - phaseSinceUs_ >= phaseLengthUs_; }

void ImuHealth::service() {
  const processor::BusyMark busy;
  switch (phase_) {
    case Phase::RESETTING:
      startUp();
      break;
    case Phase::LOST:
    case Phase::STARTING:
      lookForIt();
      break;
    case Phase::HEALTHY:
      break;
  }
}

namespace imus {

ImuHealth health[board::IMUS] = {ImuHealth(board::IMU_ADDRESS[board::BOARD_IMU]),
                                 ImuHealth(board::IMU_ADDRESS[board::BODY_IMU])};

namespace {

void startUpWhereNeeded() {
  bool waited = false;
  for (ImuHealth &each : health) {
    if (!each.needsStartUp()) continue;
    if (!waited) delay(mpu6050::RESET_US / 1000);
    waited = true;
    each.startUp();
  }
  if (waited) delay(mpu6050::START_UP_US / 1000);
}

// Whether the strap hangs on the bus, wanted or not.
bool strapIsThere(uint8_t wanted) {
  return (wanted & _BV(board::BODY_IMU)) ||
         mpu6050::whoAmI(board::IMU_ADDRESS[board::BODY_IMU]) != 0;
}

}  // namespace

void prepare(uint8_t wanted, uint8_t filterSetting) {
  i2c::setClock(strapIsThere(wanted) ? board::I2C_WITH_STRAP_HZ : board::I2C_HZ);
  for (uint8_t i = 0; i < board::IMUS; ++i) {
    health[i].rest();
    if (wanted & _BV(i)) health[i].findBeforeStart(filterSetting);
  }
  startUpWhereNeeded();
  for (ImuHealth &each : health) {
    if (each.isStarting()) each.becomeHealthy();
  }
}

}  // namespace imus
