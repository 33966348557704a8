#include "mpu6050.h"

#include <string.h>

#include "board_config.h"
#include "src/platform/i2c_bus.h"

namespace mpu6050 {

namespace {

constexpr uint8_t REG_SELF_TEST_X = 0x0D;
constexpr uint8_t REG_SMPLRT_DIV = 0x19;
constexpr uint8_t REG_CONFIG = 0x1A;
constexpr uint8_t REG_GYRO_CONFIG = 0x1B;
constexpr uint8_t REG_ACCEL_CONFIG = 0x1C;
constexpr uint8_t REG_ACCEL_CONFIG2 = 0x1D;  // of the 6500 family: the accelerometer's filter
constexpr uint8_t REG_INT_ENABLE = 0x38;
constexpr uint8_t REG_INT_STATUS = 0x3A;
constexpr uint8_t REG_PWR_MGMT_1 = 0x6B;
constexpr uint8_t REG_WHO_AM_I = 0x75;

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

constexpr uint8_t SETTINGS = 5;  // SMPLRT_DIV to ACCEL_CONFIG2
constexpr uint8_t BURST = 15;
constexpr uint8_t BURST_ACCEL = 1;
constexpr uint8_t BURST_GYRO = 9;

uint8_t burst[BURST];

// With filter 0 the gyroscope converts at 8 kHz; divided by 8 both sensors give 1 kHz.
uint8_t dividerFor(uint8_t filterSetting) { return filterSetting == 0 ? 7 : 0; }

struct Setting {
  uint8_t reg;
  uint8_t value;
};

template <uint8_t COUNT>
bool write(uint8_t address, const Setting (&settings)[COUNT]) {
  for (const Setting &each : settings) {
    if (!i2c::writeRegister(address, each.reg, each.value)) return false;
  }
  return true;
}

// Without it the 6500 family's accelerometer passes 460 Hz, and 1 kHz folds its noise back.
bool writeAccelFilter(uint8_t address, uint8_t filterSetting, Family family) {
  return family != Family::MPU6500 || i2c::writeRegister(address, REG_ACCEL_CONFIG2, filterSetting);
}

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

Family familyOf(uint8_t who) {
  switch (who) {
    case 0x68:
      return Family::MPU6050;
    case 0x70:  // MPU-6500
    case 0x71:  // MPU-9250
    case 0x72:  // no data sheet names it; found on boards sold as GY-521
    case 0x73:  // MPU-9255
    case 0x74:  // MPU-6515
    case 0x98:  // ICM-20689
    case 0x19:  // MPU-6886
      return Family::MPU6500;
    default:
      return Family::FOREIGN;
  }
}

Condition examine(uint8_t address, uint8_t filterSetting, uint8_t who) {
  if (who == 0) return Condition::ABSENT;
  const Family family = familyOf(who);
  if (family == Family::FOREIGN) return Condition::FOREIGN;
  uint8_t power;
  uint8_t settings[SETTINGS];
  if (!i2c::readRegisters(address, REG_PWR_MGMT_1, &power, 1)) return Condition::ABSENT;
  if (!i2c::readRegisters(address, REG_SMPLRT_DIV, settings, SETTINGS)) return Condition::ABSENT;
  const bool asSet = power == AWAKE_ON_GYRO_CLOCK && settings[0] == dividerFor(filterSetting) &&
                     settings[1] == filterSetting && settings[2] == FS_500_DEG_S &&
                     settings[3] == FS_4_G &&
                     (family != Family::MPU6500 || settings[4] == filterSetting);
  return asSet ? Condition::CONFIGURED : Condition::RESET;
}

bool keptRanges(uint8_t address) {
  uint8_t ranges[2];
  return i2c::readRegisters(address, REG_GYRO_CONFIG, ranges, sizeof(ranges)) &&
         ranges[0] == FS_500_DEG_S && ranges[1] == FS_4_G;
}

bool reset(uint8_t address) { return i2c::writeRegister(address, REG_PWR_MGMT_1, DEVICE_RESET); }

bool configure(uint8_t address, uint8_t filterSetting, Family family) {
  const Setting settings[] = {
      {REG_PWR_MGMT_1, AWAKE_ON_GYRO_CLOCK},
      {REG_SMPLRT_DIV, dividerFor(filterSetting)},
      {REG_CONFIG, filterSetting},
      {REG_GYRO_CONFIG, FS_500_DEG_S},
      {REG_ACCEL_CONFIG, FS_4_G},
      {REG_INT_ENABLE, DATA_READY},
  };
  return write(address, settings) && writeAccelFilter(address, filterSetting, family);
}

void startReading(uint8_t address) { i2c::startRead(address, REG_INT_STATUS, burst, BURST); }

Reading takeReading() {
  Reading reading;
  reading.newData = burst[0] & DATA_READY;
  bigEndian(burst + BURST_ACCEL, reading.accel);
  bigEndian(burst + BURST_GYRO, reading.gyro);
  return reading;
}

bool prepareSelfTest(uint8_t address, Actuators actuators) {
  const uint8_t axes = actuators == Actuators::ON ? SELF_TEST_ALL_AXES : 0;
  const Setting settings[] = {
      {REG_PWR_MGMT_1, AWAKE_ON_GYRO_CLOCK},
      {REG_SMPLRT_DIV, 0},
      {REG_CONFIG, SELF_TEST_FILTER},
      {REG_GYRO_CONFIG, static_cast<uint8_t>(axes | FS_250_DEG_S)},
      {REG_ACCEL_CONFIG, static_cast<uint8_t>(axes | FS_8_G)},
  };
  return write(address, settings);
}

bool readTrims(uint8_t address, Family family, uint8_t *trims) {
  memset(trims, 0, TRIMS);
  if (family != Family::MPU6050) return true;
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
