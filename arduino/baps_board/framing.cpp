#include "framing.h"

#include <string.h>
#include <util/crc16.h>

namespace framing {

namespace {

constexpr uint8_t LONGEST_ENCODED = LONGEST_BODY + 1;
static_assert(LONGEST_ENCODED < 0xFF, "one COBS block must hold every frame");

uint8_t outgoing[LONGEST_BODY];
uint8_t incoming[LONGEST_ENCODED];
uint8_t incomingLength = 0;
bool incomingOverflow = false;

void writeCobs(const uint8_t *body, uint8_t length) {
  uint8_t blockStart = 0;
  for (uint8_t i = 0; i <= length; ++i) {
    if (i < length && body[i] != 0) continue;
    const uint8_t block = i - blockStart;
    Serial.write(static_cast<uint8_t>(block + 1));
    Serial.write(body + blockStart, block);
    blockStart = i + 1;
  }
  Serial.write(static_cast<uint8_t>(0));
}

// Decode in place; the body's length, or 0 where the codes do not fit the frame.
uint8_t decodeCobs(uint8_t *bytes, uint8_t length) {
  uint8_t from = 0;
  uint8_t to = 0;
  while (from < length) {
    const uint8_t code = bytes[from++];
    if (code - 1 > length - from) return 0;
    for (uint8_t i = 1; i < code; ++i) bytes[to++] = bytes[from++];
    if (from < length) bytes[to++] = 0;
  }
  return to;
}

bool checkedFrame(Received &received) {
  const uint8_t length = decodeCobs(incoming, incomingLength);
  if (length < TYPE_BYTES + CRC_BYTES) return false;
  // Run over its own CRC as well, the check sum ends at zero.
  if (crc16(wire::CRC_START, incoming, length) != 0) return false;
  received.type = incoming[0];
  received.payload = incoming + TYPE_BYTES;
  received.length = length - TYPE_BYTES - CRC_BYTES;
  return true;
}

}  // namespace

uint16_t crc16(uint16_t crc, const void *data, uint8_t length) {
  const uint8_t *bytes = static_cast<const uint8_t *>(data);
  for (uint8_t i = 0; i < length; ++i) crc = _crc_xmodem_update(crc, bytes[i]);
  return crc;
}

bool hasRoomFor(uint8_t payload) { return Serial.availableForWrite() >= frameBytes(payload); }

void sendBytes(uint8_t type, const void *payload, uint8_t length) {
  outgoing[0] = type;
  memcpy(outgoing + TYPE_BYTES, payload, length);
  uint8_t end = TYPE_BYTES + length;
  const uint16_t crc = crc16(wire::CRC_START, outgoing, end);
  outgoing[end++] = crc >> 8;
  outgoing[end++] = crc & 0xFF;
  writeCobs(outgoing, end);
}

bool receive(Received &received) {
  while (Serial.available() > 0) {
    const uint8_t byte = Serial.read();
    if (byte != 0) {
      incomingOverflow = incomingOverflow || incomingLength == sizeof(incoming);
      if (!incomingOverflow) incoming[incomingLength++] = byte;
      continue;
    }
    const bool good = !incomingOverflow && checkedFrame(received);
    incomingLength = 0;
    incomingOverflow = false;
    if (good) return true;
  }
  return false;
}

}  // namespace framing
