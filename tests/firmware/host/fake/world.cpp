// The clock, the pins and the processor.
#include "Arduino.h"
#include "fake.h"
#include "fake_cells.h"
#include "src/platform/processor.h"
#include "src/platform/restart_cause.h"
#include "wire_messages.h"

namespace fake {

uint64_t nowUs = 0;
bool grounded[32] = {};

namespace {

bool interruptsOff = false;
bool inInterrupt = false;

}  // namespace

void interrupt() {
  if (interruptsOff || inInterrupt) return;
  inInterrupt = true;
  cellsInterrupt();
  inInterrupt = false;
}

void elapse(uint64_t us) {
  nowUs += us;
  cellsConvert();
  interrupt();
}

}  // namespace fake

uint32_t micros() {
  const uint32_t now = static_cast<uint32_t>(fake::nowUs);
  fake::elapse(1);
  return now;
}

uint32_t millis() {
  const uint32_t now = static_cast<uint32_t>(fake::nowUs / 1000);
  fake::elapse(1);
  return now;
}

void delay(uint32_t ms) { fake::elapse(uint64_t{ms} * 1000); }
void delayMicroseconds(unsigned us) { fake::elapse(us); }

void pinMode(uint8_t, int) {}
int digitalRead(uint8_t pin) { return fake::grounded[pin] ? LOW : HIGH; }
void digitalWrite(uint8_t, int) {}

namespace processor {

InterruptsOff::InterruptsOff() {
  if (fake::interruptsOff || fake::inInterrupt) abort();
  fake::interruptsOff = true;
}

InterruptsOff::~InterruptsOff() {
  fake::interruptsOff = false;
  fake::interrupt();
}

BusyMark::BusyMark() {}
BusyMark::~BusyMark() {}

void rest(int32_t) { fake::elapse(5); }

}  // namespace processor

namespace restart_cause {

uint8_t code() { return wire::RestartCause::RESET_PIN; }

}  // namespace restart_cause
