#include "load_cells.h"

#include "hx711.h"
#include "load_edges.h"
#include "src/platform/processor.h"
#include "wire_messages.h"

namespace load_cells {

namespace {

constexpr uint32_t DETECT_MS = 250;
constexpr uint16_t SLOW_HZ = 10;
constexpr uint16_t FAST_HZ = 80;
constexpr uint32_t SLOW_FROM_US = 40000;
// A cell that stays out of step after a restart is restarted again only after a while: each
// restart makes all cells settle.
constexpr uint32_t RESYNC_AGAIN_US = 10000000;

// A reading avoids the ends of conversions, which take 0.24 ms for each cell, 1 ms if they are in a
// row. If it still cannot begin this long after the patience is over, it is taken all the same.
constexpr uint32_t DODGE_US = 2000;
// Data that nobody fetched go away for 25 us before the next conversion replaces them.
constexpr uint8_t LOOK_AGAIN_US = 60;

enum class Phase : uint8_t { WAITING, CLOCKED, POWERED_DOWN };

Phase phase = Phase::WAITING;
uint32_t expectedUs = board::SECOND_US / SLOW_HZ;
uint32_t readUs = 0;  // first clock of the latest reading
uint32_t poweredDownUs = 0;
uint32_t patienceUs = 0;  // how long after it the next one may come
bool restarting = false;  // no reading yet since the cells were switched on again

// Bit i for cell i.
uint8_t answering = 0;
uint8_t stuck = 0;
uint8_t desynced = 0;
uint8_t saturated = 0;
uint8_t settling[board::LOAD_CELLS];  // conversions still to be thrown away

uint32_t expectedPeriodUs(uint8_t cell) {
  const uint32_t measuredUs = load_edges::periodUs(cell);
  return measuredUs > 0 ? measuredUs : expectedUs;
}

// A cell that is not ready for one and a half periods of the slowest no longer answers.
void renewPatience() {
  uint32_t slowestUs = 0;
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    if (answering & _BV(cell)) slowestUs = max(slowestUs, expectedPeriodUs(cell));
  }
  patienceUs = slowestUs + slowestUs / 2;
  if (restarting) patienceUs += hx711::SETTLING_CONVERSIONS * slowestUs;
}

void letSettle(uint8_t cells) {
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    if (cells & _BV(cell)) settling[cell] = hx711::SETTLING_CONVERSIONS;
  }
}

uint8_t unsettled() {
  uint8_t cells = 0;
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    if (settling[cell] > 0) cells |= _BV(cell);
  }
  return cells;
}

void welcome(uint8_t cells) {
  answering |= cells;
  letSettle(cells);
  load_edges::forget(cells);
}

void leaveOut(uint8_t cells) {
  answering &= ~cells;
  stuck |= cells;
  desynced &= ~cells;
  saturated &= ~cells;
  renewPatience();
}

bool allReady(uint8_t ready) { return ready != 0 && (ready & answering) == answering; }

void clockOut() {
  const processor::BusyMark busy;
  load_edges::ignore();
  // An interrupt may have run since they were all ready.
  const uint8_t ready = hx711::ready();
  if (!allReady(ready)) return load_edges::watch();
  readUs = micros();
  hx711::clockOut();
  welcome(ready & ~answering);
  load_edges::watch();
  restarting = false;
  renewPatience();
  phase = Phase::CLOCKED;
}

bool isLateBy(uint32_t us) { return answering != 0 && micros() - readUs >= patienceUs + us; }

bool tooLate() { return isLateBy(0); }

// The cells that are not ready, except those that are just replacing a conversion.
uint8_t silent(uint8_t ready) {
  delayMicroseconds(LOOK_AGAIN_US);
  return answering & ~(ready | hx711::ready());
}

void waitForAll() {
  const uint8_t ready = hx711::ready();
  if (allReady(ready)) {
    if (!load_edges::conversionEndsNow(answering) || isLateBy(DODGE_US)) clockOut();
  } else if (tooLate()) {
    leaveOut(silent(ready));
  }
}

void powerDown() {
  load_edges::ignore();
  load_edges::forget(hx711::ALL);
  hx711::powerDown();
  poweredDownUs = micros();
  phase = Phase::POWERED_DOWN;
}

void powerUp() {
  if (micros() - poweredDownUs < hx711::POWER_DOWN_US) return;
  hx711::powerUp();
  load_edges::watch();
  letSettle(answering);
  restarting = true;
  renewPatience();
  readUs = micros();
  phase = Phase::WAITING;
}

void settleOne(uint8_t cell) {
  if (settling[cell] == 0 || --settling[cell] > 0) return;
  stuck &= ~_BV(cell);
  desynced &= ~_BV(cell);
}

bool isAtItsLimit(int32_t counts) { return counts == hx711::LARGEST || counts == hx711::SMALLEST; }

void digest(const hx711::Reading &taken, Reading &reading) {
  reading.sinceUs = readUs;
  reading.good = 0;
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    const uint8_t bit = _BV(cell);
    const bool good = (answering & ~taken.desynced & bit) && settling[cell] == 0;
    reading.counts[cell] = good ? taken.counts[cell] : 0;
    if (!(answering & ~taken.desynced & bit)) continue;
    settleOne(cell);
    if (!good) continue;
    reading.good |= bit;
    if (isAtItsLimit(taken.counts[cell])) saturated |= bit;
    else saturated &= ~bit;
  }
}

// A settling cell may be out of step without a fault: it may have been clocked while it converted.
void resync(uint8_t cells) {
  const uint8_t inStep = cells & ~unsettled();
  letSettle(cells);
  desynced |= inStep;
  const bool again = (cells & desynced) && readUs - poweredDownUs > RESYNC_AGAIN_US;
  if (inStep != 0 || again) powerDown();
}

}  // namespace

void begin() {
  hx711::begin();
  load_edges::begin();
  const uint32_t sinceMs = millis();
  Reading unused;
  while (millis() - sinceMs < DETECT_MS) {
    load_edges::service();
    if (isDue()) step(unused);
  }
}

void expect(uint16_t rateHz, uint8_t cells) {
  expectedUs = board::SECOND_US / rateHz;
  stuck |= cells & ~answering;
  // Setting up the motion sensors took a while: earlier readings belong to no stream, and no cell
  // was late in the meantime.
  if (phase == Phase::CLOCKED) phase = Phase::WAITING;
  readUs = micros();
  renewPatience();
}

void pause() { load_edges::ignore(); }

void resume() {
  load_edges::begin();
  readUs = micros();
}

bool isDue() { return phase != Phase::WAITING || allReady(hx711::ready()) || tooLate(); }

bool step(Reading &reading) {
  switch (phase) {
    case Phase::WAITING:
      waitForAll();
      return false;
    case Phase::POWERED_DOWN:
      powerUp();
      return false;
    case Phase::CLOCKED:
      break;
  }
  const processor::BusyMark busy;
  const hx711::Reading taken = hx711::decode();
  phase = Phase::WAITING;
  digest(taken, reading);
  if (const uint8_t lost = taken.desynced & answering) resync(lost);
  return reading.good != 0;
}

uint8_t present() { return answering; }

uint16_t nominalRateHz() {
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    const uint32_t periodUs = answering & _BV(cell) ? load_edges::periodUs(cell) : 0;
    if (periodUs > 0) return periodUs > SLOW_FROM_US ? SLOW_HZ : FAST_HZ;
  }
  return 0;
}

uint8_t faulty(uint8_t code) {
  switch (code) {
    case wire::FaultCode::LOAD_CELL_STUCK:
      return stuck;
    case wire::FaultCode::LOAD_CELL_DESYNC:
      return desynced;
    case wire::FaultCode::LOAD_CELL_SATURATED:
      return saturated;
    default:
      return 0;
  }
}

}  // namespace load_cells
