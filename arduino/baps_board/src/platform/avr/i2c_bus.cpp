#ifdef __AVR__
#include "../i2c_bus.h"

#include <avr/interrupt.h>
#include <util/twi.h>

#include "../../../board_config.h"
#include "../processor.h"

namespace i2c {

namespace {

// A byte and its acknowledge: after nine clocks every device has let go of SDA.
constexpr uint8_t CLOCKS_TO_RELEASE = 9;
constexpr uint8_t HALF_CLOCK_US = 5;
// A stop condition takes a few clocks; if it never ends, something holds the bus low.
constexpr uint8_t STOP_US = 20;

constexpr uint8_t NEXT = _BV(TWINT) | _BV(TWEN) | _BV(TWIE);

// Rounded up: the bus is never faster than asked for.
constexpr uint8_t dividerFor(uint32_t hz) { return (F_CPU / hz - 16 + 1) / 2; }
uint8_t divider = dividerFor(board::I2C_WITH_STRAP_HZ);

// What the interrupt works on. The sketch writes it only while no transfer runs.
uint8_t deviceAddress;
uint8_t firstRegister;
uint8_t *volatile nextByte;
volatile uint8_t left;
bool writing;
volatile bool registerSent;
volatile bool readPhase;
volatile Transfer transfer = Transfer::DONE;
uint32_t startedUs;

// Open drain by hand: a line is either pulled low or left to its pull-up.
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

void waitForStop() {
  for (uint8_t us = 0; us < STOP_US && (TWCR & _BV(TWSTO)); ++us) delayMicroseconds(1);
}

void start(uint8_t address, uint8_t reg, uint8_t *values, uint8_t count) {
  waitForStop();
  deviceAddress = address;
  firstRegister = reg;
  nextByte = values;
  left = count;
  registerSent = readPhase = false;
  transfer = Transfer::RUNNING;
  startedUs = micros();
  // The interrupt must find all of this.
  processor::barrier();
  TWCR = NEXT | _BV(TWSTA);
}

bool finish() {
  while (state() == Transfer::RUNNING) continue;
  return transfer == Transfer::DONE;
}

}  // namespace

void begin() {
  letGo(SDA);
  letGo(SCL);
  TWSR = 0;
  TWBR = divider;
  TWCR = _BV(TWEN);
}

void setClock(uint32_t hz) { TWBR = divider = dividerFor(hz); }

bool isStuck(uint8_t) { return digitalRead(SDA) == LOW; }

void recover(uint8_t address) {
  TWCR = 0;
  letGo(SDA);
  for (uint8_t i = 0; i < CLOCKS_TO_RELEASE && isStuck(address); ++i) clockOnce();
  stopCondition();
  begin();
}

void startRead(uint8_t address, uint8_t first, uint8_t *values, uint8_t count) {
  writing = false;
  start(address, first, values, count);
}

Transfer state() {
  if (transfer == Transfer::RUNNING && micros() - startedUs > board::I2C_TIMEOUT_US) {
    // Switching the unit off frees it; it would wait for its stop condition forever.
    TWCR = 0;
    transfer = Transfer::FAILED;
    begin();
  }
  // What was read is in the caller's memory only when the state says so.
  const Transfer now = transfer;
  processor::barrier();
  return now;
}

bool isRunning() { return transfer == Transfer::RUNNING; }

bool readRegisters(uint8_t address, uint8_t first, uint8_t *values, uint8_t count) {
  finish();
  startRead(address, first, values, count);
  return finish();
}

bool writeRegister(uint8_t address, uint8_t reg, uint8_t value) {
  finish();
  writing = true;
  start(address, reg, &value, 1);
  return finish();
}

}  // namespace i2c

namespace {

// The interrupt runs for each byte of a thousand bursts a second: having these inline saves a third
// of its time.
#define ALWAYS_INLINE inline __attribute__((always_inline))

ALWAYS_INLINE void end(i2c::Transfer how) {
  TWCR = _BV(TWINT) | _BV(TWEN) | _BV(TWSTO);
  i2c::transfer = how;
}

ALWAYS_INLINE void takeByte() {
  uint8_t *at = i2c::nextByte;
  *at++ = TWDR;
  i2c::nextByte = at;
}

// Acknowledging a byte asks for the next one, so the last byte is not acknowledged.
ALWAYS_INLINE void askForNext() {
  const uint8_t following = i2c::left - 1;
  i2c::left = following;
  TWCR = following > 0 ? i2c::NEXT | _BV(TWEA) : i2c::NEXT;
}

ALWAYS_INLINE void sendNext() {
  using namespace i2c;
  if (!registerSent) {
    registerSent = true;
    TWDR = firstRegister;
    TWCR = NEXT;
  } else if (!writing) {
    readPhase = true;
    TWCR = NEXT | _BV(TWSTA);
  } else if (left > 0) {
    left = left - 1;
    TWDR = *nextByte;
    nextByte = nextByte + 1;
    TWCR = NEXT;
  } else {
    end(Transfer::DONE);
  }
}

}  // namespace

ISR(TWI_vect) {
  using namespace i2c;
  switch (TW_STATUS) {
    case TW_MR_DATA_ACK:
      takeByte();
      askForNext();
      break;
    case TW_START:
    case TW_REP_START:
      TWDR = deviceAddress << 1 | (readPhase ? TW_READ : TW_WRITE);
      TWCR = NEXT;
      break;
    case TW_MT_SLA_ACK:
    case TW_MT_DATA_ACK:
      sendNext();
      break;
    case TW_MR_SLA_ACK:
      askForNext();
      break;
    case TW_MR_DATA_NACK:
      takeByte();
      end(Transfer::DONE);
      break;
    default:
      end(Transfer::FAILED);
  }
}

#endif
