// The schedule of one motion sensor: ImuSlots.
#include "cases.h"
#include "fake/fake.h"
#include "imu_slots.h"

namespace {

constexpr uint32_t PERIOD_US = 2000;
constexpr uint32_t PATIENCE_US = PERIOD_US / 2;

ImuSlots begun(uint32_t firstUs, uint32_t patienceUs = PATIENCE_US) {
  ImuSlots slots;
  slots.begin(firstUs, PERIOD_US, patienceUs);
  return slots;
}

// The clock shows this at the sketch's next look.
void at(uint64_t us) { fake::nowUs = us; }

}  // namespace

CASE("a slot begins at its moment and not before",
     "a sample that is taken when the loop comes by") {
  ImuSlots slots = begun(5000);
  at(4970);
  CHECK(slots.take());
  CHECK_EQUAL(slots.sinceUs(), 5000u);
  CHECK_EQUAL(slots.seq(), 0);
  CHECK_EQUAL(slots.overruns(), 0);
  CHECK_EQUAL(slots.spareUs(5000), 2000);
}

CASE("a slot within a tenth of its period is in time", "overruns counted for ordinary jitter") {
  ImuSlots slots = begun(5000);
  at(5200);
  CHECK(slots.take());
  CHECK_EQUAL(slots.overruns(), 0);
}

CASE("a later slot is read and counts as an overrun", "lateness that nobody sees") {
  ImuSlots slots = begun(5000);
  at(5201);
  CHECK(slots.take());
  CHECK_EQUAL(slots.overruns(), 1);
  CHECK_EQUAL(slots.sinceUs(), 5201u);
  CHECK_EQUAL(slots.spareUs(5201), 1799);
}

CASE("a slot later than the patience is skipped", "two samples closer than half a period") {
  ImuSlots slots = begun(5000);
  at(6001);
  CHECK(!slots.take());
  CHECK(slots.take());
  CHECK_EQUAL(slots.seq(), 1);
  CHECK_EQUAL(slots.sinceUs(), 7000u);
}

CASE("slots of a long stall are skipped and not caught up", "a burst of samples after a fault") {
  ImuSlots slots = begun(5000);
  at(5000 + 7 * PERIOD_US + 1300);
  CHECK(!slots.take());
  CHECK(slots.spareUs(fake::nowUs) > 0);
  CHECK(slots.take());
  CHECK_EQUAL(slots.seq(), 8);
  CHECK_EQUAL(slots.sinceUs(), 5000 + 8 * PERIOD_US);
}

CASE("a slot that is given up early is not tried again", "a body's burst that meets the board's") {
  ImuSlots slots = begun(5000, 200);
  at(5201);
  CHECK(!slots.take());
  CHECK(slots.take());
  CHECK_EQUAL(slots.seq(), 1);
  CHECK_EQUAL(slots.sinceUs(), 7000u);
}

CASE("slots go on over the end of micros()", "a stream that stops or bursts after 71.6 minutes") {
  const uint32_t firstUs = 0u - 3 * PERIOD_US - 500;
  ImuSlots slots = begun(firstUs);
  at(firstUs - 20);
  for (uint16_t seq = 0; seq < 8; ++seq) {
    CHECK(slots.take());
    CHECK_EQUAL(slots.seq(), seq);
    CHECK_EQUAL(slots.sinceUs(), firstUs + seq * PERIOD_US);
  }
}

CASE("a stall over the end of micros() skips what it took", "lateness computed across the wrap") {
  const uint32_t firstUs = 0u - 100;
  ImuSlots slots = begun(firstUs);
  at(uint64_t{firstUs} + 5 * PERIOD_US + 1500);
  CHECK(!slots.take());
  CHECK(slots.take());
  CHECK_EQUAL(slots.seq(), 6);
  CHECK_EQUAL(slots.sinceUs(), firstUs + 6 * PERIOD_US);
}

CASE("the grid does not drift over a whole round of seq", "rounding that adds up slot by slot") {
  ImuSlots slots = begun(5000);
  for (uint32_t slot = 0; slot <= 0x10000; ++slot) {
    at(fake::nowUs + slots.spareUs(fake::nowUs) - 5);
    CHECK(slots.take());
  }
  CHECK_EQUAL(slots.seq(), 0);
  CHECK_EQUAL(slots.sinceUs(), static_cast<uint32_t>(5000 + uint64_t{0x10000} * PERIOD_US));
}

CASE("slots pass without waiting while nothing can be read", "a loop held up by a lost sensor") {
  ImuSlots slots = begun(5000);
  at(4000);
  slots.letPass();
  CHECK(fake::nowUs < 4010);
  CHECK_EQUAL(slots.spareUs(4000), 1000);
  at(5000);
  slots.letPass();
  CHECK_EQUAL(slots.spareUs(5000), 2000);
  at(5000 + 2 * PERIOD_US);
  slots.letPass();
  CHECK_EQUAL(slots.spareUs(9000), 2000);
  CHECK(slots.take());
  CHECK_EQUAL(slots.seq(), 3);
}
