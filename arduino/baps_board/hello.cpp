#include "hello.h"

#include <string.h>

#include "calibration_store.h"
#include "framing.h"
#include "imu_health.h"
#include "load_cells.h"
#include "mpu6050.h"
#include "stream.h"

namespace hello {

namespace {

uint8_t whoAnswered[board::IMUS];

// The who-am-I of whatever answers, so that the host can name a chip that does not fit; 0 if
// nothing does. While streaming the bus belongs to the slots: a streamed sensor then tells what its
// slots know, any other sensor what was seen of it last.
uint8_t whoAnswers(uint8_t sensor) {
  if (!stream::running()) whoAnswered[sensor] = mpu6050::whoAmI(board::IMU_ADDRESS[sensor]);
  else if (stream::reads(sensor)) whoAnswered[sensor] = imus::health[sensor].whoAmI();
  return whoAnswered[sensor];
}

wire::SensorEntry imuEntry(uint8_t sensor) {
  wire::SensorEntry entry;
  const bool body = sensor == board::BODY_IMU;
  entry.kind = wire::SensorKind::IMU;
  entry.index = sensor;
  entry.placement = body ? calibration_store::bodyPlacement() : uint8_t{wire::PlacementCode::BOARD};
  entry.rate_hz = body ? board::FASTEST_RATE_WITH_BODY_HZ : board::FASTEST_RATE_HZ;
  entry.accel_range_g = mpu6050::ACCEL_RANGE_G;
  entry.gyro_range_deg_s = mpu6050::GYRO_RANGE_DEG_S;
  entry.present = whoAnswers(sensor);
  return entry;
}

wire::SensorEntry loadEntry() {
  wire::SensorEntry entry = {};
  entry.kind = wire::SensorKind::LOAD_CELLS;
  entry.placement = wire::PlacementCode::BOARD;
  entry.rate_hz = load_cells::nominalRateHz();
  entry.present = load_cells::present();
  return entry;
}

}  // namespace

void send() {
  Message message = {};
  message.head.protocol_major = wire::PROTOCOL_MAJOR;
  message.head.schema_hash = wire::SCHEMA_HASH;
  memcpy(message.head.firmware, board::FIRMWARE_VERSION, sizeof(message.head.firmware));
  message.head.board_id = calibration_store::boardId();
  message.head.sensor_count = SENSORS;
  for (uint8_t sensor = 0; sensor < board::IMUS; ++sensor) {
    message.sensors[sensor] = imuEntry(sensor);
  }
  message.sensors[board::IMUS] = loadEntry();
  framing::send(message);
}

}  // namespace hello
