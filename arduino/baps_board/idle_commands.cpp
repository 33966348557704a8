#include "idle_commands.h"

#include "answers.h"
#include "board_config.h"
#include "calibration_store.h"
#include "self_test.h"

namespace idle_commands {

using namespace answers;

namespace {

void answer(const Received &command, calibration_store::Outcome outcome) {
  switch (outcome) {
    case calibration_store::Outcome::STORED:
      return acknowledge(command);
    case calibration_store::Outcome::OUTDATED:
      return refuse(command, wire::NackReason::BAD_VALUE);
    case calibration_store::Outcome::FAILED:
      return refuse(command, wire::NackReason::EEPROM_FAILED);
  }
}

}  // namespace

void readCalibration(const Received &command) {
  const auto asked = payloadOf<wire::ReadCalibration>(command);
  if (asked.sensor >= board::IMUS) return refuse(command, wire::NackReason::BAD_VALUE);
  wire::StoredCalibration stored;
  if (!calibration_store::read(asked.sensor, stored)) {
    return refuse(command, wire::NackReason::NO_CALIBRATION);
  }
  stored.tag = asked.tag;
  framing::send(stored);
}

void writeCalibration(const Received &command) {
  const auto wanted = payloadOf<wire::WriteCalibration>(command);
  if (wanted.sensor >= board::IMUS) return refuse(command, wire::NackReason::BAD_VALUE);
  answer(command, calibration_store::write(wanted));
}

void readLoadCalibration(const Received &command) {
  wire::StoredLoadCalibration stored;
  if (!calibration_store::read(stored)) return refuse(command, wire::NackReason::NO_CALIBRATION);
  stored.tag = tagOf(command);
  framing::send(stored);
}

void writeLoadCalibration(const Received &command) {
  answer(command, calibration_store::write(payloadOf<wire::WriteLoadCalibration>(command)));
}

void setPlacement(const Received &command) {
  const auto wanted = payloadOf<wire::SetPlacement>(command);
  const bool strapped = wanted.placement >= wire::PlacementCode::THIGH &&
                        wanted.placement <= wire::PlacementCode::SACRUM;
  if (wanted.sensor != board::BODY_IMU || !strapped) {
    return refuse(command, wire::NackReason::BAD_VALUE);
  }
  answer(command, calibration_store::setBodyPlacement(wanted.placement));
}

void selfTest(const Received &command) {
  const auto wanted = payloadOf<wire::SelfTest>(command);
  if (wanted.sensor >= board::IMUS) return refuse(command, wire::NackReason::BAD_VALUE);
  wire::SelfTestResult result;
  if (!self_test::run(wanted.sensor, result)) {
    return refuse(command, wire::NackReason::SENSOR_MISSING);
  }
  result.tag = wanted.tag;
  framing::send(result);
}

}  // namespace idle_commands
