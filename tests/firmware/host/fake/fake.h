// The world around the sketch, as the cases set it up and look at it.
#pragma once
#include <stdint.h>

#include <deque>
#include <vector>

namespace fake {

// Microseconds since the processor started; micros() is the lower half. Every look costs one.
extern uint64_t nowUs;
void elapse(uint64_t us);

// Pins that are pulled to ground.
extern bool grounded[32];

// Bytes from the host; bytes that have left for it. A blocked line takes nothing.
extern std::deque<uint8_t> fromHost;
extern std::vector<uint8_t> toHost;
extern bool lineBlocked;

// A motion sensor by its registers.
struct MotionSensor {
  bool answers = false;
  uint8_t registers[128] = {};
};
extern MotionSensor sensors[2];  // at 0x68 and 0x69
extern uint32_t busHz;
extern unsigned burstsBegun;
// A sensor that speaks to the sketch and knows nothing yet: as after power-up.
void fit(MotionSensor &sensor, uint8_t whoAmI);

// A load cell on its HX711.
struct LoadCell {
  bool fitted = false;
  uint32_t periodUs = 12500;
  int32_t counts = 0;
  bool missesAClock = false;  // in every reading until it is switched off and on
  bool low = false;           // its data line
  uint64_t endsUs = 0;        // of the next conversion
};
extern LoadCell cells[4];
extern unsigned cellRestarts;
void fit(LoadCell &cell, uint32_t periodUs);
// The line as the cases want it, with the interrupt that follows.
void setLine(uint8_t cell, bool low);

// What lies in the storage. After `writesLeft` bytes the power is gone; nothing more is written.
extern uint8_t stored[1024];
extern unsigned writesLeft;

}  // namespace fake
