// Load cells on their HX711, and the lines between them and the sketch.
#include "fake_cells.h"

#include <string.h>

#include "fake.h"
#include "host_pins.h"
#include "src/platform/load_lines.h"

namespace fake {

LoadCell cells[4];
unsigned cellRestarts = 0;

namespace {

constexpr uint32_t CLOCKING_US = 45;
constexpr uint8_t BITS = 24;

bool watched = false;
bool changed = false;
bool off = false;

}  // namespace

void fit(LoadCell &cell, uint32_t periodUs) {
  cell.fitted = true;
  cell.periodUs = periodUs;
  cell.endsUs = nowUs + periodUs;
}

void setLine(uint8_t cell, bool low) {
  cells[cell].low = low;
  if (watched) load_lines::onChange();
}

void cellsConvert() {
  for (LoadCell &cell : cells) {
    if (!cell.fitted || off || nowUs < cell.endsUs) continue;
    while (cell.endsUs <= nowUs) cell.endsUs += cell.periodUs;
    changed = changed || !cell.low;
    cell.low = true;
  }
}

void cellsInterrupt() {
  if (!watched || !changed) return;
  changed = false;
  load_lines::onChange();
}

namespace {

bool lowAfterClock(const LoadCell &cell, uint8_t clock) {
  if (!cell.fitted) return cell.low;
  const uint8_t seen = cell.missesAClock && clock > 0 ? clock - 1 : clock;
  return seen < BITS && !(cell.counts >> (BITS - 1 - seen) & 1);
}

}  // namespace

}  // namespace fake

namespace load_lines {

using fake::cells;

void begin() {}

uint8_t look() {
  uint8_t lines = 0;
  for (uint8_t i = 0; i < 4; ++i) lines |= (cells[i].low ? 0 : 1) << (board::LOAD_SHIFT + i);
  return lines;
}

uint8_t clockOut(uint8_t *looks, uint8_t clocks) {
  for (uint8_t clock = 0; clock < clocks; ++clock) {
    for (fake::LoadCell &cell : cells) cell.low = fake::lowAfterClock(cell, clock);
    looks[clock] = look();
  }
  fake::elapse(fake::CLOCKING_US);
  return 0;
}

void holdClockHigh() { fake::off = true; }

void holdClockLow() {
  if (fake::off) ++fake::cellRestarts;
  fake::off = false;
  for (fake::LoadCell &cell : cells) {
    if (!cell.fitted) continue;
    cell.missesAClock = cell.low = false;
    cell.endsUs = fake::nowUs + cell.periodUs;
  }
}

void watch() {
  fake::watched = true;
  fake::changed = false;
}

void ignore() { fake::watched = false; }

}  // namespace load_lines
