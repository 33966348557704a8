// Content in EEPROM that a power cut cannot destroy: two slots written in turn, each with a CRC;
// the newer whole one counts. calibration_store.cpp uses it.
#pragma once
#include <Arduino.h>

namespace eeprom_slots {

// Where a pair of slots lies and what it holds.
struct Pair {
  uint16_t address;
  uint8_t bytes;           // of the content
  uint8_t counterAt;       // offset of its 32-bit counter
  uint32_t layout;         // what its content looks like: the tag of every slot written
  uint32_t earlierLayout;  // tag of slots with the same content from older firmware
};

// The tag keeps a firmware with another layout from reading a slot wrongly.
constexpr uint8_t LAYOUT_BYTES = sizeof(Pair::layout);
constexpr uint8_t CRC_BYTES = 2;

constexpr uint16_t slotBytes(uint8_t content) { return LAYOUT_BYTES + content + CRC_BYTES; }

// The newest whole content; false if there is none.
bool read(const Pair &pair, void *content);

enum class Outcome : uint8_t { STORED, OUTDATED, FAILED };

// Store over the older slot and verify it. OUTDATED if the stored counter is higher, or equal with
// different content. Takes 0.3 s.
Outcome write(const Pair &pair, const void *content);

}  // namespace eeprom_slots
