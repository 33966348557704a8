#ifdef __AVR__
#include "../storage.h"

#include <avr/eeprom.h>
#include <avr/io.h>

namespace storage {

static_assert(E2END + 1 >= BYTES, "this chip's EEPROM is too small");

namespace {

uint8_t *address(uint16_t at) { return reinterpret_cast<uint8_t *>(at); }

}  // namespace

void begin() {}

uint8_t read(uint16_t at) { return eeprom_read_byte(address(at)); }

// Waits 3.4 ms for each byte that differs, and is kept at once.
void update(uint16_t at, uint8_t value) { eeprom_update_byte(address(at), value); }

void commit() {}

}  // namespace storage

#endif
