#include "calibration_store.h"

#include <stddef.h>

#include "board_config.h"
#include "src/platform/crc16.h"
#include "src/platform/storage.h"

namespace calibration_store {

namespace {

using eeprom_slots::Pair;
using eeprom_slots::slotBytes;

// What is stored is the message without its tag.
constexpr uint8_t TAG_BYTES = 1;
constexpr uint8_t IMU_BYTES = sizeof(wire::WriteCalibration) - TAG_BYTES;
constexpr uint8_t LOAD_BYTES = sizeof(wire::WriteLoadCalibration) - TAG_BYTES;
static_assert(sizeof(wire::StoredCalibration) == sizeof(wire::WriteCalibration) &&
                  sizeof(wire::StoredLoadCalibration) == sizeof(wire::WriteLoadCalibration),
              "what is written is what is read");

constexpr uint16_t LOAD_ADDRESS = 512;
constexpr uint16_t PLACEMENT_ADDRESS = 768;
constexpr uint8_t IMU_COUNTER = offsetof(wire::WriteCalibration, counter) - TAG_BYTES;
constexpr uint8_t LOAD_COUNTER = offsetof(wire::WriteLoadCalibration, counter) - TAG_BYTES;
static_assert(2 * slotBytes(IMU_BYTES) <= 256 && 2 * slotBytes(LOAD_BYTES) <= 256,
              "each pair of slots has a quarter of the EEPROM");

// Each record layout has its own number, so that changing other messages costs no board its
// calibration or its id. The numbers are the schemas with which the firmware first wrote such
// records: everything written since can be read, and an older firmware reads what this one writes.
constexpr uint32_t IMU_LAYOUT = 0xCBA9B1D9;
constexpr uint32_t FIRST_IMU_LAYOUT = 0x1B43FCC0;  // of sensor 0 only, before there were others
constexpr uint32_t LOAD_LAYOUT = 0xCBA9B1D9;
static_assert(IMU_BYTES == 70 && LOAD_BYTES == 80,
              "a record that looks otherwise needs another layout number");

constexpr Pair IMU_SLOTS[board::IMUS] = {{0, IMU_BYTES, IMU_COUNTER, IMU_LAYOUT, FIRST_IMU_LAYOUT},
                                         {256, IMU_BYTES, IMU_COUNTER, IMU_LAYOUT, IMU_LAYOUT}};
constexpr Pair LOAD_SLOTS = {LOAD_ADDRESS, LOAD_BYTES, LOAD_COUNTER, LOAD_LAYOUT, LOAD_LAYOUT};

// This byte is cheap to lose: if its CRC is wrong the default is used.
struct __attribute__((packed)) StoredPlacement {
  uint8_t placement;
  uint16_t crc;
};

// Kept in RAM: looking into the slots takes longer than a slot of the stream.
uint64_t knownBoardId = 0;
uint8_t knownPlacement = wire::PlacementCode::THIGH;

template <class Message>
uint8_t *contentOf(Message &message) {
  return reinterpret_cast<uint8_t *>(&message) + TAG_BYTES;
}

template <class Message>
Outcome writeTo(const Pair &pair, const Message &calibration) {
  const uint8_t *content = reinterpret_cast<const uint8_t *>(&calibration) + TAG_BYTES;
  const Outcome outcome = eeprom_slots::write(pair, content);
  if (outcome == Outcome::STORED) knownBoardId = calibration.board_id;
  return outcome;
}

uint64_t findBoardId() {
  for (uint8_t sensor = 0; sensor < board::IMUS; ++sensor) {
    wire::StoredCalibration calibration;
    if (read(sensor, calibration)) return calibration.board_id;
  }
  wire::StoredLoadCalibration calibration;
  return read(calibration) ? calibration.board_id : 0;
}

uint16_t crcOf(uint8_t placement) { return crc16::with(wire::CRC_START, placement); }

uint8_t findPlacement() {
  const auto stored = storage::get<StoredPlacement>(PLACEMENT_ADDRESS);
  return stored.crc == crcOf(stored.placement) ? stored.placement
                                               : uint8_t{wire::PlacementCode::THIGH};
}

}  // namespace

void begin() {
  knownBoardId = findBoardId();
  knownPlacement = findPlacement();
}

bool read(uint8_t sensor, wire::StoredCalibration &calibration) {
  return eeprom_slots::read(IMU_SLOTS[sensor], contentOf(calibration));
}

bool read(wire::StoredLoadCalibration &calibration) {
  return eeprom_slots::read(LOAD_SLOTS, contentOf(calibration));
}

Outcome write(const wire::WriteCalibration &calibration) {
  return writeTo(IMU_SLOTS[calibration.sensor], calibration);
}

Outcome write(const wire::WriteLoadCalibration &calibration) {
  return writeTo(LOAD_SLOTS, calibration);
}

uint64_t boardId() { return knownBoardId; }

uint8_t bodyPlacement() { return knownPlacement; }

Outcome setBodyPlacement(uint8_t placement) {
  storage::put(PLACEMENT_ADDRESS, StoredPlacement{placement, crcOf(placement)});
  storage::commit();
  if (findPlacement() != placement) return Outcome::FAILED;
  knownPlacement = placement;
  return Outcome::STORED;
}

}  // namespace calibration_store
