#ifdef __AVR__
#include "../processor.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>

#include "../i2c_bus.h"

namespace processor {

namespace {

// The core's timer 0 overflows at least this often and wakes a sleeping processor.
constexpr int32_t TICK_US = 1100;

}  // namespace

InterruptsOff::InterruptsOff() { cli(); }
InterruptsOff::~InterruptsOff() { sei(); }

// Writing this register costs one cycle; a simulator or a debugger reads the load from it.
BusyMark::BusyMark() { GPIOR0 = 1; }
BusyMark::~BusyMark() { GPIOR0 = 0; }

// While the bus works its interrupts come every 25 us. Checking and falling asleep are one step;
// otherwise the last interrupt of a reading could come in between and the sample would wait for a
// tick.
void rest(int32_t spareUs) {
  const bool longWait = spareUs > TICK_US;
  cli();
  if (longWait || i2c::isRunning()) {
    sleep_enable();
    sei();
    sleep_cpu();
    sleep_disable();
  }
  sei();
}

}  // namespace processor

#endif
