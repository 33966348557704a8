// Firmware of the BAPS board: reads motion sensors at scheduled moments and load cells when they
// are ready, and streams raw counts to the computer. The messages are declared in
// trainer/wire/messages.py.
#include "board_config.h"
#include "calibration_store.h"
#include "commands.h"
#include "events.h"
#include "load_cells.h"
#include "load_stream.h"
#include "src/platform/i2c_bus.h"
#include "src/platform/processor.h"
#include "src/platform/serial_line.h"
#include "src/platform/storage.h"
#include "stream.h"
#include "switches.h"

namespace {

void showState() {
  static bool lit = false;
  if (stream::allWell() == lit) return;
  lit = !lit;
  digitalWrite(board::PIN_LED, lit);
}

// The jobs between slots, one after the other, each only if it surely ends before the next slot.
// Slots are so close together that most of this time is while a burst runs.
struct Job {
  void (*run)();
  int32_t takesUs;
};

constexpr Job JOBS[] = {
    {switches::service, 150},    {commands::service, 600}, {events::service, 250},
    {load_stream::service, 400}, {showState, 100},         {stream::serviceHealth, 900},
};
constexpr uint8_t JOB_COUNT = sizeof(JOBS) / sizeof(JOBS[0]);

}  // namespace

void setup() {
  pinMode(board::PIN_LED, OUTPUT);
  storage::begin();
  calibration_store::begin();
  switches::begin();
  events::begin();
  i2c::begin();
  load_cells::begin();
  serial_line::begin();
}

void loop() {
  static uint8_t next = 0;
  // The slot comes first; everything else takes the time that is left before the next one.
  stream::service();
  const Job &job = JOBS[next];
  if (stream::spareUs() >= job.takesUs) job.run();
  next = (next + 1) % JOB_COUNT;
  if (next == 0) processor::rest(stream::spareUs());
}
