#include "commands.h"

#include <string.h>

#include "answers.h"
#include "board_config.h"
#include "hello.h"
#include "idle_commands.h"
#include "imu_health.h"
#include "load_cells.h"
#include "load_stream.h"
#include "mpu6050.h"
#include "src/platform/i2c_bus.h"
#include "src/platform/processor.h"
#include "src/platform/serial_line.h"
#include "stream.h"

namespace commands {

namespace {

using namespace answers;

// The longest answer given while streaming.
constexpr uint8_t LONGEST_ANSWER = sizeof(hello::Message);

wire::Start lastStart;

void identify(const Received &) { hello::send(); }

// A slot's period must be a whole number of microseconds.
bool imuRatesFit(const wire::Start &start) {
  const uint16_t rate = start.imu_rate_hz;
  const uint16_t body = start.body_rate_hz;
  if (rate == 0) return body == 0;
  if (rate > board::FASTEST_RATE_HZ || board::SECOND_US % rate != 0) return false;
  return body == 0 || (rate <= board::FASTEST_RATE_WITH_BODY_HZ && rate % body == 0);
}

bool valuesFit(const wire::Start &start) {
  const bool something = start.imu_rate_hz > 0 || start.load_rate_hz > 0;
  return something && imuRatesFit(start) && start.load_rate_hz <= load_cells::FASTEST_HZ &&
         start.load_cells < _BV(board::LOAD_CELLS) &&
         start.filter_setting <= mpu6050::LAST_FILTER_SETTING;
}

// Whether the leading sensor answers: the board's own, or the load cells if there is none.
// The others may be missing; they are looked for while the board streams.
bool prepare(const wire::Start &start) {
  const uint8_t wanted = (start.imu_rate_hz > 0 ? _BV(board::BOARD_IMU) : 0) |
                         (start.body_rate_hz > 0 ? _BV(board::BODY_IMU) : 0);
  imus::prepare(wanted, start.filter_setting);
  if (start.imu_rate_hz > 0) return imus::health[board::BOARD_IMU].healthy();
  return load_cells::present() != 0;
}

void endStreams() {
  if (stream::running()) load_stream::end();
  stream::end();
  // Whoever is asked next may be on a strap that was plugged in meanwhile.
  i2c::setClock(board::I2C_WITH_STRAP_HZ);
}

void start(const Received &command) {
  const auto wanted = payloadOf<wire::Start>(command);
  if (!valuesFit(wanted)) return refuse(command, wire::NackReason::BAD_VALUE);
  // The same start again is a repeat whose acknowledgement was lost: the stream goes on.
  if (stream::running() && memcmp(&wanted, &lastStart, sizeof(wanted)) == 0) {
    return acknowledge(command);
  }
  endStreams();
  if (!prepare(wanted)) return refuse(command, wire::NackReason::SENSOR_MISSING);
  lastStart = wanted;
  acknowledge(command);
  load_stream::begin(wanted);
  stream::begin(wanted);
}

void stop(const Received &command) {
  endStreams();
  acknowledge(command);
}

void ping(const Received &command) { framing::send(wire::Pong{tagOf(command), micros()}); }

enum class Allowed : uint8_t { ALWAYS, IDLE };

struct Handler {
  uint8_t type;
  uint8_t length;
  Allowed allowed;
  void (*handle)(const Received &);
};

template <class Message>
constexpr Handler handlerOf(Allowed allowed, void (*handle)(const Received &)) {
  return {Message::TYPE, sizeof(Message), allowed, handle};
}

constexpr Handler HANDLERS[] = {
    {wire::Identify::TYPE, 0, Allowed::ALWAYS, identify},
    handlerOf<wire::Start>(Allowed::ALWAYS, start),
    handlerOf<wire::Stop>(Allowed::ALWAYS, stop),
    handlerOf<wire::Ping>(Allowed::ALWAYS, ping),
    handlerOf<wire::ReadCalibration>(Allowed::IDLE, idle_commands::readCalibration),
    handlerOf<wire::WriteCalibration>(Allowed::IDLE, idle_commands::writeCalibration),
    handlerOf<wire::ReadLoadCalibration>(Allowed::IDLE, idle_commands::readLoadCalibration),
    handlerOf<wire::WriteLoadCalibration>(Allowed::IDLE, idle_commands::writeLoadCalibration),
    handlerOf<wire::SetPlacement>(Allowed::IDLE, idle_commands::setPlacement),
    handlerOf<wire::SelfTest>(Allowed::IDLE, idle_commands::selfTest),
};

void handle(const Received &command) {
  for (const Handler &handler : HANDLERS) {
    if (handler.type != command.type) continue;
    if (handler.length != command.length) return refuse(command, wire::NackReason::BAD_LENGTH);
    if (handler.allowed == Allowed::IDLE && stream::running()) {
      return refuse(command, wire::NackReason::BUSY_STREAMING);
    }
    return handler.handle(command);
  }
  refuse(command, wire::NackReason::UNKNOWN_COMMAND);
}

}  // namespace

void service() {
  if (serial_line::available() == 0 || !framing::hasRoomFor(LONGEST_ANSWER)) return;
  const processor::BusyMark busy;
  Received command;
  if (framing::receive(command)) handle(command);
}

}  // namespace commands
