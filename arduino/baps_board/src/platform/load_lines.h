// The clock and the data lines of up to four HX711, by the pins of board_pins.h.
#pragma once
#include <stdint.h>

namespace load_lines {

// Clock low; data lines with a pull-up, so that an unconnected one reads "no conversion".
void begin();

// All data lines at one instant: cell i is bit board::LOAD_SHIFT + i, other bits are anything.
uint8_t look();

// Send `clocks` clocks and look after each while it is high. The data are valid 0.1 us after the
// clock has risen. It must be high for 0.2 us at least, and 60 us switch the chips off: a port
// keeps interrupts away from each clock, not from all of them, or lets hardware of its own make
// them. Returns lines that changed between two clocks: their chip saw a clock that was not sent.
uint8_t clockOut(uint8_t *looks, uint8_t clocks);

// A clock that stays high switches the chips off, a low one switches them on.
void holdClockHigh();
void holdClockLow();

// From `watch` until `ignore` the port calls `onChange` from an interrupt, 50 us at most after a
// data line has changed. It must not remember changes from before `watch`.
void watch();
void ignore();

// The sketch's, not the port's (load_edges.cpp).
void onChange();

}  // namespace load_lines
