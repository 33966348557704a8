// Commands that take the EEPROM or a sensor for longer than a slot: refused while streaming.
#pragma once
#include "framing.h"

namespace idle_commands {

void readCalibration(const framing::Received &command);
void writeCalibration(const framing::Received &command);
void readLoadCalibration(const framing::Received &command);
void writeLoadCalibration(const framing::Received &command);
void setPlacement(const framing::Received &command);
void selfTest(const framing::Received &command);

}  // namespace idle_commands
