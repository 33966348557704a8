// The motion sensor's built-in self-test: how far each axis moves when its actuator pushes it.
#pragma once
#include "wire_messages.h"

namespace self_test {

// Takes 0.3 s; only while not streaming. False if no sensor of ours answers. The caller sets
// `tag`. The sensor is reset; the next start sets it up again.
bool run(uint8_t sensor, wire::SelfTestResult &result);

}  // namespace self_test
