// Speeds and limits common to all boards; the pins come from the port.
// Included by every part of the sketch that touches hardware.
#pragma once
#include <Arduino.h>

#include "src/platform/board_pins.h"

namespace board {

constexpr uint8_t FIRMWARE_VERSION[3] = {0, 3, 0};

// 500 000 is exact at 16 MHz; 115 200 would be 2 % off and too slow for 1 kHz.
constexpr uint32_t SERIAL_BAUD = 500000;

constexpr uint8_t PIN_LED = LED_BUILTIN;
constexpr uint32_t DEBOUNCE_US = 5000;

constexpr uint32_t I2C_HZ = 400000;
// The strap's cable slows the edges, so the bus goes slower while it hangs on it.
constexpr uint32_t I2C_WITH_STRAP_HZ = 300000;
// A 15-byte burst takes half a millisecond, with the strap 0.63 ms. It must end or fail before the
// next slot, of this sensor or of the other.
constexpr uint32_t I2C_TIMEOUT_US = 800;

constexpr uint16_t FASTEST_RATE_HZ = 1000;
// Two bursts in one period, each with its timeout.
constexpr uint16_t FASTEST_RATE_WITH_BODY_HZ = 500;
constexpr uint32_t SECOND_US = 1000000;

// Motion sensors: under the board, and on the body.
constexpr uint8_t IMUS = 2;
constexpr uint8_t BOARD_IMU = 0;
constexpr uint8_t BODY_IMU = 1;
constexpr uint8_t IMU_ADDRESS[IMUS] = {0x68, 0x69};

constexpr uint8_t LOAD_CELLS = 4;

}  // namespace board
