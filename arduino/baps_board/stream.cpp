#include "stream.h"

#include <string.h>

#include "board_config.h"
#include "framing.h"
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

void advance(uint16_t slots) {
  nextSeq += slots;
  nextSlotUs += slots * periodUs;
}

void sendSample(const mpu6050::Reading &reading, uint32_t startedUs) {
  wire::ImuSample sample;
  sample.sensor = board::IMU_SENSOR;
  sample.seq = nextSeq;
  sample.device_us = startedUs;
  sample.flags = switches::flags() | (reading.newData ? wire::SampleFlag::NEW_DATA : 0);
  sample.overruns = overruns;
  memcpy(sample.accel, reading.accel, sizeof(sample.accel));
  memcpy(sample.gyro, reading.gyro, sizeof(sample.gyro));
  framing::send(sample);
}

void takeSlot(uint32_t startedUs) {
  mpu6050::Reading reading;
  if (!mpu6050::read(reading)) {
    imu_health::lost();
  } else if (!imu_health::restarted(reading) && framing::hasRoomFor(sizeof(wire::ImuSample))) {
    // Without room the line is blocked; the host sees the gap in `seq`, and the clock goes on.
    sendSample(reading, startedUs);
  }
}

}  // namespace

void begin(const wire::Start &settings) {
  periodUs = board::SECOND_US / settings.imu_rate_hz;
  nextSeq = 0;
  overruns = 0;
  nextSlotUs = micros() + LEAD_US;
  streaming = true;
}

void end() { streaming = false; }

bool running() { return streaming; }

void service() {
  if (!streaming) return;
  const uint32_t nowUs = micros();
  const int32_t lateUs = nowUs - nextSlotUs;
  if (lateUs < 0) return;
  const BusyMark busy;
  // A slot late by more than half its period is given up, so that no two samples ever lie closer
  // together than that: slots are skipped, never caught up.
  if (static_cast<uint32_t>(lateUs) > periodUs / 2) {
    advance((lateUs + periodUs / 2) / periodUs);
    return;
  }
  if (imu_health::healthy()) {
    if (static_cast<uint32_t>(lateUs) * LATE_SHARE > periodUs) ++overruns;
    takeSlot(nowUs);
  }
  advance(1);
}

int32_t spareUs() { return streaming ? nextSlotUs - micros() : INT32_MAX; }

}  // namespace stream
