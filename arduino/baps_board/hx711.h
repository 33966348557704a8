// Up to four HX711 on one clock: each holds a load cell's conversion until it is clocked out.
#pragma once
#include <Arduino.h>

#include "board_config.h"
#include "src/platform/load_lines.h"

namespace hx711 {

constexpr int32_t LARGEST = 0x7FFFFF;
constexpr int32_t SMALLEST = -0x800000;

// The clock held high for longer than 60 us switches the chips off.
constexpr uint32_t POWER_DOWN_US = 100;
// Conversions after power-up that cannot be trusted.
constexpr uint8_t SETTLING_CONVERSIONS = 4;
// The datasheet allows at most 144 a second.
constexpr uint32_t SHORTEST_PERIOD_US = 5000;

constexpr uint8_t ALL = (1 << board::LOAD_CELLS) - 1;

void begin();

// The four data lines, bit i for cell i.
inline uint8_t lines() { return load_lines::look() >> board::LOAD_SHIFT & ALL; }

// Cells that hold a conversion: their line is low. An unconnected line is high.
inline uint8_t ready() { return ~lines() & ALL; }

struct Reading {
  int32_t counts[board::LOAD_CELLS];
  // Cells whose line moved without a clock, or was not high after the last one: they counted
  // other clocks than we sent.
  uint8_t desynced;
};

// Clock all cells through one conversion, 0.05 ms; kept until `decode` takes it apart.
void clockOut();
Reading decode();

// Switch all cells off; call `powerUp` no sooner than POWER_DOWN_US later.
void powerDown();
void powerUp();

}  // namespace hx711
