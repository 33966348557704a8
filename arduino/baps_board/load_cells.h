// Which load cells answer, and their common readings: all that answer are read together when all
// are ready. A cell that is late is not waited for until it answers again.
#pragma once
#include <Arduino.h>

#include "board_config.h"

namespace load_cells {

// The fastest rate of an HX711 with its own crystal.
constexpr uint16_t FASTEST_HZ = 144;

// Look for cells for 0.25 s, so that the rate of slow ones is known when the host first asks.
void begin();

// A stream of these cells begins (bit i for cell i): a cell that does not answer is stuck; cells
// that were not measured yet are expected to convert at this rate.
void expect(uint16_t rateHz, uint8_t cells);

// Leave the cells alone for a while, then read them again.
void pause();
void resume();

struct Reading {
  uint32_t sinceUs;
  uint8_t good;  // bit i: cell i is in it
  int32_t counts[board::LOAD_CELLS];
};

// Whether there is something to do.
bool isDue();
// Do it; 0.1 ms at most. True when a reading is complete and not all of its cells are settling.
bool step(Reading &reading);

// Cells that answer, bit i for cell i.
uint8_t present();
// 10 or 80, or 0 before any has shown its rate.
uint16_t nominalRateHz();

// Cells with this LOAD_CELL_* fault now, bit i for cell i.
uint8_t faulty(uint8_t code);

}  // namespace load_cells
