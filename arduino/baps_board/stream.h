// The stream of samples: one scheduled slot after the other, each read at its time or not at all.
#pragma once
#include <Arduino.h>

#include "wire_messages.h"

namespace stream {

void begin(const wire::Start &settings);
void end();
bool running();

// Begin to read a slot when it is due, and send it when it has been read.
void service();

// Time left before the next slot, in microseconds; large while not streaming.
int32_t spareUs();

}  // namespace stream
