// The only part in C++, because the generated message header is.
#include "host_frames.h"

#include <string.h>

#include "../../arduino/baps_board/wire_messages.h"

static unsigned decode_cobs(const uint8_t *from, unsigned length, uint8_t *to) {
  unsigned written = 0;
  for (unsigned at = 0; at < length;) {
    const unsigned code = from[at++];
    if (code == 0 || at + code - 1 > length) return 0;
    memcpy(to + written, from + at, code - 1);
    written += code - 1;
    at += code - 1;
    if (at < length) to[written++] = 0;
  }
  return written;
}

static bool read_rates(const host_frames_t *frames, asked_rates_t *rates) {
  uint8_t body[sizeof(frames->frame)];
  const unsigned length = decode_cobs(frames->frame, frames->length, body);
  const unsigned crc_bytes = 2;
  if (length != 1 + sizeof(wire::Start) + crc_bytes || body[0] != wire::Start::TYPE) return false;
  wire::Start start;
  memcpy(&start, body + 1, sizeof(start));
  rates->board_hz = start.imu_rate_hz;
  rates->body_hz = start.body_rate_hz;
  rates->load_hz = start.load_rate_hz;
  return true;
}

bool host_frames_take(host_frames_t *frames, uint8_t byte, asked_rates_t *rates) {
  if (byte != 0) {
    if (frames->length < sizeof(frames->frame)) frames->frame[frames->length++] = byte;
    return false;
  }
  const bool start = read_rates(frames, rates);
  frames->length = 0;
  return start;
}
