// The serial line, the storage and the CRC step.
#include <string.h>

#include "fake.h"
#include "src/platform/crc16.h"
#include "src/platform/serial_line.h"
#include "src/platform/storage.h"

namespace fake {

std::deque<uint8_t> fromHost;
std::vector<uint8_t> toHost;
bool lineBlocked = false;
uint8_t stored[1024];
unsigned writesLeft = UINT32_MAX;

namespace {

uint8_t queue[256];
uint8_t collected[sizeof(stored)];  // as a port to flash would: lost without `commit`

}  // namespace

}  // namespace fake

namespace serial_line {

void begin() {}

uint8_t room() { return fake::lineBlocked ? 0 : LARGEST_ROOM; }

Writer::Writer() : head_(0) {}
void Writer::put(uint8_t byte) { fake::queue[head_++] = byte; }
uint8_t Writer::leaveOut() { return head_++; }
void Writer::fillIn(uint8_t at, uint8_t byte) { fake::queue[at] = byte; }
void Writer::flush() { fake::toHost.insert(fake::toHost.end(), fake::queue, fake::queue + head_); }

uint8_t available() { return fake::fromHost.size() > 127 ? 127 : fake::fromHost.size(); }

uint8_t take() {
  const uint8_t byte = fake::fromHost.front();
  fake::fromHost.pop_front();
  return byte;
}

}  // namespace serial_line

namespace storage {

static_assert(sizeof(fake::stored) == BYTES, "as large as the real one");

void begin() { memcpy(fake::collected, fake::stored, sizeof(fake::stored)); }

uint8_t read(uint16_t at) { return fake::collected[at]; }

void update(uint16_t at, uint8_t value) {
  if (fake::collected[at] == value || fake::writesLeft == 0) return;
  --fake::writesLeft;
  fake::collected[at] = value;
}

void commit() { memcpy(fake::stored, fake::collected, sizeof(fake::stored)); }

}  // namespace storage

namespace crc16 {

uint16_t with(uint16_t crc, uint8_t byte) {
  crc ^= uint16_t{byte} << 8;
  for (int i = 0; i < 8; ++i) crc = crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1;
  return crc;
}

}  // namespace crc16
