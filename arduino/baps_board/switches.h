// The event button and the rail stop, debounced.
#pragma once
#include <Arduino.h>

namespace switches {

void begin();
void service();

// SampleFlag bits of the two switches as they are now.
uint8_t flags();
bool buttonDown();
bool railOpen();
// micros() at the first sign of the latest change of each.
uint32_t buttonChangedUs();
uint32_t railChangedUs();

}  // namespace switches
