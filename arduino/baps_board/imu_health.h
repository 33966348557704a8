// Whether a motion sensor can be read now, and the way back when it cannot.
// Never waits: slow work (reset, start-up) is done in steps between slots.
#pragma once
#include <Arduino.h>

#include "board_config.h"
#include "mpu6050.h"
#include "wire_messages.h"

class ImuHealth {
 public:
  explicit constexpr ImuHealth(uint8_t address) : address_(address) {}

  uint8_t address() const { return address_; }

  // Whether slots may be read.
  bool healthy() const { return phase_ == Phase::HEALTHY; }

  // What it answers to who-am-I, as far as is known; 0 while it is lost.
  uint8_t whoAmI() const { return who_; }

  // The FaultCode that is active, or NONE.
  uint8_t fault() const { return fault_; }

  // The three steps of `imus::prepare`. A sensor that does not answer as it should is lost.
  void findBeforeStart(uint8_t filterSetting);
  bool needsStartUp() const { return phase_ == Phase::RESETTING; }
  void startUp();
  bool isStarting() const { return phase_ == Phase::STARTING; }
  void becomeHealthy();

  // Leave it alone: it is not streamed.
  void rest();

  // A slot could not be read: note the fault and begin to look for the sensor.
  void lost();

  // Whether a reading shows that the sensor restarted since the previous one. Notes it.
  bool restarted(const mpu6050::Reading &reading);

  // A lost sensor is looked for a few times a second and set up again: whether it is time, and the
  // next step, which takes 0.9 ms. Call it between slots, while the bus is free.
  bool isDue() const;
  void service();

 private:
  enum class Phase : uint8_t { HEALTHY, LOST, RESETTING, STARTING };

  void enter(Phase next, uint32_t lengthUs);
  void beginReset();
  void lookForIt();
  void lost(uint32_t retryUs);

  const uint8_t address_;
  Phase phase_ = Phase::LOST;
  uint8_t filter_ = 0;
  uint8_t who_ = 0;
  uint8_t fault_ = wire::FaultCode::NONE;
  uint32_t phaseSinceUs_ = 0;
  uint32_t phaseLengthUs_ = 0;
  mpu6050::Reading previous_ = {};
  bool hasPrevious_ = false;
  uint8_t repeats_ = 0;
};

namespace imus {

extern ImuHealth health[board::IMUS];

// Set up the wanted sensors (bit i for sensor i) before streaming; may wait 150 ms. A wanted sensor
// that does not answer begins as lost; the others are left alone.
void prepare(uint8_t wanted, uint8_t filterSetting);

}  // namespace imus
