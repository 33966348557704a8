// The step of CRC-16/CCITT (polynomial 0x1021, highest bit first) by the quickest way a chip has:
// it runs for every byte of a thousand frames a second.
#pragma once
#include <stdint.h>

namespace crc16 {

// `crc` continued by one byte.
uint16_t with(uint16_t crc, uint8_t byte);

}  // namespace crc16
