// Pins, speeds and limits of the reference board: Uno R3 or Nano, ATmega328P at 16 MHz.
// Included by every part of the sketch that touches hardware.
#pragma once
#include <Arduino.h>

namespace board {

constexpr uint8_t FIRMWARE_VERSION[3] = {0, 1, 0};

// 500 000 is exact at 16 MHz; 115 200 would be 2 % off and too slow for 1 kHz.
constexpr uint32_t SERIAL_BAUD = 500000;

constexpr uint8_t PIN_BUTTON = 8;
constexpr uint8_t PIN_RAIL_STOP = 9;
constexpr uint8_t PIN_LED = LED_BUILTIN;
constexpr uint32_t DEBOUNCE_US = 5000;

constexpr uint32_t I2C_HZ = 400000;
// A whole 15-byte burst needs half a millisecond. It must have failed before the next slot at 1 kHz.
constexpr uint32_t I2C_TIMEOUT_US = 800;

constexpr uint16_t FASTEST_RATE_HZ = 1000;
constexpr uint32_t SECOND_US = 1000000;

// The IMU under the board is sensor 0; the body sensor will be 1.
constexpr uint8_t IMU_SENSOR = 0;
constexpr uint8_t IMU_ADDRESS = 0x68;

// Time a command may take while streaming; with less than this before the next slot it waits. At
// 1 kHz commands are dealt with while a burst runs.
constexpr int32_t COMMAND_US = 300;
// The same for looking after a lost sensor that answers.
constexpr int32_t EXAMINE_US = 700;

}  // namespace board

// GPIOR0 is 1 while the sketch does work other than waiting for the next slot. Writing it costs
// one cycle; a simulator or a debugger reads the processor's load from it.
class BusyMark {
 public:
  BusyMark() { GPIOR0 = 1; }
  ~BusyMark() { GPIOR0 = 0; }
  BusyMark(const BusyMark &) = delete;
  BusyMark &operator=(const BusyMark &) = delete;
};
