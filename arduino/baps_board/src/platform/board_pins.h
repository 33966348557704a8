// The pins of the board that the sketch is built for. Each port has one such header for each board.
#pragma once

#if defined(BAPS_PINS)
// A port that stands elsewhere names its header: the tests on the host do.
#include BAPS_PINS
#elif defined(__AVR_ATmega2560__)
#include "avr/board_mega.h"
#elif defined(__AVR_ATmega328P__)
#include "avr/board_uno.h"
#else
#error "No port knows this board: use an Uno, a Nano or a Mega 2560, or see arduino/PORTING.md"
#endif
