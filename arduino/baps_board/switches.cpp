#include "switches.h"

#include "board_config.h"
#include "wire_messages.h"

namespace switches {

namespace {

// Every contact goes to ground against the pull-up: closed reads low, and one that is not fitted
// reads as open.
struct Contact {
  uint8_t pin;
  uint8_t eventKind;
  uint8_t flag;
  bool onIfHigh;
  bool high;
  bool wavering;
  uint32_t firstSignUs;
  uint32_t changedUs;

  bool on() const { return high == onIfHigh; }

  void begin() {
    pinMode(pin, INPUT_PULLUP);
    high = digitalRead(pin) == HIGH;
  }

  void service() {
    const bool now = digitalRead(pin) == HIGH;
    if (now == high) {
      wavering = false;
      return;
    }
    if (!wavering) {
      wavering = true;
      firstSignUs = micros();
    } else if (micros() - firstSignUs >= board::DEBOUNCE_US) {
      high = now;
      wavering = false;
      changedUs = firstSignUs;
    }
  }
};

constexpr Contact contact(uint8_t pin, uint8_t eventKind, uint8_t flag, bool onIfHigh) {
  return {pin, eventKind, flag, onIfHigh, !onIfHigh, false, 0, 0};
}

// Often enough for debouncing, rarely enough to cost nothing.
constexpr uint32_t LOOK_US = 500;
uint32_t lookedUs = 0;

// The rail stop is normally closed, so that a broken cable reads as open. It is reported first.
Contact contacts[COUNT] = {
    contact(board::PIN_RAIL_STOP, wire::BoardEventKind::RAIL_STOP, wire::SampleFlag::RAIL_OPEN,
            true),
    contact(board::PIN_BUTTON, wire::BoardEventKind::BUTTON, wire::SampleFlag::BUTTON_DOWN, false),
    contact(board::PIN_FOOT_MAT, wire::BoardEventKind::FOOT_MAT, wire::SampleFlag::FOOT_ON_MAT,
            false),
    contact(board::PIN_HAND_RAIL, wire::BoardEventKind::HAND_RAIL, wire::SampleFlag::HAND_ON_RAIL,
            false),
};

}  // namespace

void begin() {
  for (Contact &each : contacts) each.begin();
}

void service() {
  if (micros() - lookedUs < LOOK_US) return;
  lookedUs = micros();
  for (Contact &each : contacts) each.service();
}

uint8_t flags() {
  uint8_t bits = 0;
  for (const Contact &each : contacts) bits |= each.on() ? each.flag : 0;
  return bits;
}

State state(uint8_t index) {
  const Contact &asked = contacts[index];
  return {asked.eventKind, asked.on(), asked.changedUs};
}

}  // namespace switches
