// The processor itself: interrupts, sleep, and the mark that shows its load.
#pragma once
#include <stdint.h>

namespace processor {

// The compiler may move ordinary memory accesses over volatile ones, and keep values in registers;
// an interrupt then finds a buffer that is not yet written, or the sketch reads one too early.
// Nothing moves over a barrier. It costs no instruction.
inline void barrier() { asm volatile("" ::: "memory"); }

// No interrupt of the sketch's runs while one of these lives, and memory accesses stay on their
// side of both ends. Never one inside another, never in an interrupt.
class InterruptsOff {
 public:
  InterruptsOff();
  ~InterruptsOff();
  InterruptsOff(const InterruptsOff &) = delete;
  InterruptsOff &operator=(const InterruptsOff &) = delete;
};

// While one of these lives the sketch does work other than waiting for the next slot. Where it
// costs nothing a port shows that outside (the AVR in GPIOR0); a port may leave it empty.
class BusyMark {
 public:
  BusyMark();
  ~BusyMark();
  BusyMark(const BusyMark &) = delete;
  BusyMark &operator=(const BusyMark &) = delete;
};

// Nothing is to be done for `spareUs` unless an interrupt comes: sleep if it is sure that the
// processor wakes in time, and at the latest when the I2C bus has finished. A port may return at
// once; it then only takes more current.
void rest(int32_t spareUs);

}  // namespace processor
