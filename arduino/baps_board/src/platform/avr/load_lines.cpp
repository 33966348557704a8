#ifdef __AVR__
#include "../load_lines.h"

#include <avr/interrupt.h>

#include "../board_pins.h"

namespace load_lines {

namespace {

// Interrupts are off during each clock: an interrupt while it is high could make it last long
// enough to switch the chips off.
uint8_t lookAfterClock(uint8_t before, uint8_t &moved) {
  cli();
  moved |= board::loadPort() ^ before;
  board::loadClockHigh();
  // With the synchroniser of the port's pins this is 0.16 us behind the edge.
  __builtin_avr_delay_cycles(3);
  const uint8_t port = board::loadPort();
  board::loadClockLow();
  sei();
  return port;
}

}  // namespace

void begin() {
  pinMode(board::PIN_LOAD_CLOCK, OUTPUT);
  board::loadClockLow();
  for (const uint8_t pin : board::PINS_LOAD_DATA) pinMode(pin, INPUT_PULLUP);
}

uint8_t look() { return board::loadPort(); }

uint8_t clockOut(uint8_t *looks, uint8_t clocks) {
  uint8_t moved = 0;
  uint8_t before = board::loadPort();
  for (uint8_t i = 0; i < clocks; ++i) before = looks[i] = lookAfterClock(before, moved);
  return moved;
}

void holdClockHigh() { board::loadClockHigh(); }

void holdClockLow() { board::loadClockLow(); }

void watch() { board::watchLoadEdges(); }

void ignore() { board::ignoreLoadEdges(); }

}  // namespace load_lines

ISR(BOARD_LOAD_EDGE_vect) { load_lines::onChange(); }

#endif
