// What the board remembers for good, in EEPROM: calibration of each motion sensor and of the load
// cells, the board's id, and where the body sensor is strapped.
#pragma once
#include "eeprom_slots.h"
#include "wire_messages.h"

namespace calibration_store {

using eeprom_slots::Outcome;

// Take id and placement from the EEPROM; before anything else here.
void begin();

// The newest calibration of `sensor`; false where there is none. `tag` is left to the caller.
bool read(uint8_t sensor, wire::StoredCalibration &calibration);
bool read(wire::StoredLoadCalibration &calibration);

Outcome write(const wire::WriteCalibration &calibration);
Outcome write(const wire::WriteLoadCalibration &calibration);

// The board's id as the host once gave it; 0 before that.
uint64_t boardId();

// PlacementCode of the body sensor: the thigh until the host said otherwise.
uint8_t bodyPlacement();
Outcome setBodyPlacement(uint8_t placement);

}  // namespace calibration_store
