// The motion sensor's built-in self-test: how far each axis moves when its actuator pushes it.
#pragma once
#include "wire_messages.h"

namespace self_test {

// 0.2 s; only while not streaming. False where the sensor does not answer. `tag` is left to the
// caller. The sensor is reset, and set up again by the next start.
bool run(uint8_t sensor, wire::SelfTestResult &result);

}  // namespace self_test
