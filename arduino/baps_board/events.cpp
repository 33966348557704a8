#include "events.h"

#include "board_config.h"
#include "framing.h"
#include "imu_health.h"
#include "load_cells.h"
#include "load_stream.h"
#include "src/platform/restart_cause.h"
#include "stream.h"
#include "switches.h"
#include "wire_messages.h"

namespace events {

namespace {

constexpr uint8_t LOAD_FAULTS[] = {wire::FaultCode::LOAD_CELL_STUCK,
                                   wire::FaultCode::LOAD_CELL_DESYNC,
                                   wire::FaultCode::LOAD_CELL_SATURATED};

// What was last reported to the host. Comparing states needs no queue and loses no final state.
bool toldRestart = false;
bool toldSwitch[switches::COUNT] = {};
uint8_t toldFault[board::IMUS] = {};
uint8_t toldLoadFault[sizeof(LOAD_FAULTS)] = {};

void send(uint8_t kind, uint8_t code, uint8_t sensor, bool on, uint32_t atUs) {
  framing::send(wire::Event{kind, code, sensor, on, atUs});
}

bool tellRestart() {
  if (toldRestart || !stream::running()) return false;
  toldRestart = true;
  send(wire::BoardEventKind::RESTARTED, restart_cause::code(), 0, true, micros());
  return true;
}

bool tellSwitch(uint8_t index) {
  const switches::State now = switches::state(index);
  if (now.on == toldSwitch[index]) return false;
  toldSwitch[index] = now.on;
  send(now.eventKind, 0, 0, now.on, now.changedUs);
  return true;
}

// A fault that turns into another ends first, so that the host sees every fault end.
bool tellFault(uint8_t sensor) {
  const uint8_t fault = stream::running() ? imus::health[sensor].fault() : 0;
  uint8_t &told = toldFault[sensor];
  if (fault == told) return false;
  const bool begins = told == wire::FaultCode::NONE;
  send(wire::BoardEventKind::FAULT, begins ? fault : told, sensor, begins, micros());
  told = begins ? fault : uint8_t{wire::FaultCode::NONE};
  return true;
}

uint8_t lowestCell(uint8_t cells) {
  uint8_t cell = 0;
  while (!(cells & _BV(cell))) ++cell;
  return cell;
}

bool tellLoadFault(uint8_t index) {
  const uint8_t faulty = load_stream::running() ? load_cells::faulty(LOAD_FAULTS[index]) : 0;
  uint8_t &told = toldLoadFault[index];
  if (faulty == told) return false;
  const uint8_t cell = lowestCell(faulty ^ told);
  told ^= _BV(cell);
  send(wire::BoardEventKind::FAULT, LOAD_FAULTS[index], cell, told & _BV(cell), micros());
  return true;
}

}  // namespace

void begin() {
  for (uint8_t index = 0; index < switches::COUNT; ++index) {
    toldSwitch[index] = switches::state(index).on;
  }
}

void service() {
  if (!framing::hasRoomFor(sizeof(wire::Event))) return;
  if (tellRestart()) return;
  for (uint8_t index = 0; index < switches::COUNT; ++index) {
    if (tellSwitch(index)) return;
  }
  for (uint8_t sensor = 0; sensor < board::IMUS; ++sensor) {
    if (tellFault(sensor)) return;
  }
  for (uint8_t index = 0; index < sizeof(LOAD_FAULTS); ++index) {
    if (tellLoadFault(index)) return;
  }
}

}  // namespace events
