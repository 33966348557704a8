#include "calibration_store.h"

#include <EEPROM.h>
#include <string.h>

#include "framing.h"

namespace calibration_store {

namespace {

// A slot is a WriteCalibration without its tag, the schema it was written with, and a CRC. The
// schema keeps a firmware with other messages from reading it wrongly.
constexpr uint8_t TAG_BYTES = sizeof(wire::WriteCalibration::tag);
constexpr uint8_t CONTENT_BYTES = sizeof(wire::WriteCalibration) - TAG_BYTES;
constexpr uint8_t SLOTS = 2;
constexpr uint8_t NO_SLOT = SLOTS;

struct __attribute__((packed)) Slot {
  uint32_t schema;
  uint8_t content[CONTENT_BYTES];
  uint16_t crc;
};

static_assert(sizeof(wire::StoredCalibration) == sizeof(wire::WriteCalibration),
              "what is written is what is read");
static_assert(SLOTS * sizeof(Slot) <= 512, "leaves half of the EEPROM to the body sensor");

// Kept in RAM: reading both slots takes longer than a slot of the stream.
uint64_t knownBoardId = 0;

uint16_t addressOf(uint8_t slot) { return slot * sizeof(Slot); }

uint16_t crcOf(const Slot &slot) {
  return framing::crc16(wire::CRC_START, &slot, sizeof(Slot) - sizeof(slot.crc));
}

bool load(uint8_t index, Slot &slot) {
  EEPROM.get(addressOf(index), slot);
  return slot.schema == wire::SCHEMA_HASH && slot.crc == crcOf(slot);
}

uint32_t counterOf(const Slot &slot) {
  uint32_t counter;
  memcpy(&counter, slot.content + offsetof(wire::WriteCalibration, counter) - TAG_BYTES,
         sizeof(counter));
  return counter;
}

// Index of the newest whole slot, which is left in `newest`; NO_SLOT where none is whole.
uint8_t loadNewest(Slot &newest) {
  uint8_t found = NO_SLOT;
  for (uint8_t i = 0; i < SLOTS; ++i) {
    Slot slot;
    if (!load(i, slot)) continue;
    if (found != NO_SLOT && counterOf(slot) <= counterOf(newest)) continue;
    newest = slot;
    found = i;
  }
  return found;
}

}  // namespace

bool read(wire::StoredCalibration &calibration) {
  Slot newest;
  if (loadNewest(newest) == NO_SLOT) return false;
  memcpy(reinterpret_cast<uint8_t *>(&calibration) + TAG_BYTES, newest.content, CONTENT_BYTES);
  return true;
}

Outcome write(const wire::WriteCalibration &calibration) {
  const uint8_t *content = reinterpret_cast<const uint8_t *>(&calibration) + TAG_BYTES;
  Slot slot;
  const uint8_t newest = loadNewest(slot);
  if (newest != NO_SLOT) {
    // The host repeats a write whose acknowledgement got lost.
    if (memcmp(slot.content, content, CONTENT_BYTES) == 0) return Outcome::STORED;
    if (calibration.counter <= counterOf(slot)) return Outcome::OUTDATED;
  }
  slot.schema = wire::SCHEMA_HASH;
  memcpy(slot.content, content, CONTENT_BYTES);
  slot.crc = crcOf(slot);
  const uint8_t target = newest == 0 ? 1 : 0;
  EEPROM.put(addressOf(target), slot);
  Slot back;
  if (!load(target, back) || memcmp(&back, &slot, sizeof(Slot)) != 0) return Outcome::FAILED;
  knownBoardId = calibration.board_id;
  return Outcome::STORED;
}

void begin() {
  wire::StoredCalibration calibration;
  knownBoardId = read(calibration) ? calibration.board_id : 0;
}

uint64_t boardId() { return knownBoardId; }

}  // namespace calibration_store
