#include "stream.h"

#include <string.h>

#include "board_config.h"
#include "framing.h"
#include "imu_health.h"
#include "imu_slots.h"
#include "mpu6050.h"
#include "src/platform/i2c_bus.h"
#include "src/platform/processor.h"
#include "switches.h"

namespace stream {

namespace {

// The first slot waits until the acknowledgement of `start` has left.
constexpr uint32_t LEAD_US = 2000;
// The sketch waits out the last moments before a slot: a round of the loop takes 20 us, which would
// be the jitter of every sample.
constexpr int32_t APPROACH_US = 40;
// Taking a reading and sending it. A job that runs while the bus works may end after it: then this
// still has to be done before the next slot.
constexpr int32_t FINISH_US = 250;

constexpr uint8_t NOBODY = board::IMUS;

bool streaming = false;
ImuSlots slots[board::IMUS];
// Whose slot is being read.
uint8_t reading = NOBODY;

void sendSample(const mpu6050::Reading &values) {
  wire::ImuSample sample;
  sample.sensor = reading;
  sample.seq = slots[reading].seq();
  sample.device_us = slots[reading].sinceUs();
  sample.flags = switches::flags() | (values.newData ? wire::SampleFlag::NEW_DATA : 0);
  sample.overruns = slots[reading].overruns();
  memcpy(sample.accel, values.accel, sizeof(sample.accel));
  memcpy(sample.gyro, values.gyro, sizeof(sample.gyro));
  framing::send(sample);
}

void serviceSchedule(uint8_t sensor) {
  if (!slots[sensor].active()) return;
  if (!imus::health[sensor].healthy()) return slots[sensor].letPass();
  if (slots[sensor].spareUs(micros()) > APPROACH_US) return;
  const processor::BusyMark busy;
  if (!slots[sensor].take() || reading != NOBODY) return;
  reading = sensor;
  mpu6050::startReading(imus::health[sensor].address());
}

void finishSlot(bool answered) {
  if (!answered) return imus::health[reading].lost();
  const mpu6050::Reading values = mpu6050::takeReading();
  // If there is no room the line is blocked; the host sees the gap in `seq`, and the clock goes on.
  if (!imus::health[reading].restarted(values) && framing::hasRoomFor(sizeof(wire::ImuSample))) {
    sendSample(values);
  }
}

void serviceReading() {
  const i2c::Transfer state = i2c::state();
  if (state == i2c::Transfer::RUNNING) return;
  const processor::BusyMark busy;
  finishSlot(state == i2c::Transfer::DONE);
  reading = NOBODY;
}

void beginBoard(uint32_t firstUs, uint16_t rateHz) {
  const uint32_t periodUs = board::SECOND_US / rateHz;
  // No two samples ever lie closer together than half a period.
  slots[board::BOARD_IMU].begin(firstUs, periodUs, periodUs / 2);
}

void beginBody(uint32_t firstUs, uint16_t rateHz, uint16_t boardRateHz) {
  const uint32_t halfUs = board::SECOND_US / boardRateHz / 2;
  // A burst must have ended, or failed, before the board's next slot.
  slots[board::BODY_IMU].begin(firstUs + halfUs, board::SECOND_US / rateHz,
                               halfUs - board::I2C_TIMEOUT_US);
}

}  // namespace

void begin(const wire::Start &settings) {
  end();
  const uint32_t firstUs = micros() + LEAD_US;
  if (settings.imu_rate_hz > 0) beginBoard(firstUs, settings.imu_rate_hz);
  if (settings.body_rate_hz > 0) beginBody(firstUs, settings.body_rate_hz, settings.imu_rate_hz);
  streaming = true;
}

void end() {
  for (ImuSlots &each : slots) each.end();
  reading = NOBODY;
  streaming = false;
}

bool running() { return streaming; }

bool reads(uint8_t sensor) { return slots[sensor].active(); }

void service() {
  for (uint8_t sensor = 0; sensor < board::IMUS; ++sensor) serviceSchedule(sensor);
  if (reading != NOBODY) serviceReading();
}

void serviceHealth() {
  if (reading != NOBODY) return;
  for (uint8_t sensor = 0; sensor < board::IMUS; ++sensor) {
    if (!slots[sensor].active() || !imus::health[sensor].isDue()) continue;
    imus::health[sensor].service();
    // Slots that passed in the meantime were not due: the first slot must not count as late.
    slots[sensor].letPass();
    return;
  }
}

bool allWell() {
  for (uint8_t sensor = 0; sensor < board::IMUS; ++sensor) {
    if (slots[sensor].active() && !imus::health[sensor].healthy()) return false;
  }
  return streaming;
}

int32_t spareUs() {
  const uint32_t nowUs = micros();
  int32_t spare = INT32_MAX;
  for (uint8_t sensor = 0; sensor < board::IMUS; ++sensor) {
    if (!slots[sensor].active() || !imus::health[sensor].healthy()) continue;
    spare = min(spare, slots[sensor].spareUs(nowUs));
  }
  return reading == NOBODY ? spare : spare - FINISH_US;
}

}  // namespace stream
