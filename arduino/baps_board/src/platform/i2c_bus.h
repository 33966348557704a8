// The I2C bus: transfers run by themselves while the sketch goes on, with a timeout and a way back
// from a sensor that holds SDA low. The core's Wire would make the processor wait half a
// millisecond for each reading, which at 1 kHz leaves no time to answer the host. A port with two
// buses may give each address its own; the sketch runs one transfer at a time.
#pragma once
#include <stdint.h>

namespace i2c {

enum class Transfer : uint8_t { RUNNING, DONE, FAILED };

void begin();

// Change the clock, while no transfer runs. It begins, and is idle, at the strap's slow one.
void setClock(uint32_t hz);

// Whether something holds the data line of this address low although no transfer runs.
bool isStuck(uint8_t address);

// Clock a half-sent byte out of a confused sensor on that line and end it with a stop condition.
// 0.1 ms.
void recover(uint8_t address);

// Begin to read registers; `values` must live until the transfer has ended.
void startRead(uint8_t address, uint8_t first, uint8_t *values, uint8_t count);

// The state of the latest transfer. A transfer that takes too long fails here and frees the bus.
Transfer state();

// Whether the interrupt has work left; may be asked with interrupts off.
bool isRunning();

// Read or write and wait for the end, 0.8 ms at most. False if the device does not answer.
bool readRegisters(uint8_t address, uint8_t first, uint8_t *values, uint8_t count);
bool writeRegister(uint8_t address, uint8_t reg, uint8_t value);

}  // namespace i2c
