#include "hx711.h"

namespace hx711 {

namespace {

constexpr uint8_t BYTES = 3;
constexpr uint8_t BITS = 8 * BYTES;

// What the lines showed after each clock. The clock after the last bit chooses channel A with
// gain 128 for the next conversion.
uint8_t seen[BITS + 1];
// Lines that changed between two clocks: their chip saw a clock that we did not send.
uint8_t moved;

int32_t joined(uint8_t high, uint8_t middle, uint8_t low) {
  const uint32_t bits = uint32_t{high} << 16 | uint16_t{middle} << 8 | low;
  return static_cast<int32_t>(bits << 8) >> 8;
}

// Turn eight readings of four lines into one byte per line.
void turn(const uint8_t *looks, uint8_t *bytes) {
  uint8_t a = 0, b = 0, c = 0, d = 0;
  for (uint8_t i = 0; i < 8; ++i) {
    const uint8_t look = looks[i] >> board::LOAD_SHIFT;
    a = a << 1 | (look & 1);
    b = b << 1 | (look >> 1 & 1);
    c = c << 1 | (look >> 2 & 1);
    d = d << 1 | (look >> 3 & 1);
  }
  bytes[0] = a;
  bytes[1] = b;
  bytes[2] = c;
  bytes[3] = d;
}

}  // namespace

void begin() { load_lines::begin(); }

void clockOut() { moved = load_lines::clockOut(seen, sizeof(seen)); }

Reading decode() {
  uint8_t bytes[BYTES][board::LOAD_CELLS];
  for (uint8_t i = 0; i < BYTES; ++i) turn(seen + 8 * i, bytes[i]);
  Reading reading;
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    reading.counts[cell] = joined(bytes[0][cell], bytes[1][cell], bytes[2][cell]);
  }
  reading.desynced = (moved | ~seen[BITS]) >> board::LOAD_SHIFT & ALL;
  return reading;
}

void powerDown() { load_lines::holdClockHigh(); }

void powerUp() { load_lines::holdClockLow(); }

}  // namespace hx711
