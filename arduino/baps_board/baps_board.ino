// Firmware of the BAPS board: reads the motion sensor under the board at scheduled moments and
// streams raw counts to the computer. The messages are declared in trainer/wire/messages.py.
#include "board_config.h"
#include "calibration_store.h"
#include "commands.h"
#include "events.h"
#include "i2c_bus.h"
#include "imu_health.h"
#include "serial_line.h"
#include "stream.h"
#include "switches.h"

void setup() {
  pinMode(board::PIN_LED, OUTPUT);
  calibration_store::begin();
  switches::begin();
  events::begin();
  i2c::begin();
  serial_line::begin();
}

void loop() {
  // The slot comes first; everything else takes the time that is left before the next one.
  stream::service();
  switches::service();
  if (stream::running() && stream::spareUs() > board::EXAMINE_US) imu_health::service();
  events::service();
  commands::service();
  digitalWrite(board::PIN_LED, stream::running() && imu_health::healthy());
}
