// Pins of the fake platform.
#pragma once
#include <stdint.h>

namespace board {

constexpr uint8_t PIN_BUTTON = 8;
constexpr uint8_t PIN_RAIL_STOP = 9;
constexpr uint8_t PIN_FOOT_MAT = 7;
constexpr uint8_t PIN_HAND_RAIL = 10;

// Not 0, so that a look that is not shifted shows.
constexpr uint8_t LOAD_SHIFT = 3;

}  // namespace board
