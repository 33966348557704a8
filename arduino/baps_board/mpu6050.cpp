#include "mpu6050.h"

#include "board_config.h"
#include "i2c_bus.h"

namespace mpu6050 {

namespace {

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
constexpr uint8_t DATA_READY = 0x01;

constexpr uint8_t SETTINGS = 4;
constexpr uint8_t BURST = 15;
constexpr uint8_t BURST_ACCEL = 1;
constexpr uint8_t BURST_GYRO = 9;

uint8_t burst[BURST];

// With filter 0 the gyroscope converts at 8 kHz; divided by 8 both sensors give 1 kHz.
uint8_t dividerFor(uint8_t filterSetting) { return filterSetting == 0 ? 7 : 0; }

bool write(uint8_t reg, uint8_t value) {
  return i2c::writeRegister(board::IMU_ADDRESS, reg, value);
}

bool readFrom(uint8_t reg, uint8_t *values, uint8_t count) {
  return i2c::readRegisters(board::IMU_ADDRESS, reg, values, count);
}

void bigEndian(const uint8_t *bytes, int16_t *values) {
  for (uint8_t i = 0; i < 3; ++i) {
    values[i] = static_cast<int16_t>((uint16_t{bytes[2 * i]} << 8) | bytes[2 * i + 1]);
  }
}

}  // namespace

bool present() {
  uint8_t who;
  return readFrom(REG_WHO_AM_I, &who, 1) && who == WHO_AM_I;
}

Condition examine(uint8_t filterSetting) {
  uint8_t who;
  if (!readFrom(REG_WHO_AM_I, &who, 1)) return Condition::ABSENT;
  if (who != WHO_AM_I) return Condition::FOREIGN;
  uint8_t power;
  uint8_t settings[SETTINGS];
  if (!readFrom(REG_PWR_MGMT_1, &power, 1)) return Condition::ABSENT;
  if (!readFrom(REG_SMPLRT_DIV, settings, SETTINGS)) return Condition::ABSENT;
  const bool asSet = power == AWAKE_ON_GYRO_CLOCK && settings[0] == dividerFor(filterSetting) &&
                     settings[1] == filterSetting && settings[2] == FS_500_DEG_S &&
                     settings[3] == FS_4_G;
  return asSet ? Condition::CONFIGURED : Condition::RESET;
}

bool awake() {
  uint8_t power;
  return readFrom(REG_PWR_MGMT_1, &power, 1) && power == AWAKE_ON_GYRO_CLOCK;
}

bool reset() { return write(REG_PWR_MGMT_1, DEVICE_RESET); }

bool configure(uint8_t filterSetting) {
  return write(REG_PWR_MGMT_1, AWAKE_ON_GYRO_CLOCK) &&
         write(REG_SMPLRT_DIV, dividerFor(filterSetting)) && write(REG_CONFIG, filterSetting) &&
         write(REG_GYRO_CONFIG, FS_500_DEG_S) && write(REG_ACCEL_CONFIG, FS_4_G) &&
         write(REG_INT_ENABLE, DATA_READY);
}

void startReading() { i2c::startRead(board::IMU_ADDRESS, REG_INT_STATUS, burst, BURST); }

Reading takeReading() {
  Reading reading;
  reading.newData = burst[0] & DATA_READY;
  bigEndian(burst + BURST_ACCEL, reading.accel);
  bigEndian(burst + BURST_GYRO, reading.gyro);
  return reading;
}

}  // namespace mpu6050
