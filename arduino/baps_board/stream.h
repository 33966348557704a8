// The stream of samples: one scheduled slot after the other, each read at its time or not at all.
#pragma once
#include <Arduino.h>

#include "wire_messages.h"

namespace stream {

void begin(const wire::Start &settings);
void end();
bool running();

// Read and send a slot when it is due.
void service();

// Time left before the next slot, in microseconds; large while not streaming.
int32_t spareUs();

}  // namespace stream
