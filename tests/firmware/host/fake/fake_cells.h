// What the clock does with the load cells.
#pragma once

namespace fake {

void cellsConvert();
void cellsInterrupt();

}  // namespace fake
