// Puts a board together as the command line describes it, and takes it apart again.
#pragma once
#include "machine.h"

// 0 on success, else a line on stderr and -1.
int assembly_build(machine_t *machine, const options_t *options);
// Save the EEPROM and close what is open.
void assembly_end(machine_t *machine, const options_t *options);
