// What goes wrong with a board, or is done to it from outside.
#pragma once
#include "machine.h"

void mishaps_attach(machine_t *machine);
// Let it happen; a reset is only prepared, the caller lets the board boot.
void mishaps_apply(machine_t *machine, const fault_t *fault);
