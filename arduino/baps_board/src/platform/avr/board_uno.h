// Pins of the reference board: Uno R3 or Nano, ATmega328P at 16 MHz. Included by board_pins.h.
#pragma once
#include <Arduino.h>
#include <avr/pgmspace.h>

namespace board {

constexpr uint8_t PIN_BUTTON = 8;
constexpr uint8_t PIN_RAIL_STOP = 9;
constexpr uint8_t PIN_FOOT_MAT = 7;
constexpr uint8_t PIN_HAND_RAIL = 10;

// Data lines of the load cells: front-left, front-right, rear-left, rear-right. They must lie side
// by side on one port, so that one look takes all four at the same instant.
constexpr uint8_t PIN_LOAD_CLOCK = 6;
constexpr uint8_t PINS_LOAD_DATA[] = {2, 3, 4, 5};

inline uint8_t loadPort() { return PIND; }
constexpr uint8_t LOAD_SHIFT = 2;
inline void loadClockHigh() { PORTD |= _BV(6); }
inline void loadClockLow() { PORTD &= ~_BV(6); }

// The pin change interrupt of these lines: D2 to D5 are PCINT18 to 21.
#define BOARD_LOAD_EDGE_vect PCINT2_vect
inline void watchLoadEdges() {
  PCIFR = _BV(PCIF2);
  PCMSK2 = _BV(PCINT18) | _BV(PCINT19) | _BV(PCINT20) | _BV(PCINT21);
  PCICR |= _BV(PCIE2);
}
inline void ignoreLoadEdges() { PCICR &= ~_BV(PCIE2); }

#define BOARD_SERIAL_EMPTY_vect USART_UDRE_vect
#define BOARD_SERIAL_RECEIVED_vect USART_RX_vect

// Optiboot writes its version into the flash's last byte; empty flash reads 255.
inline uint8_t optibootVersion() { return pgm_read_byte(FLASHEND); }

}  // namespace board
