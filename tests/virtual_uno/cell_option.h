// One load cell as the command line describes it.
#pragma once
#include "hx711.h"
#include "history.h"

// `I:KEY=VALUE,...` with I from 0; keys rate, clock-pct, zero, scale, noise, each with a default.
// 0, or -1 with a line on stderr.
int cell_option_parse(hx711_traits_t cells[LOAD_CELLS], const char *text);
