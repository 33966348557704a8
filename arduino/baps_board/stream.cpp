#include "stream.h"

#include <string.h>

#include "board_config.h"
#include "framing.h"
#include "i2c_bus.h"
#include "imu_health.h"
#include "mpu6050.h"
#include "switches.h"

namespace stream {

namespace {

// A slot that begins later than this share of the period counts as an overrun.
constexpr uint8_t LATE_SHARE = 10;
// The first slot waits until the acknowledgement of `start` has left.
constexpr uint32_t LEAD_US = 2000;

bool streaming = false;
uint32_t periodUs = 0;
uint32_t nextSlotUs = 0;
uint16_t nextSeq = 0;
uint8_t overruns = 0;

// The slot that is being read.
bool reading = false;
uint16_t readingSeq = 0;
uint32_t readingSinceUs = 0;

void advance(uint16_t slots) {
  nextSeq += slots;
  nextSlotUs += slots * periodUs;
}

void sendSample(const mpu6050::Reading &values) {
  wire::ImuSample sample;
  sample.sensor = board::IMU_SENSOR;
  sample.seq = readingSeq;
  sample.device_us = readingSinceUs;
  sample.flags = switches::flags() | (values.newData ? wire::SampleFlag::NEW_DATA : 0);
  sample.overruns = overruns;
  memcpy(sample.accel, values.accel, sizeof(sample.accel));
  memcpy(sample.gyro, values.gyro, sizeof(sample.gyro));
  framing::send(sample);
}

void startSlot(uint32_t nowUs, uint32_t lateUs) {
  if (lateUs * LATE_SHARE > periodUs) ++overruns;
  reading = true;
  readingSeq = nextSeq;
  readingSinceUs = nowUs;
  mpu6050::startReading();
}

void finishSlot(bool answered) {
  reading = false;
  if (!answered) return imu_health::lost();
  const mpu6050::Reading values = mpu6050::takeReading();
  // Without room the line is blocked; the host sees the gap in `seq`, and the clock goes on.
  if (!imu_health::restarted(values) && framing::hasRoomFor(sizeof(wire::ImuSample))) {
    sendSample(values);
  }
}

// The last moments before a slot are waited out here: a round of the loop takes 20 us, which would
// be the jitter of every sample.
constexpr int32_t APPROACH_US = 40;

uint32_t waitForSlot() {
  uint32_t nowUs = micros();
  while (static_cast<int32_t>(nextSlotUs - nowUs) > 0) nowUs = micros();
  return nowUs;
}

// A slot late by more than half its period is given up, so that no two samples ever lie closer
// together than that: slots are skipped, never caught up.
void serviceSchedule() {
  if (spareUs() > APPROACH_US) return;
  const BusyMark busy;
  const uint32_t nowUs = waitForSlot();
  const uint32_t lateUs = nowUs - nextSlotUs;
  if (lateUs > periodUs / 2) return advance((lateUs + periodUs / 2) / periodUs);
  if (imu_health::healthy() && !reading) startSlot(nowUs, lateUs);
  advance(1);
}

void serviceReading() {
  const i2c::Transfer state = i2c::state();
  if (state == i2c::Transfer::RUNNING) return;
  const BusyMark busy;
  finishSlot(state == i2c::Transfer::DONE);
}

}  // namespace

void begin(const wire::Start &settings) {
  periodUs = board::SECOND_US / settings.imu_rate_hz;
  nextSeq = 0;
  overruns = 0;
  reading = false;
  nextSlotUs = micros() + LEAD_US;
  streaming = true;
}

void end() { streaming = false; }

bool running() { return streaming; }

void service() {
  if (!streaming) return;
  serviceSchedule();
  if (reading) serviceReading();
}

int32_t spareUs() { return streaming ? nextSlotUs - micros() : INT32_MAX; }

}  // namespace stream
