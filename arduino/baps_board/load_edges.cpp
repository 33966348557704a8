#include "load_edges.h"

#include "hx711.h"
#include "src/platform/load_lines.h"
#include "src/platform/processor.h"

namespace load_edges {

namespace {

using processor::InterruptsOff;

constexpr uint32_t WINDOW_US = 1000000;

// A reading takes 60 us, data are withdrawn 25 us before a conversion ends, and other interrupts
// may let an edge be seen 50 us late.
constexpr int32_t BEFORE_END_US = 180;
constexpr int32_t BEHIND_END_US = 60;
// So many edges may have been missed since the last one; after more, only a new edge helps.
constexpr uint8_t MISSED_AT_MOST = 3;

struct Edges {
  uint32_t firstUs;
  uint32_t lastUs;
  uint32_t shortestUs;
  bool heard;

  uint32_t spanUs() const { return lastUs - firstUs; }

  void take(uint32_t nowUs) {
    if (!heard) {
      firstUs = lastUs = nowUs;
      heard = true;
      return;
    }
    const uint32_t intervalUs = nowUs - lastUs;
    // This is a disturbance and not a conversion.
    if (intervalUs < hx711::SHORTEST_PERIOD_US) return;
    lastUs = nowUs;
    if (intervalUs < shortestUs) shortestUs = intervalUs;
  }

  // The next window begins with the last edge of this one, and loses none.
  void restart() {
    firstUs = lastUs;
    shortestUs = UINT32_MAX;
  }
};

// The interrupt writes these; elsewhere they are touched with interrupts off.
Edges edges[board::LOAD_CELLS];
uint8_t high = 0;

uint32_t periods[board::LOAD_CELLS];
uint32_t windowSinceUs[board::LOAD_CELLS];
uint8_t sure = 0;  // cells whose period comes from a whole window, bit i for cell i
uint8_t nextCell = 0;

// A conversion that nobody fetched in time may fall without an edge, so intervals are one or
// several periods; the shortest is one.
uint32_t periodOf(const Edges &seen) {
  const uint32_t spanUs = seen.spanUs();
  if (!seen.heard || spanUs == 0) return 0;
  const uint32_t count = (spanUs + seen.shortestUs / 2) / seen.shortestUs;
  return (spanUs + count / 2) / count;
}

Edges copyOf(uint8_t cell) {
  const InterruptsOff guard;
  return edges[cell];
}

void closeWindow(uint8_t cell) {
  periods[cell] = periodOf(copyOf(cell));
  windowSinceUs[cell] = micros();
  if (periods[cell] > 0) sure |= _BV(cell);
  else sure &= ~_BV(cell);
  const InterruptsOff guard;
  edges[cell].heard = edges[cell].heard && periods[cell] > 0;
  edges[cell].restart();
}

bool endsNow(uint8_t cell, uint32_t nowUs) {
  const Edges seen = copyOf(cell);
  if (!seen.heard) return true;
  if (periods[cell] == 0) return false;
  int32_t leftUs = seen.lastUs + periods[cell] - nowUs;
  for (uint8_t i = 0; i < MISSED_AT_MOST && leftUs <= -BEHIND_END_US; ++i) leftUs += periods[cell];
  // Further ahead the next end can no longer be predicted.
  return leftUs < BEFORE_END_US;
}

}  // namespace

void watch() {
  high = hx711::lines();
  processor::barrier();
  load_lines::watch();
}

void ignore() { load_lines::ignore(); }

void forget(uint8_t cells) {
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    if (!(cells & _BV(cell))) continue;
    const InterruptsOff guard;
    edges[cell].heard = false;
    edges[cell].shortestUs = UINT32_MAX;
  }
}

void begin() {
  forget(hx711::ALL);
  for (uint32_t &sinceUs : windowSinceUs) sinceUs = micros();
  watch();
}

void service() {
  const uint8_t cell = nextCell;
  nextCell = (nextCell + 1) % board::LOAD_CELLS;
  if (micros() - windowSinceUs[cell] >= WINDOW_US) closeWindow(cell);
  // During the first second the edges so far are used.
  else if (!(sure & _BV(cell))) periods[cell] = periodOf(copyOf(cell));
}

uint32_t periodUs(uint8_t cell) { return periods[cell]; }

bool conversionEndsNow(uint8_t cells) {
  const uint32_t nowUs = micros();
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    if ((cells & _BV(cell)) && endsNow(cell, nowUs)) return true;
  }
  return false;
}

}  // namespace load_edges

void load_lines::onChange() {
  using namespace load_edges;
  const uint8_t lines = hx711::lines();
  const uint8_t fell = high & ~lines;
  high = lines;
  if (fell == 0) return;
  const uint32_t nowUs = micros();
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    if (fell & _BV(cell)) edges[cell].take(nowUs);
  }
}
