#include "i2c_bus.h"

#include <Wire.h>

#include "board_config.h"

namespace i2c {

namespace {

// A byte and its acknowledge: after nine clocks every device has let go of SDA.
constexpr uint8_t CLOCKS_TO_RELEASE = 9;
constexpr uint8_t HALF_CLOCK_US = 5;

// Open drain by hand: a line is only ever pulled low or left to its pull-up.
void pullLow(uint8_t pin) {
  digitalWrite(pin, LOW);
  pinMode(pin, OUTPUT);
}

void letGo(uint8_t pin) { pinMode(pin, INPUT_PULLUP); }

void clockOnce() {
  pullLow(SCL);
  delayMicroseconds(HALF_CLOCK_US);
  letGo(SCL);
  delayMicroseconds(HALF_CLOCK_US);
}

void stopCondition() {
  pullLow(SDA);
  delayMicroseconds(HALF_CLOCK_US);
  letGo(SDA);
  delayMicroseconds(HALF_CLOCK_US);
}

}  // namespace

void begin() {
  Wire.begin();
  Wire.setClock(board::I2C_HZ);
  // Resetting on timeout frees the TWI unit, which otherwise waits for its stop condition forever.
  Wire.setWireTimeout(board::I2C_TIMEOUT_US, true);
}

bool isStuck() { return digitalRead(SDA) == LOW; }

void recover() {
  Wire.end();
  letGo(SDA);
  for (uint8_t i = 0; i < CLOCKS_TO_RELEASE && isStuck(); ++i) clockOnce();
  stopCondition();
  begin();
}

bool writeRegister(uint8_t address, uint8_t reg, uint8_t value) {
  Wire.beginTransmission(address);
  Wire.write(reg);
  Wire.write(value);
  return Wire.endTransmission() == 0;
}

bool readRegisters(uint8_t address, uint8_t first, uint8_t *values, uint8_t count) {
  Wire.beginTransmission(address);
  Wire.write(first);
  if (Wire.endTransmission(false) != 0) return false;
  if (Wire.requestFrom(address, count) != count) return false;
  for (uint8_t i = 0; i < count; ++i) values[i] = Wire.read();
  return true;
}

}  // namespace i2c
