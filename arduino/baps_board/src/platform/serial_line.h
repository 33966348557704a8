// Bytes to and from the host. Nothing here waits: bytes lie in a queue of each direction, and leave
// and arrive by interrupt or by the chip's own hardware.
#pragma once
#include <stdint.h>

namespace serial_line {

void begin();

// At most two samples and an answer wait in the queue; the longest frame (a calibration) fits, too.
constexpr uint8_t QUEUE_BYTES = 128;
constexpr uint8_t LARGEST_ROOM = QUEUE_BYTES - 1;

// Bytes that can be queued now.
uint8_t room();

// Bytes are queued one by one, within `room`, and leave when `flush` is called.
class Writer {
 public:
  Writer();
  void put(uint8_t byte);
  // Leave one byte out, to be filled in before `flush`.
  uint8_t leaveOut();
  void fillIn(uint8_t at, uint8_t byte);
  void flush();

 private:
  uint8_t head_;
};

uint8_t available();
// The oldest received byte; call it only if one is available.
uint8_t take();

}  // namespace serial_line
