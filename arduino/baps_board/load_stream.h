// Sends the load cells' common readings, and once a second each cell's own period.
#pragma once
#include "wire_messages.h"

namespace load_stream {

void begin(const wire::Start &settings);
void end();
bool running();

// Go on reading the cells, one step at a time. Between streams they are read,
// too, so that `hello` knows which are there and how fast they are.
void service();

}  // namespace load_stream
