// Pins of the Mega 2560. Included by board_pins.h. Its D2 to D5 are on three
// ports and raise no pin change interrupt, so the load cells' data lines are A8 to A11.
#pragma once
#include <Arduino.h>

namespace board {

constexpr uint8_t PIN_BUTTON = 8;
constexpr uint8_t PIN_RAIL_STOP = 9;
constexpr uint8_t PIN_FOOT_MAT = 7;
constexpr uint8_t PIN_HAND_RAIL = 10;

constexpr uint8_t PIN_LOAD_CLOCK = 6;
constexpr uint8_t PINS_LOAD_DATA[] = {A8, A9, A10, A11};

inline uint8_t loadPort() { return PINK; }
constexpr uint8_t LOAD_SHIFT = 0;
inline void loadClockHigh() { PORTH |= _BV(3); }
inline void loadClockLow() { PORTH &= ~_BV(3); }

#define BOARD_LOAD_EDGE_vect PCINT2_vect
inline void watchLoadEdges() {
  PCIFR = _BV(PCIF2);
  PCMSK2 = _BV(PCINT16) | _BV(PCINT17) | _BV(PCINT18) | _BV(PCINT19);
  PCICR |= _BV(PCIE2);
}
inline void ignoreLoadEdges() { PCICR &= ~_BV(PCIE2); }

#define BOARD_SERIAL_EMPTY_vect USART0_UDRE_vect
#define BOARD_SERIAL_RECEIVED_vect USART0_RX_vect

// Its bootloader is a different one and passes nothing on.
inline uint8_t optibootVersion() { return 0; }

}  // namespace board
