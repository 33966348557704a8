// The serial port, straight on the UART. The core's Serial takes 14 us for each byte it sends, a
// third of a millisecond for a sample: too much at 1 kHz. Here it is 4 us. The sketch must not
// mention Serial: both would claim the same interrupts.
#pragma once
#include <Arduino.h>

namespace serial_line {

void begin();

// Bytes that can be queued now without waiting.
uint8_t room();

// Bytes are queued one by one and leave when `flush` is called.
class Writer {
 public:
  Writer();
  // Waits for the line where the queue is full.
  void put(uint8_t byte);
  void flush();

 private:
  uint8_t head_;
};

uint8_t available();
// The oldest received byte; only where one is available.
uint8_t take();

}  // namespace serial_line
