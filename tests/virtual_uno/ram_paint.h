// How much of the RAM the firmware never touched: painted before it runs, looked at behind it. What
// lies between its variables and the deepest point of its stack stays as it was painted.
#pragma once
#include <simavr/sim_avr.h>

void ram_paint(avr_t *avr);
// Bytes of the longest stretch that still shows the paint.
unsigned ram_untouched(const avr_t *avr);
