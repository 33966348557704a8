// What the host asks for, through the sketch's own loop.
#include "cases.h"
#include "fake/fake.h"
#include "hello.h"
#include "host.h"

namespace {

using host::Bytes;

constexpr uint32_t LONG_ENOUGH_US = 300000;  // any command between streams

wire::Start startAt(uint16_t rateHz) {
  wire::Start start = {};
  start.tag = 1;
  start.imu_rate_hz = rateHz;
  start.filter_setting = 2;
  return start;
}

std::vector<host::Frame> answersTo(const Bytes &commands, uint32_t us = LONG_ENOUGH_US) {
  host::give(commands);
  host::run(us);
  return host::taken();
}

template <class Message>
std::vector<host::Frame> answersTo(const Message &command, uint32_t us = LONG_ENOUGH_US) {
  return answersTo(host::framed(command), us);
}

// The reason of the one refusal; 0 if there is none.
template <class Message>
uint8_t refusalOf(const Message &command) {
  const auto nacks = host::only<wire::Nack>(answersTo(command));
  if (nacks.empty()) return 0;
  CHECK_EQUAL(nacks.size(), 1u);
  CHECK_EQUAL(nacks[0].command, Message::TYPE + 0);
  return nacks[0].reason;
}

bool acknowledged(const std::vector<host::Frame> &answers, uint8_t type, uint8_t tag) {
  const auto acks = host::only<wire::Ack>(answers);
  return acks.size() == 1 && acks[0].command == type && acks[0].tag == tag;
}

void startStream(uint16_t rateHz) {
  CHECK(acknowledged(answersTo(startAt(rateHz)), wire::Start::TYPE, 1));
}

std::vector<wire::ImuSample> samplesFor(uint32_t us) {
  host::run(us);
  return host::only<wire::ImuSample>(host::taken());
}

}  // namespace

CASE("a board is quiet until it is asked",
     "bytes that a bootloader or another program would read") {
  host::boot();
  host::run(1000000);
  CHECK(host::taken().empty());
}

CASE("identify is answered by hello with what is connected", "a sensor named that is not there") {
  host::boot();
  const auto answers = answersTo(wire::Identify{});
  CHECK_EQUAL(answers.size(), 1u);
  const auto hello = answers[0].as<hello::Message>();
  CHECK_EQUAL(hello.head.schema_hash, wire::SCHEMA_HASH);
  CHECK_EQUAL(hello.head.sensor_count, 3);
  CHECK_EQUAL(hello.sensors[0].present, 0x68);
  CHECK_EQUAL(hello.sensors[1].present, 0);
  CHECK_EQUAL(hello.sensors[2].present, 0);
}

CASE("two commands in one read get two answers in order", "a command lost behind another") {
  host::boot();
  Bytes both = host::framed(wire::Ping{7});
  const Bytes second = host::framed(wire::Ping{8});
  both.insert(both.end(), second.begin(), second.end());
  const auto pongs = host::only<wire::Pong>(answersTo(both));
  CHECK_EQUAL(pongs.size(), 2u);
  CHECK_EQUAL(pongs[0].tag, 7);
  CHECK_EQUAL(pongs[1].tag, 8);
  CHECK(static_cast<int32_t>(pongs[1].device_us - pongs[0].device_us) > 0);
}

CASE("an unknown command is refused by name", "a newer host that waits for ever") {
  host::boot();
  const uint8_t tag = 5;
  const auto nacks = host::only<wire::Nack>(answersTo(host::framed(0x7F, &tag, 1)));
  CHECK_EQUAL(nacks.size(), 1u);
  CHECK_EQUAL(nacks[0].command, 0x7F);
  CHECK_EQUAL(nacks[0].tag, 5);
  CHECK_EQUAL(nacks[0].reason, wire::NackReason::UNKNOWN_COMMAND + 0);
}

CASE("a command of another length is refused", "fields read from behind the frame") {
  host::boot();
  const uint8_t tagOnly = 5;
  const auto nacks =
      host::only<wire::Nack>(answersTo(host::framed(wire::Start::TYPE, &tagOnly, 1)));
  CHECK_EQUAL(nacks.size(), 1u);
  CHECK_EQUAL(nacks[0].reason, wire::NackReason::BAD_LENGTH + 0);
}

CASE("rates that a slot cannot keep are refused", "a grid that drifts, or two bursts that meet") {
  host::boot();
  for (const uint16_t rateHz : {3, 999, 1001, 2000, 65535}) {
    CHECK_EQUAL(refusalOf(startAt(rateHz)), wire::NackReason::BAD_VALUE + 0);
  }
  wire::Start both = startAt(1000);
  both.body_rate_hz = 500;
  CHECK_EQUAL(refusalOf(both), wire::NackReason::BAD_VALUE + 0);
  both.imu_rate_hz = 500;
  both.body_rate_hz = 200;
  CHECK_EQUAL(refusalOf(both), wire::NackReason::BAD_VALUE + 0);
  CHECK_EQUAL(refusalOf(startAt(0)), wire::NackReason::BAD_VALUE + 0);
}

CASE("a stream without its sensor is refused", "a stream that never sends") {
  host::boot();
  fake::sensors[0].answers = false;
  CHECK_EQUAL(refusalOf(startAt(500)), wire::NackReason::SENSOR_MISSING + 0);
}

CASE("samples belong to the slots that were asked for", "a rate that is only nearly kept") {
  host::boot();
  startStream(500);
  const auto samples = samplesFor(200000);
  CHECK(samples.size() >= 99 && samples.size() <= 101);
  for (size_t i = 1; i < samples.size(); ++i) {
    CHECK_EQUAL(samples[i].seq - samples[i - 1].seq, 1);
    CHECK_EQUAL(samples[i].device_us - samples[i - 1].device_us, 2000u);
  }
}

CASE("a stream runs over the end of micros()", "a stream that stops after 71.6 minutes") {
  fake::nowUs = 0x100000000ull - 600000;
  host::boot();
  startStream(500);
  const auto samples = samplesFor(600000);
  CHECK(samples.front().device_us > samples.back().device_us);
  for (size_t i = 1; i < samples.size(); ++i) {
    CHECK_EQUAL(static_cast<uint16_t>(samples[i].seq - samples[i - 1].seq), 1);
    CHECK_EQUAL(samples[i].device_us - samples[i - 1].device_us, 2000u);
  }
}

CASE("a start that is repeated lets the stream go on",
     "a lost acknowledgement that costs samples") {
  host::boot();
  startStream(500);
  const auto answers = answersTo(startAt(500), 20000);
  CHECK(acknowledged(answers, wire::Start::TYPE, 1));
  const auto samples = host::only<wire::ImuSample>(answers);
  CHECK(samples.front().seq > 50);
  CHECK_EQUAL(samples.back().seq - samples.front().seq + 1u, samples.size());
}

CASE("another start begins anew", "a stream at the former rate") {
  host::boot();
  startStream(500);
  wire::Start slower = startAt(100);
  slower.tag = 2;
  const auto answers = answersTo(slower);
  CHECK(acknowledged(answers, wire::Start::TYPE, 2));
  const auto samples = samplesFor(100000);
  CHECK_EQUAL(samples[1].device_us - samples[0].device_us, 10000u);
}

CASE("stop is the end of the samples", "a sample after the acknowledgement") {
  host::boot();
  startStream(500);
  const auto answers = answersTo(wire::Stop{4});
  CHECK(acknowledged(answers, wire::Stop::TYPE, 4));
  CHECK_EQUAL(answers.back().type, wire::Ack::TYPE + 0);
}

CASE("what takes longer than a slot is refused while streaming", "samples lost to the storage") {
  host::boot();
  startStream(500);
  const uint8_t busy = wire::NackReason::BUSY_STREAMING;
  CHECK_EQUAL(refusalOf(wire::ReadCalibration{2, 0}), busy);
  CHECK_EQUAL(refusalOf(wire::WriteCalibration{}), busy);
  CHECK_EQUAL(refusalOf(wire::SelfTest{3, 0}), busy);
  CHECK_EQUAL(refusalOf(wire::SetPlacement{4, 1, 1}), busy);
}

CASE("after stop the storage may be asked again", "a board that is busy for ever") {
  host::boot();
  startStream(500);
  answersTo(wire::Stop{2});
  CHECK_EQUAL(refusalOf(wire::ReadCalibration{3, 0}), wire::NackReason::NO_CALIBRATION + 0);
}

CASE("a blocked line costs samples, which the host sees", "old samples sent late as if new") {
  host::boot();
  startStream(500);
  const auto before = samplesFor(20000);
  fake::lineBlocked = true;
  CHECK(samplesFor(50000).empty());
  fake::lineBlocked = false;
  const auto after = samplesFor(20000);
  const uint16_t missing = after.front().seq - before.back().seq - 1;
  CHECK(missing >= 24 && missing <= 26);
  CHECK_EQUAL(after.front().device_us - before.back().device_us, (missing + 1) * 2000u);
}

CASE("a sensor that falls silent is told, and told when it is back", "a fault without an end") {
  host::boot();
  startStream(500);
  host::taken();
  fake::sensors[0].answers = false;
  host::run(50000);
  fake::fit(fake::sensors[0], 0x68);
  host::run(700000);
  const auto frames = host::taken();
  const auto events = host::only<wire::Event>(frames);
  CHECK(events.size() >= 2);
  CHECK_EQUAL(events.front().code, wire::FaultCode::SENSOR_SILENT + 0);
  CHECK_EQUAL(events.front().state, 1);
  CHECK_EQUAL(events.back().state, 0);
  const auto samples = host::only<wire::ImuSample>(frames);
  for (size_t i = 1; i < samples.size(); ++i) {
    const uint16_t slots = samples[i].seq - samples[i - 1].seq;
    CHECK_EQUAL(samples[i].device_us - samples[i - 1].device_us, slots * 2000u);
  }
}

CASE("the two sensors' bursts lie half a period apart", "two bursts that meet on the bus") {
  host::boot();
  fake::fit(fake::sensors[1], 0x70);
  wire::Start both = startAt(500);
  both.body_rate_hz = 500;
  CHECK(acknowledged(answersTo(both), wire::Start::TYPE, 1));
  const auto samples = samplesFor(100000);
  for (size_t i = 1; i < samples.size(); ++i) {
    CHECK(samples[i].sensor != samples[i - 1].sensor);
    CHECK_EQUAL(samples[i].device_us - samples[i - 1].device_us, 1000u);
  }
}

CASE("the bus is slower while a strap hangs on it, streamed or not", "edges too slow for 400 kHz") {
  host::boot();
  startStream(500);
  CHECK_EQUAL(fake::busHz, 400000u);
  CHECK(acknowledged(answersTo(wire::Stop{2}), wire::Stop::TYPE, 2));
  fake::fit(fake::sensors[1], 0x70);
  startStream(500);
  CHECK_EQUAL(fake::busHz, 300000u);
}
