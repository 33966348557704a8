#include "load_edges.h"

#include <avr/interrupt.h>

#include "hx711.h"

namespace load_edges {

namespace {

constexpr uint32_t WINDOW_US = 1000000;

// A reading takes 60 us, data are withdrawn 25 us before a conversion ends, and other interrupts
// move what we see of an edge by some 20 us.
constexpr int32_t BEFORE_END_US = 120;
constexpr int32_t BEHIND_END_US = 40;

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
    // A disturbance, not a conversion.
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
uint32_t windowSinceUs = 0;

// A conversion that nobody fetched in time may fall without an edge, so intervals are one or
// several periods; the shortest is one.
uint32_t periodOf(const Edges &seen) {
  const uint32_t spanUs = seen.spanUs();
  if (!seen.heard || spanUs == 0) return 0;
  const uint32_t count = (spanUs + seen.shortestUs / 2) / seen.shortestUs;
  return (spanUs + count / 2) / count;
}

Edges copyOf(uint8_t cell) {
  cli();
  const Edges copy = edges[cell];
  sei();
  return copy;
}

void closeWindow() {
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    periods[cell] = periodOf(copyOf(cell));
    cli();
    edges[cell].heard = edges[cell].heard && periods[cell] > 0;
    edges[cell].restart();
    sei();
  }
}

}  // namespace

void watch() {
  high = hx711::lines();
  board::watchLoadEdges();
}

void ignore() { board::ignoreLoadEdges(); }

void forget(uint8_t cells) {
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    if (!(cells & _BV(cell))) continue;
    cli();
    edges[cell].heard = false;
    edges[cell].shortestUs = UINT32_MAX;
    sei();
  }
}

void begin() {
  forget(hx711::ALL);
  windowSinceUs = micros();
  watch();
}

void service() {
  if (micros() - windowSinceUs >= WINDOW_US) {
    windowSinceUs = micros();
    closeWindow();
    return;
  }
  // Until the first second has passed, two edges must do.
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    if (periods[cell] == 0) periods[cell] = periodOf(copyOf(cell));
  }
}

uint32_t periodUs(uint8_t cell) { return periods[cell]; }

bool conversionEndsNow(uint8_t cells) {
  const uint32_t nowUs = micros();
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    if (!(cells & _BV(cell)) || periods[cell] == 0) continue;
    cli();
    const uint32_t lastUs = edges[cell].lastUs;
    const bool heard = edges[cell].heard;
    sei();
    const int32_t leftUs = lastUs + periods[cell] - nowUs;
    if (heard && leftUs < BEFORE_END_US && leftUs > -BEHIND_END_US) return true;
  }
  return false;
}

}  // namespace load_edges

ISR(BOARD_LOAD_EDGE_vect) {
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
