// Each load cell's own conversion period, measured from the falling edges of its data line.
#pragma once
#include <Arduino.h>

namespace load_edges {

// Restart the measurement.
void begin();

// While cells are clocked their lines show bits and not conversions.
void watch();
void ignore();

// Forget what was measured of these cells: their oscillators were restarted.
void forget(uint8_t cells);

// Once a second a cell's edges become a period. Takes one cell after the other, 0.1 ms each.
void service();

// The latest measured period; 0 if the cell was silent.
uint32_t periodUs(uint8_t cell);

// Whether one of these cells may end a conversion now, judged by its edges; a cell without edges
// may do so at any time. A clock at the end of a conversion spoils it.
bool conversionEndsNow(uint8_t cells);

}  // namespace load_edges
