#include "mpu6050.h"

#include <math.h>
#include <string.h>

#include "clock.h"
#include "noise.h"

#define REG_SELF_TEST_X 0x0D
#define REG_SELF_TEST_A 0x10
#define REG_SMPLRT_DIV 0x19
#define REG_CONFIG 0x1A
#define REG_GYRO_CONFIG 0x1B
#define REG_ACCEL_CONFIG 0x1C
#define REG_ACCEL_CONFIG2 0x1D
#define SELF_TEST_X 0x80
#define REG_INT_ENABLE 0x38
#define REG_ACCEL 0x3B
#define REG_TEMPERATURE 0x41
#define REG_GYRO 0x43
#define REG_PWR_MGMT_1 0x6B
#define REG_WHO_AM_I 0x75

#define PWR_RESET 0x80
#define PWR_SLEEP 0x40
#define PWR_BEST_CLOCK 0x01
#define RESET_US 100000.0
#define FILTER_MASK 0x07
#define DATA_READY 0x01
#define FULL_COUNTS 32768.0
#define GYRO_COUNTS_PER_DEG_S_AT_250 131.0
#define ROOM_TEMPERATURE_COUNTS (-3920)  // 25 degrees: (25 - 36.53) * 340

// Delay of each filter setting in the register maps. Of an MPU-6050 it is the accelerometer's, and
// taken for both; the 6500 family's two paths differ, and have a register each.
static const double delay_6050_us[8] = {0, 2000, 3000, 4900, 8500, 13800, 19000, 0};
static const double gyro_delay_6500_us[8] = {970, 2900, 3900, 5900, 9900, 17850, 33480, 170};
static const double accel_delay_6500_us[8] = {1880, 1880, 2880, 4880, 8870, 16830, 32480, 1380};

// The factory's self-test codes: accelerometer x, y, z, gyroscope x, y, z.
static const uint8_t trim[6] = {13, 16, 20, 9, 17, 24};

// What the code stands for: the change, in g or deg/s, that the actuator makes in a new sensor.
static double trim_g(int axis) { return 0.34 * pow(0.92 / 0.34, (trim[axis] - 1) / 30.0); }

static double trim_deg_s(int axis) {
  return (axis == 1 ? -25 : 25) * pow(1.046, trim[3 + axis] - 1);
}

static bool asleep(const mpu_t *mpu) { return mpu->registers[REG_PWR_MGMT_1] & PWR_SLEEP; }

static uint8_t filter_of(const mpu_t *mpu) { return mpu->registers[REG_CONFIG] & FILTER_MASK; }

static bool is_6500(const mpu_t *mpu) {
  static const uint8_t family[] = {0x70, 0x71, 0x72, 0x73, 0x74, 0x98, 0x19};
  return memchr(family, mpu->who, sizeof(family)) != NULL;
}

// By their register maps these wake by themselves, the others asleep.
static bool wakes_awake(const mpu_t *mpu) { return mpu->who >= 0x70 && mpu->who <= 0x74; }

static double gyro_delay_us(const mpu_t *mpu) {
  return (is_6500(mpu) ? gyro_delay_6500_us : delay_6050_us)[filter_of(mpu)];
}

static double accel_delay_us(const mpu_t *mpu) {
  if (!is_6500(mpu)) return gyro_delay_us(mpu);
  return accel_delay_6500_us[mpu->registers[REG_ACCEL_CONFIG2] & FILTER_MASK];
}

// Without the filter the gyroscope converts at 8 kHz before the divider, with it at 1 kHz.
static double conversions_per_us(const mpu_t *mpu) {
  const uint8_t filter = filter_of(mpu);
  const double base_hz = filter == 0 || filter == 7 ? 8000 : 1000;
  const double hz = base_hz / (1 + mpu->registers[REG_SMPLRT_DIV]);
  return hz * (1 + mpu->flaws.clock_pct / 100) / US_PER_S;
}

static void restart_conversions(mpu_t *mpu, double now_us) {
  mpu->converting_since_us = asleep(mpu) ? -1 : now_us;
  mpu->cleared_conversion = 0;
  mpu->conversion = 0;
}

static void store_trims(mpu_t *mpu) {
  for (int i = 0; i < 3; ++i) {
    mpu->registers[REG_SELF_TEST_X + i] = (uint8_t)(trim[i] >> 2 << 5 | trim[3 + i]);
    mpu->registers[REG_SELF_TEST_A] |= (uint8_t)((trim[i] & 3) << (4 - 2 * i));
  }
}

static void reset_registers(mpu_t *mpu, double now_us) {
  memset(mpu->registers, 0, sizeof(mpu->registers));
  mpu->registers[REG_PWR_MGMT_1] = wakes_awake(mpu) ? PWR_BEST_CLOCK : PWR_SLEEP;
  mpu->registers[REG_WHO_AM_I] = mpu->who;
  if (!is_6500(mpu)) store_trims(mpu);
  restart_conversions(mpu, now_us);
}

void mpu_power_up(mpu_t *mpu, double now_us) {
  mpu->plugged = true;
  mpu->pointer = 0;
  mpu->deaf_until_us = now_us;
  reset_registers(mpu, now_us);
}

void mpu_unplug(mpu_t *mpu) { mpu->plugged = false; }

bool mpu_listens(const mpu_t *mpu, double now_us) {
  return mpu->plugged && now_us >= mpu->deaf_until_us;
}

static bool changes_the_rate(uint8_t reg) {
  return reg == REG_PWR_MGMT_1 || reg == REG_SMPLRT_DIV || reg == REG_CONFIG;
}

void mpu_write(mpu_t *mpu, uint8_t reg, uint8_t value, double now_us) {
  if (reg == REG_PWR_MGMT_1 && value & PWR_RESET) {
    reset_registers(mpu, now_us);
    mpu->deaf_until_us = now_us + RESET_US;
    return;
  }
  const bool read_only = (reg >= MPU_INT_STATUS && reg < REG_GYRO + 6) ||
                         (reg >= REG_SELF_TEST_X && reg <= REG_SELF_TEST_A);
  if (reg >= MPU_REGISTERS || reg == REG_WHO_AM_I || read_only) return;
  const bool same = mpu->registers[reg] == value;
  mpu->registers[reg] = value;
  if (!same && changes_the_rate(reg)) restart_conversions(mpu, now_us);
}

// Depends on conversion and axis alone.
static double noise(const mpu_t *mpu, int axis) {
  return noise_normal(mpu->flaws.seed, (uint64_t)mpu->conversion * 8 + (uint64_t)axis);
}

static void store(mpu_t *mpu, uint8_t reg, double counts) {
  const double limited = fmin(fmax(round(counts), -FULL_COUNTS), FULL_COUNTS - 1);
  const uint16_t bits = (uint16_t)(int16_t)limited;
  mpu->registers[reg] = (uint8_t)(bits >> 8);
  mpu->registers[reg + 1] = (uint8_t)bits;
}

static double pushed(const mpu_t *mpu, uint8_t config, int axis, double by) {
  if (!(mpu->registers[config] & (SELF_TEST_X >> axis))) return 0;
  return by * (1 - mpu->flaws.worn_pct / 100);
}

static void convert(mpu_t *mpu) {
  double pulled[MOST_COLUMNS], turned[MOST_COLUMNS];
  const double accel_us = mpu->sampled_us + gyro_delay_us(mpu) - accel_delay_us(mpu);
  history_at(mpu->motion, scene_s(mpu->scene, mpu->sampled_us), turned);
  history_at(mpu->motion, scene_s(mpu->scene, accel_us), pulled);
  const int accel_range = mpu->registers[REG_ACCEL_CONFIG] >> 3 & 3;
  const int gyro_range = mpu->registers[REG_GYRO_CONFIG] >> 3 & 3;
  const double per_g = FULL_COUNTS / (2 << accel_range);
  const double per_deg_s = GYRO_COUNTS_PER_DEG_S_AT_250 / (1 << gyro_range);
  for (int i = 0; i < 3; ++i) {
    const double accel = pulled[i] + mpu->flaws.accel_noise_g * noise(mpu, i) +
                         pushed(mpu, REG_ACCEL_CONFIG, i, trim_g(i));
    const double gyro = turned[3 + i] + mpu->flaws.gyro_bias_deg_s[i] +
                        mpu->flaws.gyro_noise_deg_s * noise(mpu, 3 + i) +
                        pushed(mpu, REG_GYRO_CONFIG, i, trim_deg_s(i));
    store(mpu, (uint8_t)(REG_ACCEL + 2 * i), accel * per_g);
    store(mpu, (uint8_t)(REG_GYRO + 2 * i), gyro * per_deg_s);
  }
  store(mpu, REG_TEMPERATURE, ROOM_TEMPERATURE_COUNTS);
}

bool mpu_data_ready(const mpu_t *mpu) { return mpu->conversion > mpu->cleared_conversion; }

void mpu_begin_read(mpu_t *mpu, double now_us) {
  if (mpu->converting_since_us < 0) return;
  const double rate = conversions_per_us(mpu);
  mpu->conversion = (int64_t)floor((now_us - mpu->converting_since_us) * rate);
  mpu->sampled_us = mpu->converting_since_us + (double)mpu->conversion / rate -
                    gyro_delay_us(mpu);
  if (mpu->conversion > 0) convert(mpu);
  const bool ready = mpu_data_ready(mpu) && mpu->registers[REG_INT_ENABLE] & DATA_READY;
  mpu->registers[MPU_INT_STATUS] = ready ? DATA_READY : 0;
}

uint8_t mpu_read(mpu_t *mpu) {
  const uint8_t reg = mpu->pointer++ % MPU_REGISTERS;
  const uint8_t value = mpu->registers[reg];
  if (reg == MPU_INT_STATUS) {
    mpu->registers[reg] = 0;
    mpu->cleared_conversion = mpu->conversion;
  }
  return value;
}
