// Firmware of the BAPS board: reads motion sensors at scheduled moments and load cells when they
// are ready, and streams raw counts to the computer. The messages are declared in trainer/wire/messages.py.
#include <avr/interrupt.h>
#include <avr/sleep.h>

#include "board_config.h"
#include "calibration_store.h"
#include "commands.h"
#include "events.h"
#include "i2c_bus.h"
#include "load_cells.h"
#include "load_stream.h"
#include "serial_line.h"
#include "stream.h"
#include "switches.h"

namespace {

// The core's timer 0 overflows at least this often and wakes a sleeping processor.
constexpr int32_t TICK_US = 1100;

// Sleep until the next interrupt, unless that could be too late for the next slot: while the bus
// works its interrupts come every 25 us. Checking and falling asleep are one step; otherwise the
// last interrupt of a reading could come in between and the sample would wait for a tick.
void rest() {
  const bool longWait = stream::spareUs() > TICK_US;
  cli();
  if (longWait || i2c::isRunning()) {
    sleep_enable();
    sei();
    sleep_cpu();
    sleep_disable();
  }
  sei();
}

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
    {switches::service, 150},       {commands::service, 600}, {events::service, 250},
    {load_stream::service, 400},    {showState, 100},         {stream::serviceHealth, 900},
};
constexpr uint8_t JOB_COUNT = sizeof(JOBS) / sizeof(JOBS[0]);

}  // namespace

void setup() {
  pinMode(board::PIN_LED, OUTPUT);
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
  if (next == 0) rest();
}
