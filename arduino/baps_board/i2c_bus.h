// The I2C bus through Wire, with a timeout and a way back from a sensor that holds SDA down.
#pragma once
#include <Arduino.h>

namespace i2c {

void begin();

// Whether something holds the data line down while nobody talks.
bool isStuck();

// Clock a half-sent byte out of a confused sensor and end it with a stop condition. 0.2 ms.
void recover();

// Both are false where the device does not answer or the bus times out.
bool writeRegister(uint8_t address, uint8_t reg, uint8_t value);
bool readRegisters(uint8_t address, uint8_t first, uint8_t *values, uint8_t count);

}  // namespace i2c
