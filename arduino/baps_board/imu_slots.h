// The slots of one motion sensor: when the next one is due, which one is being read, how many came
// late. A slot that cannot begin in time is skipped and never caught up.
#pragma once
#include <Arduino.h>

class ImuSlots {
 public:
  // A first slot at `firstUs`, then one each `periodUs`; one later than `patienceUs` is given up.
  void begin(uint32_t firstUs, uint32_t periodUs, uint32_t patienceUs);
  void end() { active_ = false; }
  bool active() const { return active_; }

  // Time left before the next slot.
  int32_t spareUs(uint32_t nowUs) const { return nextUs_ - nowUs; }

  // Wait for the next slot's moment, which is near, and move on to the one after it. True if the
  // slot must be read now; `seq` and `sinceUs` then belong to it.
  bool take();

  // Nothing can be read: let slots pass without waiting for them.
  void letPass();

  uint16_t seq() const { return seq_; }
  uint32_t sinceUs() const { return sinceUs_; }
  uint8_t overruns() const { return overruns_; }

 private:
  void advance(uint32_t slots);

  bool active_ = false;
  uint32_t periodUs_ = 0;
  uint32_t patienceUs_ = 0;
  uint32_t nextUs_ = 0;
  uint16_t nextSeq_ = 0;
  uint16_t seq_ = 0;
  uint32_t sinceUs_ = 0;
  uint8_t overruns_ = 0;
};
