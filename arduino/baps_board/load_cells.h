// Which load cells answer, and their common readings: all that answer are read together when all
// are ready. A cell that does not come in time is left out of the wait until it is heard again.
#pragma once
#include <Arduino.h>

#include "board_config.h"

namespace load_cells {

// What an HX711 with a crystal of its own may reach.
constexpr uint16_t FASTEST_HZ = 144;

// Look for cells; 0.25 s, so that slow ones have shown their rate when the host asks first.
void begin();

// A stream of these cells begins (bit i for cell i): one that does not answer is stuck; those not
// measured yet are expected to convert at this rate.
void expect(uint16_t rateHz, uint8_t cells);

// Leave the cells alone for a while, and take them up again.
void pause();
void resume();

struct Reading {
  uint32_t sinceUs;
  uint8_t good;  // bit i: cell i is in it
  int32_t counts[board::LOAD_CELLS];
};

// Whether there is something to do.
bool isDue();
// Do it; 0.1 ms at most. True when a reading is complete; one of settling cells alone never is.
bool step(Reading &reading);

// Cells that answer, bit i for cell i.
uint8_t present();
// 10 or 80, or 0 before any has shown its rate.
uint16_t nominalRateHz();

// Cells with this LOAD_CELL_* fault now, bit i for cell i.
uint8_t faulty(uint8_t code);

}  // namespace load_cells
