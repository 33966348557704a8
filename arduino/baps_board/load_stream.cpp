#include "load_stream.h"

#include <string.h>

#include "board_config.h"
#include "framing.h"
#include "load_cells.h"
#include "load_edges.h"
#include "stream.h"
#include "switches.h"

namespace load_stream {

namespace {

constexpr uint32_t RATES_US = board::SECOND_US;

bool streaming = false;
uint32_t ratesSinceUs = 0;
uint16_t nextSeq = 0;

// This reading is not sent yet: reading and sending in one step would take too long.
load_cells::Reading pending;
bool hasPending = false;

void sendSample(const load_cells::Reading &reading, uint16_t seq) {
  wire::LoadSample sample;
  sample.seq = seq;
  sample.device_us = reading.sinceUs;
  sample.flags = switches::flags() | wire::SampleFlag::NEW_DATA;
  sample.ready_mask = reading.good;
  static_assert(sizeof(sample.counts) == sizeof(reading.counts), "one count for each cell");
  memcpy(sample.counts, reading.counts, sizeof(sample.counts));
  framing::send(sample);
}

void sendRates() {
  ratesSinceUs = micros();
  wire::LoadRates rates;
  rates.device_us = micros();
  for (uint8_t cell = 0; cell < board::LOAD_CELLS; ++cell) {
    rates.period_us[cell] = load_edges::periodUs(cell);
  }
  framing::send(rates);
}

void sendPending() {
  hasPending = false;
  const uint16_t seq = nextSeq++;
  // If there is no room the line is blocked; the host sees the gap in `seq`.
  if (framing::hasRoomFor(sizeof(wire::LoadSample))) sendSample(pending, seq);
}

bool ratesAreDue() {
  return micros() - ratesSinceUs >= RATES_US && framing::hasRoomFor(sizeof(wire::LoadRates));
}

}  // namespace

void begin(const wire::Start &settings) {
  streaming = settings.load_rate_hz > 0;
  // A stream without load cells leaves no time for them.
  if (!streaming) return load_cells::pause();
  load_cells::expect(settings.load_rate_hz, settings.load_cells);
  nextSeq = 0;
  ratesSinceUs = micros();
}

void end() {
  streaming = hasPending = false;
  load_cells::resume();
}

bool running() { return streaming; }

void service() {
  if (stream::running() && !streaming) return;
  if (hasPending) sendPending();
  else if (load_cells::isDue()) hasPending = load_cells::step(pending) && streaming;
  else if (streaming && ratesAreDue()) sendRates();
  else load_edges::service();
}

}  // namespace load_stream
