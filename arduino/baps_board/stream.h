// The stream of motion samples: each scheduled slot is read at its time or not at all. The body
// sensor's slots lie half a period behind the board's, so that two bursts never meet on the bus.
#pragma once
#include <Arduino.h>

#include "wire_messages.h"

namespace stream {

// Prepare the sensors that have a rate first.
void begin(const wire::Start &settings);
void end();
bool running();
// Whether this motion sensor is in the stream.
bool reads(uint8_t sensor);

// Whether it runs and every sensor in it answers.
bool allWell();

// Begin to read a slot when it is due, and send it when it has been read.
void service();

// Look for lost sensors, when there is time and the bus is free.
void serviceHealth();

// Time left before the next slot that will be read, in microseconds; large if there is none.
int32_t spareUs();

}  // namespace stream
