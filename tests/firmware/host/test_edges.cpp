// Each load cell's period from the falling edges of its line: load_edges.
#include "cases.h"
#include "fake/fake.h"
#include "load_edges.h"

namespace {

constexpr uint32_t PERIOD_US = 12500;
constexpr uint8_t ALL_CELLS = 0x0F;

void at(uint64_t us) { fake::nowUs = us; }

void edge(uint8_t cell, uint64_t us) {
  at(us);
  fake::setLine(cell, false);
  at(us);
  fake::setLine(cell, true);
}

// Service every cell once, as the loop does between other jobs.
void serviceAll() {
  for (uint8_t i = 0; i < 4; ++i) load_edges::service();
}

void edges(uint8_t cell, uint64_t firstUs, uint8_t count) {
  for (uint8_t i = 0; i < count; ++i) edge(cell, firstUs + i * PERIOD_US);
}

void begin() {
  for (uint8_t cell = 0; cell < 4; ++cell) fake::cells[cell].low = false;
  load_edges::begin();
}

}  // namespace

CASE("each cell has the period of its own edges", "one cell's edges counted for another") {
  begin();
  for (uint8_t i = 0; i < 10; ++i) {
    edge(0, 1000 + i * 12500);
    edge(3, 3000 + i * 100000);
  }
  serviceAll();
  CHECK_EQUAL(load_edges::periodUs(0), 12500u);
  CHECK_EQUAL(load_edges::periodUs(1), 0u);
  CHECK_EQUAL(load_edges::periodUs(3), 100000u);
}

CASE("a period is measured over the end of micros()", "a period of an hour when the clock wraps") {
  begin();
  edges(1, 0x100000000ull - 700, 6);
  serviceAll();
  CHECK_EQUAL(load_edges::periodUs(1), PERIOD_US);
}

CASE("an edge at the very wrap is an edge", "time 0 taken for never") {
  begin();
  edges(2, 0x100000000ull - 2 * PERIOD_US, 4);
  at(0x100000000ull + PERIOD_US + PERIOD_US / 2);
  serviceAll();
  CHECK_EQUAL(load_edges::periodUs(2), PERIOD_US);
  CHECK(!load_edges::conversionEndsNow(1 << 2));
}

CASE("a spike between two conversions is no conversion", "a period halved by a disturbance") {
  begin();
  edges(0, 1000, 3);
  edge(0, 1000 + 2 * PERIOD_US + 4000);
  edges(0, 1000 + 3 * PERIOD_US, 3);
  serviceAll();
  CHECK_EQUAL(load_edges::periodUs(0), PERIOD_US);
}

CASE("a conversion without an edge counts all the same", "a period stretched by a late reading") {
  begin();
  edges(0, 1000, 3);
  edges(0, 1000 + 5 * PERIOD_US, 4);
  serviceAll();
  CHECK_EQUAL(load_edges::periodUs(0), PERIOD_US);
}

CASE("edges of the reading itself are not counted", "bits of a count taken for conversions") {
  begin();
  edges(0, 1000, 3);
  load_edges::ignore();
  for (uint8_t bit = 0; bit < 24; ++bit) edge(0, 1000 + 2 * PERIOD_US + 6000 + bit * 2);
  fake::setLine(0, false);
  load_edges::watch();
  edges(0, 1000 + 3 * PERIOD_US, 3);
  serviceAll();
  CHECK_EQUAL(load_edges::periodUs(0), PERIOD_US);
}

CASE("a line that fell while nobody watched is no edge", "a reading's end taken for a conversion") {
  begin();
  edges(0, 1000, 3);
  fake::setLine(0, false);
  load_edges::ignore();
  fake::setLine(0, true);
  at(1000 + 2 * PERIOD_US + 7000);
  load_edges::watch();
  fake::setLine(1, true);
  serviceAll();
  CHECK_EQUAL(load_edges::periodUs(0), PERIOD_US);
  CHECK(!load_edges::conversionEndsNow(1));
}

CASE("the end of a conversion is foreseen", "a clock that spoils the conversion it meets") {
  begin();
  edges(0, 1000, 5);
  serviceAll();
  const uint64_t endUs = 1000 + 5 * PERIOD_US;
  at(endUs - 400);
  CHECK(!load_edges::conversionEndsNow(1));
  at(endUs - 150);
  CHECK(load_edges::conversionEndsNow(1));
  at(endUs + 30);
  CHECK(load_edges::conversionEndsNow(1));
  at(endUs + 100);
  CHECK(!load_edges::conversionEndsNow(1));
  at(endUs + 2 * PERIOD_US - 150);
  CHECK(load_edges::conversionEndsNow(1));
}

CASE("a cell that was never heard may end at any time", "a reading that trusts an unknown cell") {
  begin();
  edges(0, 1000, 5);
  serviceAll();
  at(1000 + 4 * PERIOD_US + 6000);
  CHECK(!load_edges::conversionEndsNow(1));
  CHECK(load_edges::conversionEndsNow(ALL_CELLS));
}

CASE("a restarted cell is measured anew", "ends foreseen from an oscillator that was restarted") {
  begin();
  edges(0, 1000, 5);
  serviceAll();
  load_edges::forget(1);
  at(1000 + 4 * PERIOD_US + 6000);
  CHECK(load_edges::conversionEndsNow(1));
  edges(0, 500000, 5);
  for (uint8_t i = 0; i < 5; ++i) edge(0, 900000 + i * 11000);
  at(1200000);
  load_edges::begin();
  for (uint8_t i = 0; i < 5; ++i) edge(0, 1210000 + i * 11000);
  serviceAll();
  CHECK_EQUAL(load_edges::periodUs(0), 11000u);
}

CASE("a cell that falls silent loses its period within two windows", "a dead cell waited for") {
  begin();
  edges(0, 1000, 80);
  at(1010000);
  serviceAll();
  CHECK_EQUAL(load_edges::periodUs(0), PERIOD_US);
  at(2100000);
  serviceAll();
  at(3200000);
  serviceAll();
  CHECK_EQUAL(load_edges::periodUs(0), 0u);
  CHECK(load_edges::conversionEndsNow(1));
}
