// Tells the host unasked: a restart, switches, and the health of the sensors it streams.
#pragma once

namespace events {

// Take the state of the switches as known, without telling.
void begin();
// Send at most one event, when there is one and the line has room.
void service();

}  // namespace events
