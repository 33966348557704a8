#include "commands.h"

#include <string.h>

#include "board_config.h"
#include "calibration_store.h"
#include "framing.h"
#include "imu_health.h"
#include "mpu6050.h"
#include "serial_line.h"
#include "stream.h"
#include "wire_messages.h"

namespace commands {

namespace {

using framing::Received;

struct __attribute__((packed)) OneSensorHello {
  static constexpr uint8_t TYPE = wire::HelloHead::TYPE;
  wire::HelloHead head;
  wire::SensorEntry sensor;
};

// The longest answer given while streaming.
constexpr uint8_t LONGEST_ANSWER = sizeof(OneSensorHello);

wire::Start lastStart;

uint8_t tagOf(const Received &command) { return command.length > 0 ? command.payload[0] : 0; }

void acknowledge(const Received &command) {
  framing::send(wire::Ack{command.type, tagOf(command)});
}

void refuse(const Received &command, uint8_t reason) {
  framing::send(wire::Nack{command.type, tagOf(command), reason});
}

template <class Message>
Message payloadOf(const Received &command) {
  Message message;
  memcpy(&message, command.payload, sizeof(Message));
  return message;
}

void identify(const Received &) {
  OneSensorHello hello = {};
  hello.head.protocol_major = wire::PROTOCOL_MAJOR;
  hello.head.schema_hash = wire::SCHEMA_HASH;
  memcpy(hello.head.firmware, board::FIRMWARE_VERSION, sizeof(hello.head.firmware));
  hello.head.board_id = calibration_store::boardId();
  hello.head.sensor_count = 1;
  hello.sensor.kind = wire::SensorKind::IMU;
  hello.sensor.index = board::IMU_SENSOR;
  hello.sensor.placement = wire::PlacementCode::BOARD;
  hello.sensor.rate_hz = board::FASTEST_RATE_HZ;
  hello.sensor.accel_range_g = mpu6050::ACCEL_RANGE_G;
  hello.sensor.gyro_range_deg_s = mpu6050::GYRO_RANGE_DEG_S;
  // While streaming the bus belongs to the slots.
  hello.sensor.present = stream::running() ? imu_health::healthy() : mpu6050::present();
  framing::send(hello);
}

// NackReason, or 0 where the settings can be streamed. Only whole microseconds make slots.
uint8_t objectionTo(const wire::Start &start) {
  if (start.body_rate_hz != 0 || start.load_rate_hz != 0) return wire::NackReason::SENSOR_MISSING;
  const bool rateFits = start.imu_rate_hz > 0 && start.imu_rate_hz <= board::FASTEST_RATE_HZ &&
                        board::SECOND_US % start.imu_rate_hz == 0;
  const bool filterFits = start.filter_setting <= mpu6050::LAST_FILTER_SETTING;
  return rateFits && filterFits ? 0 : uint8_t{wire::NackReason::BAD_VALUE};
}

void start(const Received &command) {
  const auto wanted = payloadOf<wire::Start>(command);
  if (const uint8_t objection = objectionTo(wanted)) return refuse(command, objection);
  // The very same start again is a repeat whose acknowledgement got lost: the stream goes on.
  if (stream::running() && memcmp(&wanted, &lastStart, sizeof(wanted)) == 0) {
    return acknowledge(command);
  }
  stream::end();
  if (!imu_health::prepare(wanted.filter_setting)) {
    return refuse(command, wire::NackReason::SENSOR_MISSING);
  }
  lastStart = wanted;
  acknowledge(command);
  stream::begin(wanted);
}

void stop(const Received &command) {
  stream::end();
  acknowledge(command);
}

void ping(const Received &command) { framing::send(wire::Pong{tagOf(command), micros()}); }

void readCalibration(const Received &command) {
  // Its answer would take the line, and the search of the EEPROM the time, of two samples.
  if (stream::running()) return refuse(command, wire::NackReason::BUSY_STREAMING);
  const auto asked = payloadOf<wire::ReadCalibration>(command);
  if (asked.sensor != board::IMU_SENSOR) return refuse(command, wire::NackReason::BAD_VALUE);
  wire::StoredCalibration answer;
  if (!calibration_store::read(answer)) return refuse(command, wire::NackReason::NO_CALIBRATION);
  answer.tag = asked.tag;
  framing::send(answer);
}

void writeCalibration(const Received &command) {
  if (stream::running()) return refuse(command, wire::NackReason::BUSY_STREAMING);
  const auto wanted = payloadOf<wire::WriteCalibration>(command);
  if (wanted.sensor != board::IMU_SENSOR) return refuse(command, wire::NackReason::BAD_VALUE);
  switch (calibration_store::write(wanted)) {
    case calibration_store::Outcome::STORED:
      return acknowledge(command);
    case calibration_store::Outcome::OUTDATED:
      return refuse(command, wire::NackReason::BAD_VALUE);
    case calibration_store::Outcome::FAILED:
      return refuse(command, wire::NackReason::EEPROM_FAILED);
  }
}

struct Handler {
  uint8_t type;
  uint8_t length;
  void (*handle)(const Received &);
};

constexpr Handler HANDLERS[] = {
    {wire::Identify::TYPE, 0, identify},
    {wire::Start::TYPE, sizeof(wire::Start), start},
    {wire::Stop::TYPE, sizeof(wire::Stop), stop},
    {wire::Ping::TYPE, sizeof(wire::Ping), ping},
    {wire::ReadCalibration::TYPE, sizeof(wire::ReadCalibration), readCalibration},
    {wire::WriteCalibration::TYPE, sizeof(wire::WriteCalibration), writeCalibration},
};

void handle(const Received &command) {
  for (const Handler &handler : HANDLERS) {
    if (handler.type != command.type) continue;
    if (handler.length != command.length) return refuse(command, wire::NackReason::BAD_LENGTH);
    return handler.handle(command);
  }
  refuse(command, wire::NackReason::UNKNOWN_COMMAND);
}

}  // namespace

void service() {
  if (stream::spareUs() < board::COMMAND_US || !framing::hasRoomFor(LONGEST_ANSWER)) return;
  if (serial_line::available() == 0) return;
  const BusyMark busy;
  Received command;
  if (framing::receive(command)) handle(command);
}

}  // namespace commands
