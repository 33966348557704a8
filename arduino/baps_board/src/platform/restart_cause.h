// Why the processor restarted, if the bootloader left a trace of it.
#pragma once
#include <stdint.h>

namespace restart_cause {

// RestartCause of this start.
uint8_t code();

}  // namespace restart_cause
