#include "framing.h"

#include "src/platform/crc16.h"
#include "src/platform/serial_line.h"

namespace framing {

namespace {

// While bytes pour in, interrupts leave little time for taking them out: without a limit one call
// would go on to the end of a long frame and miss a slot.
constexpr uint8_t BYTES_AT_ONCE = 16;

static_assert(LONGEST_BODY < 0xFE, "one COBS block must hold every frame");
static_assert(frameBytes(LONGEST_PAYLOAD) <= serial_line::LARGEST_ROOM, "or it would wait forever");

// A received frame is decoded and checked byte by byte: all at once at its end, a long one would
// take half a slot.
struct Incoming {
  uint8_t body[LONGEST_BODY];
  uint8_t length;
  uint8_t leftInBlock;
  bool begun;
  bool tooLong;
  uint16_t crc;

  void restart() {
    length = leftInBlock = 0;
    begun = tooLong = false;
    crc = wire::CRC_START;
  }

  void append(uint8_t byte) {
    tooLong = tooLong || length == sizeof(body);
    if (tooLong) return;
    body[length++] = byte;
    crc = crc16::with(crc, byte);
  }

  void take(uint8_t byte) {
    if (leftInBlock > 0) {
      append(byte);
      --leftInBlock;
      return;
    }
    // Between two blocks was the zero that COBS removed.
    if (begun) append(0);
    begun = true;
    leftInBlock = byte - 1;
  }

  // The CRC over a frame and its own CRC is zero.
  bool whole() const {
    return leftInBlock == 0 && !tooLong && length >= TYPE_BYTES + CRC_BYTES && crc == 0;
  }
};

Incoming incoming = {{0}, 0, 0, false, false, wire::CRC_START};

// Sends COBS: the code byte before a block is written when the block's end is known.
class CobsWriter {
 public:
  CobsWriter() : codeAt_(line_.leaveOut()) {}

  void put(uint8_t byte) {
    if (byte != 0) {
      line_.put(byte);
      ++code_;
      return;
    }
    line_.fillIn(codeAt_, code_);
    codeAt_ = line_.leaveOut();
    code_ = 1;
  }

  void end() {
    line_.fillIn(codeAt_, code_);
    line_.put(0);
    line_.flush();
  }

 private:
  serial_line::Writer line_;
  uint8_t codeAt_;
  uint8_t code_ = 1;
};

}  // namespace

bool hasRoomFor(uint8_t payload) { return serial_line::room() >= frameBytes(payload); }

void sendBytes(uint8_t type, const void *payload, uint8_t length) {
  while (!hasRoomFor(length)) continue;
  const uint8_t *bytes = static_cast<const uint8_t *>(payload);
  CobsWriter writer;
  uint16_t crc = crc16::with(wire::CRC_START, type);
  writer.put(type);
  for (uint8_t i = 0; i < length; ++i) {
    crc = crc16::with(crc, bytes[i]);
    writer.put(bytes[i]);
  }
  writer.put(crc >> 8);
  writer.put(crc & 0xFF);
  writer.end();
}

bool receive(Received &received) {
  for (uint8_t i = 0; i < BYTES_AT_ONCE && serial_line::available() > 0; ++i) {
    const uint8_t byte = serial_line::take();
    if (byte != 0) {
      incoming.take(byte);
      continue;
    }
    const bool whole = incoming.whole();
    received.type = incoming.body[0];
    received.payload = incoming.body + TYPE_BYTES;
    received.length = incoming.length - TYPE_BYTES - CRC_BYTES;
    incoming.restart();
    if (whole) return true;
  }
  return false;
}

}  // namespace framing
