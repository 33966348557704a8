// A kilobyte that survives without power. Used only between streams, so it may be slow.
#pragma once
#include <stdint.h>

namespace storage {

constexpr uint16_t BYTES = 1024;

// Before anything else here.
void begin();

uint8_t read(uint16_t at);

// Write a byte where it differs; it lasts from the next `commit` on, or at once. Flash can only be
// erased in blocks, so a port may collect bytes in RAM until then.
void update(uint16_t at, uint8_t value);
void commit();

template <class Value>
Value get(uint16_t at) {
  Value value;
  uint8_t *bytes = reinterpret_cast<uint8_t *>(&value);
  for (uint8_t i = 0; i < sizeof(value); ++i) bytes[i] = read(at + i);
  return value;
}

template <class Value>
void put(uint16_t at, const Value &value) {
  const uint8_t *bytes = reinterpret_cast<const uint8_t *>(&value);
  for (uint8_t i = 0; i < sizeof(value); ++i) update(at + i, bytes[i]);
}

}  // namespace storage
