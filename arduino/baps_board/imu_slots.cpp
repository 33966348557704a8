#include "imu_slots.h"

namespace {

// A slot that begins later than this share of the period counts as an overrun.
constexpr uint8_t LATE_SHARE = 10;

}  // namespace

void ImuSlots::begin(uint32_t firstUs, uint32_t periodUs, uint32_t patienceUs) {
  periodUs_ = periodUs;
  patienceUs_ = patienceUs;
  nextUs_ = firstUs;
  nextSeq_ = 0;
  overruns_ = 0;
  active_ = true;
}

void ImuSlots::advance(uint32_t slots) {
  nextSeq_ += slots;
  nextUs_ += slots * periodUs_;
}

bool ImuSlots::take() {
  uint32_t nowUs = micros();
  while (static_cast<int32_t>(nextUs_ - nowUs) > 0) nowUs = micros();
  const uint32_t lateUs = nowUs - nextUs_;
  if (lateUs > patienceUs_) {
    advance((lateUs + periodUs_ / 2) / periodUs_ + (lateUs < periodUs_ / 2 ? 1 : 0));
    return false;
  }
  if (lateUs * LATE_SHARE > periodUs_) ++overruns_;
  seq_ = nextSeq_;
  sinceUs_ = nowUs;
  advance(1);
  return true;
}

void ImuSlots::letPass() {
  const int32_t lateUs = -spareUs(micros());
  if (lateUs >= 0) advance(lateUs / periodUs_ + 1);
}
