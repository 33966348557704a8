#include "events.h"

#include "board_config.h"
#include "framing.h"
#include "imu_health.h"
#include "stream.h"
#include "switches.h"
#include "wire_messages.h"

namespace events {

namespace {

// What the host was told last. Comparing states needs no queue and loses no final state.
bool toldButton = false;
bool toldRail = false;
uint8_t toldFault = wire::FaultCode::NONE;

void send(uint8_t kind, uint8_t code, bool on, uint32_t atUs) {
  const wire::Event event = {kind, code, board::IMU_SENSOR, on, atUs};
  framing::send(event);
}

// A fault that turns into another first ends: every fault that began is seen to end.
void sendFaultStep(uint8_t fault) {
  const bool begins = toldFault == wire::FaultCode::NONE;
  send(wire::EventKind::FAULT, begins ? fault : toldFault, begins, micros());
  toldFault = begins ? fault : uint8_t{wire::FaultCode::NONE};
}

}  // namespace

void begin() {
  toldButton = switches::buttonDown();
  toldRail = switches::railOpen();
}

void service() {
  if (!framing::hasRoomFor(sizeof(wire::Event))) return;
  const uint8_t fault = stream::running() ? imu_health::fault() : uint8_t{wire::FaultCode::NONE};
  if (switches::railOpen() != toldRail) {
    toldRail = !toldRail;
    send(wire::EventKind::RAIL_STOP, wire::FaultCode::NONE, toldRail, switches::railChangedUs());
  } else if (switches::buttonDown() != toldButton) {
    toldButton = !toldButton;
    send(wire::EventKind::BUTTON, wire::FaultCode::NONE, toldButton, switches::buttonChangedUs());
  } else if (fault != toldFault) {
    sendFaultStep(fault);
  }
}

}  // namespace events
