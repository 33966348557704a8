// The event button, the rail stop, the mat beside the board and the strip on the rail, debounced.
#pragma once
#include <Arduino.h>

namespace switches {

constexpr uint8_t COUNT = 4;

void begin();
void service();

// The SampleFlag bits of all of them as they are now.
uint8_t flags();

// How one of them is reported: its BoardEventKind, whether it is on (pressed, open, touched), and
// micros() at the first sign of its latest change.
struct State {
  uint8_t eventKind;
  bool on;
  uint32_t changedUs;
};
State state(uint8_t index);

}  // namespace switches
