// Frames from and to the host: COBS, CRC, and what damage does.
#include "cases.h"
#include "fake/fake.h"
#include "framing.h"
#include "host.h"

namespace {

using host::Bytes;

// As tests/wire/test_codec.py has them, made there without this code.
const Bytes GOLDEN_IDENTIFY = {0x04, 0x01, 0xF1, 0xD1, 0x00};
const Bytes GOLDEN_NACK = {0x07, 0x03, 0x20, 0x07, 0x03, 0x30, 0x2E, 0x00};

const Bytes PING_7 = host::framed(wire::Ping{7});
const Bytes PING_8 = host::framed(wire::Ping{8});

// Take all that is there; the tags of whole pings among it.
Bytes pings() {
  Bytes tags;
  framing::Received received;
  while (!fake::fromHost.empty()) {
    if (!framing::receive(received)) continue;
    CHECK_EQUAL(received.type, wire::Ping::TYPE + 0);
    CHECK_EQUAL(received.length, 1);
    tags.push_back(received.payload[0]);
  }
  return tags;
}

Bytes pingsAfter(const Bytes &bytes) {
  host::give(bytes);
  return pings();
}

Bytes operator+(Bytes a, const Bytes &b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace

CASE("the frozen identify is understood", "a CRC or COBS that only this firmware speaks") {
  host::give(GOLDEN_IDENTIFY);
  framing::Received received;
  CHECK(framing::receive(received));
  CHECK_EQUAL(received.type, wire::Identify::TYPE + 0);
  CHECK_EQUAL(received.length, 0);
}

CASE("the frozen nack leaves as it is written down", "a sender that only our own parser reads") {
  framing::send(wire::Nack{0x20, 7, 3});
  CHECK(fake::toHost == GOLDEN_NACK);
}

CASE("two frames in one read are two frames", "a second command lost behind the first") {
  CHECK(pingsAfter(PING_7 + PING_8) == (Bytes{7, 8}));
}

CASE("a frame may come byte by byte", "a parser that needs a whole frame at once") {
  framing::Received received;
  for (size_t i = 0; i + 1 < PING_7.size(); ++i) {
    host::give({PING_7[i]});
    CHECK(!framing::receive(received));
  }
  host::give({0});
  CHECK(framing::receive(received));
  CHECK_EQUAL(received.payload[0], 7);
}

CASE("a frame cut by a zero is dropped and the next is taken", "halves that are joined") {
  for (size_t cut = 1; cut + 1 < PING_7.size(); ++cut) {
    Bytes broken = PING_7;
    broken.insert(broken.begin() + cut, 0);
    CHECK(pingsAfter(broken + PING_8) == Bytes{8});
  }
}

CASE("a frame without its end does not swallow two",
     "one lost zero that costs more than its frame") {
  const Bytes withoutEnd(PING_7.begin(), PING_7.end() - 1);
  CHECK(pingsAfter(withoutEnd + PING_8 + PING_8) == Bytes{8});
}

CASE("zeros between frames are nothing", "an empty frame that is answered") {
  CHECK(pingsAfter(Bytes{0, 0, 0} + PING_7 + Bytes{0, 0} + PING_8) == (Bytes{7, 8}));
}

CASE("a checksum of nothing is no frame", "a type and a length read from an empty buffer") {
  // These two bytes are the CRC of no bytes at all.
  CHECK(pingsAfter(Bytes{3, 0xFF, 0xFF, 0} + PING_7) == Bytes{7});
}

CASE("a frame wrong by one bit is dropped, whichever bit", "a check that leaves a bit out") {
  for (size_t at = 0; at < PING_7.size(); ++at) {
    for (uint8_t bit = 0; bit < 8; ++bit) {
      Bytes broken = PING_7;
      broken[at] ^= 1 << bit;
      // A broken closing zero costs its frame and the next one.
      const Bytes expected = at + 1 < PING_7.size() ? Bytes{8, 7} : Bytes{7};
      CHECK(pingsAfter(broken + PING_8 + PING_7) == expected);
    }
  }
}

CASE("a frame that lacks a byte is dropped, whichever byte", "a length taken from the end alone") {
  for (size_t at = 0; at + 1 < PING_7.size(); ++at) {
    Bytes broken = PING_7;
    broken.erase(broken.begin() + at);
    CHECK(pingsAfter(broken + PING_8) == Bytes{8});
  }
}

CASE("a frame too long for the buffer is dropped", "bytes written behind the buffer") {
  Bytes endless = {0xFF};
  endless.resize(300, 0x55);
  endless.push_back(0);
  CHECK(pingsAfter(endless + PING_7) == Bytes{7});
}

CASE("the longest message arrives whole, zeros and all", "a last byte or a zero that gets lost") {
  wire::WriteLoadCalibration message = {};
  message.tag = 9;
  message.counter = 0x01000200;
  message.cell_ml_mm[3] = -110.25f;
  host::send(message);
  framing::Received received;
  while (!framing::receive(received)) CHECK(!fake::fromHost.empty());
  CHECK_EQUAL(received.type, wire::WriteLoadCalibration::TYPE + 0);
  CHECK_EQUAL(received.length, sizeof(message));
  CHECK(memcmp(received.payload, &message, sizeof(message)) == 0);
}

CASE("a flood is taken in pieces", "a long frame that holds the loop over a slot") {
  host::give(Bytes(100, 0x55));
  framing::Received received;
  CHECK(!framing::receive(received));
  CHECK(fake::fromHost.size() >= 80);
}

CASE("what is sent reads back, zeros and all", "a COBS code written for the wrong block") {
  wire::LoadSample sample = {};
  sample.seq = 0x0100;
  sample.device_us = 0x00FF0000;
  sample.counts[1] = -1;
  framing::send(sample);
  const auto frames = host::taken();
  CHECK_EQUAL(frames.size(), 1u);
  const auto back = frames[0].as<wire::LoadSample>();
  CHECK(memcmp(&back, &sample, sizeof(sample)) == 0);
}
