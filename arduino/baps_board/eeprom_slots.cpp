#include "eeprom_slots.h"

#include <string.h>

#include "src/platform/crc16.h"
#include "src/platform/storage.h"
#include "wire_messages.h"

namespace eeprom_slots {

namespace {

constexpr uint8_t SLOTS = 2;
constexpr uint8_t NO_SLOT = SLOTS;

// Byte by byte: a whole slot would take a tenth of the free RAM, and there are two.
uint16_t contentAt(const Pair &pair, uint8_t slot) {
  return pair.address + slot * slotBytes(pair.bytes) + LAYOUT_BYTES;
}

uint16_t crcAt(const Pair &pair, uint8_t slot) { return contentAt(pair, slot) + pair.bytes; }

uint32_t layoutOf(const Pair &pair, uint8_t slot) {
  return storage::get<uint32_t>(contentAt(pair, slot) - LAYOUT_BYTES);
}

uint16_t storedCrc(const Pair &pair, uint8_t slot) {
  return storage::get<uint16_t>(crcAt(pair, slot));
}

uint16_t crcOf(const Pair &pair, uint8_t slot) {
  uint16_t crc = wire::CRC_START;
  for (uint16_t at = contentAt(pair, slot) - LAYOUT_BYTES; at < crcAt(pair, slot); ++at) {
    crc = crc16::with(crc, storage::read(at));
  }
  return crc;
}

bool isWhole(const Pair &pair, uint8_t slot) {
  const uint32_t layout = layoutOf(pair, slot);
  return (layout == pair.layout || layout == pair.earlierLayout) &&
         storedCrc(pair, slot) == crcOf(pair, slot);
}

uint32_t counterOf(const Pair &pair, uint8_t slot) {
  return storage::get<uint32_t>(contentAt(pair, slot) + pair.counterAt);
}

// Compares two whole slots. The counter restarted if a firmware could not read the earlier layout.
bool secondIsNewer(const Pair &pair) {
  const uint32_t second = layoutOf(pair, 1);
  if (second != layoutOf(pair, 0)) return second == pair.layout;
  return counterOf(pair, 1) > counterOf(pair, 0);
}

uint8_t newestOf(const Pair &pair) {
  const bool first = isWhole(pair, 0);
  const bool second = isWhole(pair, 1);
  if (first && second) return secondIsNewer(pair) ? 1 : 0;
  if (first) return 0;
  return second ? 1 : NO_SLOT;
}

bool holds(const Pair &pair, uint8_t slot, const uint8_t *content) {
  for (uint8_t i = 0; i < pair.bytes; ++i) {
    if (storage::read(contentAt(pair, slot) + i) != content[i]) return false;
  }
  return true;
}

void put(const Pair &pair, uint8_t slot, const uint8_t *content) {
  storage::put(contentAt(pair, slot) - LAYOUT_BYTES, pair.layout);
  for (uint8_t i = 0; i < pair.bytes; ++i) storage::update(contentAt(pair, slot) + i, content[i]);
  storage::put(crcAt(pair, slot), crcOf(pair, slot));
  storage::commit();
}

}  // namespace

bool read(const Pair &pair, void *content) {
  const uint8_t newest = newestOf(pair);
  if (newest == NO_SLOT) return false;
  uint8_t *bytes = static_cast<uint8_t *>(content);
  for (uint8_t i = 0; i < pair.bytes; ++i) bytes[i] = storage::read(contentAt(pair, newest) + i);
  return true;
}

Outcome write(const Pair &pair, const void *content) {
  const uint8_t *bytes = static_cast<const uint8_t *>(content);
  const uint8_t newest = newestOf(pair);
  if (newest != NO_SLOT) {
    // The host repeats a write whose acknowledgement was lost.
    if (holds(pair, newest, bytes)) return Outcome::STORED;
    uint32_t counter;
    memcpy(&counter, bytes + pair.counterAt, sizeof(counter));
    if (counter <= counterOf(pair, newest)) return Outcome::OUTDATED;
  }
  const uint8_t target = newest == 0 ? 1 : 0;
  put(pair, target, bytes);
  return isWhole(pair, target) && holds(pair, target, bytes) ? Outcome::STORED : Outcome::FAILED;
}

}  // namespace eeprom_slots
