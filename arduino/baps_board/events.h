// Reports to the host without being asked: restarts, switches, and the health of streamed sensors.
#pragma once

namespace events {

// Take the state of the switches as known, without reporting it.
void begin();
// Send at most one event, when there is one and the line has room.
void service();

}  // namespace events
