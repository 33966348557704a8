// An MPU-6050, or a chip of the 6500 family, as its registers show it over I2C, converting on a clock
// of its own.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#include "scene.h"

#define MPU_ADDRESS 0x68       // AD0 low: under the board
#define MPU_ADDRESS_HIGH 0x69  // AD0 high: on the body
#define MPU_6050 0x68          // what it answers to who-am-I: AD0 is not in it
#define MPU_REGISTERS 128
#define MPU_INT_STATUS 0x3A
#define MPU_SETTINGS 0x19  // SMPLRT_DIV, CONFIG, GYRO_CONFIG, ACCEL_CONFIG, ACCEL_CONFIG2
#define MPU_SETTINGS_COUNT 5

// What makes this sensor imperfect; all zero is a perfect one.
typedef struct {
  double clock_pct;
  double gyro_bias_deg_s[3];
  double accel_noise_g;
  double gyro_noise_deg_s;
  double worn_pct;  // its self-test moves it by so much less than when it was new
  uint64_t seed;
} mpu_flaws_t;

typedef struct {
  mpu_flaws_t flaws;
  uint8_t address;
  uint8_t who;  // what it answers to who-am-I
  const scene_t *scene;
  const history_t *motion;  // the part of the scene that moves this sensor
  uint8_t registers[MPU_REGISTERS];
  uint8_t pointer;
  bool plugged;
  double deaf_until_us;        // after its reset bit
  double converting_since_us;  // negative while asleep
  int64_t cleared_conversion;  // newest conversion whose data-ready was read away
  int64_t conversion;          // newest conversion of the burst being read
  double sampled_us;           // world time the rates of that conversion stand for
} mpu_t;

void mpu_power_up(mpu_t *mpu, double now_us);
void mpu_unplug(mpu_t *mpu);
// Whether it answers on the bus now.
bool mpu_listens(const mpu_t *mpu, double now_us);

void mpu_write(mpu_t *mpu, uint8_t reg, uint8_t value, double now_us);
// A read begins: everything up to its end shows this one instant.
void mpu_begin_read(mpu_t *mpu, double now_us);
uint8_t mpu_read(mpu_t *mpu);

// Whether the burst being read holds a conversion not read before.
bool mpu_data_ready(const mpu_t *mpu);
