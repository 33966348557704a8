// What the board remembers for good, in EEPROM: calibration of each motion sensor and of the load
// cells, the board's id, and where the body sensor is strapped.
#pragma once
#include "eeprom_slots.h"
#include "wire_messages.h"

namespace calibration_store {

using eeprom_slots::Outcome;

// Take id and placement from the EEPROM; before anything else here.
void begin();

// The newest calibration of `sensor`; false if there is none. The caller sets `tag`.
bool read(uint8_t sensor, wire::StoredCalibration &calibration);
bool read(wire::StoredLoadCalibration &calibration);

Outcome write(const wire::WriteCalibration &calibration);
Outcome write(const wire::WriteLoadCalibration &calibration);

// The board's id that the host stored; 0 if it stored none.
uint64_t boardId();

// PlacementCode of the body sensor: the thigh unless the host stored another.
uint8_t bodyPlacement();
Outcome setBodyPlacement(uint8_t placement);

}  // namespace calibration_store
