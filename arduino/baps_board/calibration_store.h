// The sensor's calibration and the board's id in EEPROM: two slots, written in turn, so that a
// power cut in the middle of a write always leaves the other one whole.
#pragma once
#include "wire_messages.h"

namespace calibration_store {

// Take the board's id from the EEPROM; before anything else here.
void begin();

// The newest whole slot; false where there is none. `tag` is left to the caller.
bool read(wire::StoredCalibration &calibration);

enum class Outcome : uint8_t { STORED, OUTDATED, FAILED };

// Store over the older slot and read it back. OUTDATED where the stored counter is higher, or
// equal with another content. 0.25 s.
Outcome write(const wire::WriteCalibration &calibration);

// The board's id as the host once gave it; 0 before that.
uint64_t boardId();

}  // namespace calibration_store
