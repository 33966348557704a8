// Sends the load cells' common readings, and once a second each cell's own period.
#pragma once
#include "wire_messages.h"

namespace load_stream {

void begin(const wire::Start &settings);
void end();
bool running();

// Read the cells, one step at a time; between streams, too, so that `hello` knows which cells are
// there and how fast they are.
void service();

}  // namespace load_stream
