// Frames on the serial line: COBS, a zero byte at the end, CRC-16 inside (trainer/wire/codec.py).
#pragma once
#include <Arduino.h>

#include "wire_messages.h"

namespace framing {

constexpr uint8_t TYPE_BYTES = 1;
constexpr uint8_t CRC_BYTES = 2;
// COBS code byte in front and the closing zero.
constexpr uint8_t COBS_BYTES = 2;
constexpr uint8_t LONGEST_PAYLOAD = sizeof(wire::WriteLoadCalibration);
constexpr uint8_t LONGEST_BODY = TYPE_BYTES + LONGEST_PAYLOAD + CRC_BYTES;

constexpr uint8_t frameBytes(uint8_t payload) {
  return TYPE_BYTES + payload + CRC_BYTES + COBS_BYTES;
}

// Whether a frame with this payload can be queued without waiting for the line.
bool hasRoomFor(uint8_t payload);

// Queue one frame. Waits until the line has room: ask `hasRoomFor` first if waiting would cost a
// slot.
void sendBytes(uint8_t type, const void *payload, uint8_t length);

template <class Message>
void send(const Message &message) {
  sendBytes(Message::TYPE, &message, sizeof(Message));
}

// A checked frame from the host: type byte and payload, without CRC.
struct Received {
  const uint8_t *payload;
  uint8_t type;
  uint8_t length;
};

// Read some of what the serial port holds, up to the end of one frame. True when `received` holds a
// frame whose CRC is right; it stays valid until the next call. Damaged frames are dropped
// silently: the host repeats commands that were not acknowledged.
bool receive(Received &received);

}  // namespace framing
