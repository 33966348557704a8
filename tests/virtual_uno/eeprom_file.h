// The processor's EEPROM kept in a file, so that a board can be switched off and on again.
#pragma once
#include <simavr/sim_avr.h>

// A missing file is an erased EEPROM. 0 on success, else a line on stderr and -1.
int eeprom_file_load(avr_t *avr, const char *path);
int eeprom_file_save(avr_t *avr, const char *path);
