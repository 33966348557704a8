#ifdef __AVR__
#include "../crc16.h"

#include <util/crc16.h>

namespace crc16 {

uint16_t with(uint16_t crc, uint8_t byte) { return _crc_xmodem_update(crc, byte); }

}  // namespace crc16

#endif
