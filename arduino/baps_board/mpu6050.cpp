#include "mpu6050.h"

#include "board_config.h"
#include "i2c_bus.h"

namespace mpu6050 {

namespace {

constexpr uint8_t REG_SELF_TEST_X = 0x0D;
constexpr uint8_t REG_SMPLRT_DIV = 0x19;
constexpr uint8_t REG_CONFIG = 0x1A;
constexpr uint8_t REG_GYRO_CONFIG = 0x1B;
constexpr uint8_t REG_ACCEL_CONFIG = 0x1C;
constexpr uint8_t REG_INT_ENABLE = 0x38;
constexpr uint8_t REG_INT_STATUS = 0x3A;
constexpr uint8_t REG_PWR_MGMT_1 = 0x6B;
constexpr uint8_t REG_WHO_AM_I = 0x75;

constexpr uint8_t WHO_AM_I = 0x68;
constexpr uint8_t DEVICE_RESET = 0x80;
// Awake, on the gyroscope's clock: the internal one drifts by several percent.
constexpr uint8_t AWAKE_ON_GYRO_CLOCK = 0x01;
constexpr uint8_t FS_500_DEG_S = 1 << 3;
constexpr uint8_t FS_4_G = 1 << 3;
// What the self-test asks for.
constexpr uint8_t FS_250_DEG_S = 0;
constexpr uint8_t FS_8_G = 2 << 3;
constexpr uint8_t SELF_TEST_ALL_AXES = 0xE0;
constexpr uint8_t SELF_TEST_FILTER = 2;
constexpr uint8_t DATA_READY = 0x01;

constexpr uint8_t SETTINGS = 4;
constexpr uint8_t BURST = 15;
constexpr uint8_t BURST_ACCEL = 1;
constexpr uint8_t BURST_GYRO = 9;

uint8_t burst[BURST];

// With filter 0 the gyroscope converts at 8 kHz; divided by 8 both sensors give 1 kHz.
uint8_t dividerFor(uint8_t filterSetting) { return filterSetting == 0 ? 7 : 0; }

void bigEndian(const uint8_t *bytes, int16_t *values) {
  for (uint8_t i = 0; i < 3; ++i) {
    values[i] = static_cast<int16_t>((uint16_t{bytes[2 * i]} << 8) | bytes[2 * i + 1]);
  }
}

}  // namespace

uint8_t whoAmI(uint8_t address) {
  uint8_t who;
  return i2c::readRegisters(address, REG_WHO_AM_I, &who, 1) ? who : 0;
}

bool present(uint8_t address) { return whoAmI(address) == WHO_AM_I; }

Condition examine(uint8_t address, uint8_t filterSetting) {
  uint8_t who;
  if (!i2c::readRegisters(address, REG_WHO_AM_I, &who, 1)) return Condition::ABSENT;
  if (who != WHO_AM_I) return Condition::FOREIGN;
  uint8_t power;
  uint8_t settings[SETTINGS];
  if (!i2c::readRegisters(address, REG_PWR_MGMT_1, &power, 1)) return Condition::ABSENT;
  if (!i2c::readRegisters(address, REG_SMPLRT_DIV, settings, SETTINGS)) return Condition::ABSENT;
  const bool asSet = power == AWAKE_ON_GYRO_CLOCK && settings[0] == dividerFor(filterSetting) &&
                     settings[1] == filterSetting && settings[2] == FS_500_DEG_S &&
                     settings[3] == FS_4_G;
  return asSet ? Condition::CONFIGURED : Condition::RESET;
}

bool awake(uint8_t address) {
  uint8_t power;
  return i2c::readRegisters(address, REG_PWR_MGMT_1, &power, 1) && power == AWAKE_ON_GYRO_CLOCK;
}

bool reset(uint8_t address) { return i2c::writeRegister(address, REG_PWR_MGMT_1, DEVICE_RESET); }

bool configure(uint8_t address, uint8_t filterSetting) {
  return i2c::writeRegister(address, REG_PWR_MGMT_1, AWAKE_ON_GYRO_CLOCK) &&
         i2c::writeRegister(address, REG_SMPLRT_DIV, dividerFor(filterSetting)) && i2c::writeRegister(address, REG_CONFIG, filterSetting) &&
         i2c::writeRegister(address, REG_GYRO_CONFIG, FS_500_DEG_S) && i2c::writeRegister(address, REG_ACCEL_CONFIG, FS_4_G) &&
         i2c::writeRegister(address, REG_INT_ENABLE, DATA_READY);
}

void startReading(uint8_t address) {
  i2c::startRead(address, REG_INT_STATUS, burst, BURST);
}

Reading takeReading() {
  Reading reading;
  reading.newData = burst[0] & DATA_READY;
  bigEndian(burst + BURST_ACCEL, reading.accel);
  bigEndian(burst + BURST_GYRO, reading.gyro);
  return reading;
}

bool prepareSelfTest(uint8_t address, Actuators actuators) {
  const uint8_t axes = actuators == Actuators::ON ? SELF_TEST_ALL_AXES : 0;
  return i2c::writeRegister(address, REG_PWR_MGMT_1, AWAKE_ON_GYRO_CLOCK) &&
         i2c::writeRegister(address, REG_SMPLRT_DIV, 0) &&
         i2c::writeRegister(address, REG_CONFIG, SELF_TEST_FILTER) &&
         i2c::writeRegister(address, REG_GYRO_CONFIG, axes | FS_250_DEG_S) &&
         i2c::writeRegister(address, REG_ACCEL_CONFIG, axes | FS_8_G);
}

bool readTrims(uint8_t address, uint8_t *trims) {
  // One register per axis, and a fourth with the rest of the accelerometer's codes.
  uint8_t raw[4];
  if (!i2c::readRegisters(address, REG_SELF_TEST_X, raw, sizeof(raw))) return false;
  for (uint8_t axis = 0; axis < 3; ++axis) {
    trims[axis] = (raw[axis] >> 5 << 2) | (raw[3] >> (4 - 2 * axis) & 0x03);
    trims[3 + axis] = raw[axis] & 0x1F;
  }
  return true;
}

bool readNow(uint8_t address, Reading &reading) {
  if (!i2c::readRegisters(address, REG_INT_STATUS, burst, BURST)) return false;
  reading = takeReading();
  return true;
}

}  // namespace mpu6050
