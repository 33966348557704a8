#include "switches.h"

#include "board_config.h"
#include "wire_messages.h"

namespace switches {

namespace {

// Both contacts go to ground against the pull-up: closed reads low.
struct Contact {
  uint8_t pin;
  bool high;
  bool wavering;
  uint32_t firstSignUs;
  uint32_t changedUs;

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

// Often enough for debouncing, rarely enough to cost nothing.
constexpr uint32_t LOOK_US = 500;
uint32_t lookedUs = 0;

Contact button = {board::PIN_BUTTON, true, false, 0, 0};
Contact rail = {board::PIN_RAIL_STOP, false, false, 0, 0};

}  // namespace

void begin() {
  button.begin();
  rail.begin();
}

void service() {
  if (micros() - lookedUs < LOOK_US) return;
  lookedUs = micros();
  button.service();
  rail.service();
}

bool buttonDown() { return !button.high; }

// Normally closed to ground, so that a broken cable reads as open.
bool railOpen() { return rail.high; }

uint8_t flags() {
  return (buttonDown() ? wire::SampleFlag::BUTTON_DOWN : 0) |
         (railOpen() ? wire::SampleFlag::RAIL_OPEN : 0);
}

uint32_t buttonChangedUs() { return button.changedUs; }

uint32_t railChangedUs() { return rail.changedUs; }

}  // namespace switches
