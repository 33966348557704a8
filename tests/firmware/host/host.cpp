#include "host.h"

#include "cases.h"
#include "fake/fake.h"
#include "src/platform/crc16.h"
#include "src/platform/storage.h"

namespace host {

namespace {

uint16_t crcOf(const Bytes &bytes) {
  uint16_t crc = wire::CRC_START;
  for (const uint8_t byte : bytes) crc = crc16::with(crc, byte);
  return crc;
}

Bytes unstuffed(const Bytes &line) {
  Bytes body;
  for (size_t at = 0; at < line.size(); at += line[at]) {
    if (at > 0) body.push_back(0);
    CHECK(at + line[at] <= line.size());
    body.insert(body.end(), line.begin() + at + 1, line.begin() + at + line[at]);
  }
  return body;
}

Frame opened(const Bytes &line) {
  const Bytes body = unstuffed(line);
  CHECK(body.size() >= 3);
  CHECK_EQUAL(crcOf(body), 0);
  return {body[0], Bytes(body.begin() + 1, body.end() - 2)};
}

}  // namespace

Bytes framed(uint8_t type, const void *payload, size_t length) {
  const uint8_t *bytes = static_cast<const uint8_t *>(payload);
  Bytes body = {type};
  body.insert(body.end(), bytes, bytes + length);
  const uint16_t crc = crcOf(body);
  body.push_back(crc >> 8);
  body.push_back(crc & 0xFF);
  Bytes line = {1};
  size_t code = 0;
  for (const uint8_t byte : body) {
    if (byte == 0) code = line.size();
    line.push_back(byte == 0 ? 1 : byte);
    if (byte != 0) ++line[code];
  }
  line.push_back(0);
  return line;
}

template <>
Bytes framed(const wire::Identify &) {
  return framed(wire::Identify::TYPE, nullptr, 0);
}

void give(const Bytes &bytes) {
  fake::fromHost.insert(fake::fromHost.end(), bytes.begin(), bytes.end());
}

std::vector<Frame> taken() {
  std::vector<Frame> frames;
  Bytes line;
  for (const uint8_t byte : fake::toHost) {
    if (byte != 0) line.push_back(byte);
    else {
      frames.push_back(opened(line));
      line.clear();
    }
  }
  fake::toHost.clear();
  return frames;
}

void run(uint32_t us) {
  const uint64_t untilUs = fake::nowUs + us;
  while (fake::nowUs < untilUs) loop();
}

void boot() {
  fake::fit(fake::sensors[0], 0x68);
  setup();
  run(1000);
  taken();
}

}  // namespace host
