// Load cells through the sketch's own loop: common readings and their faults.
#include "cases.h"
#include "fake/fake.h"
#include "host.h"

namespace {

constexpr uint32_t PERIOD_US = 12500;
constexpr uint8_t ALL_CELLS = 0x0F;

void fitCells() {
  // Each oscillator runs a little differently.
  for (uint8_t i = 0; i < 4; ++i) fake::fit(fake::cells[i], PERIOD_US + 40 * i);
}

void startPlate() {
  fitCells();
  host::boot();
  wire::Start start = {};
  start.tag = 1;
  start.load_rate_hz = 80;
  start.load_cells = ALL_CELLS;
  host::send(start);
  host::run(200000);
  host::taken();
}

std::vector<wire::LoadSample> samplesFor(uint32_t us) {
  host::run(us);
  return host::only<wire::LoadSample>(host::taken());
}

}  // namespace

CASE("counts arrive with their sign, each at its cell", "a sign bit or a line mixed up") {
  const int32_t COUNTS[] = {1, -1, 0x7FFFFE, -0x7FFFFF};
  for (uint8_t i = 0; i < 4; ++i) fake::cells[i].counts = COUNTS[i];
  startPlate();
  const auto samples = samplesFor(200000);
  CHECK(samples.size() >= 14);
  for (const wire::LoadSample &sample : samples) {
    CHECK_EQUAL(sample.ready_mask, ALL_CELLS);
    for (uint8_t i = 0; i < 4; ++i) CHECK_EQUAL(sample.counts[i], COUNTS[i]);
  }
}

CASE("a cell out of step is told and all are switched off and on",
     "doubled counts taken for load") {
  for (fake::LoadCell &cell : fake::cells) cell.counts = 0x10002;
  startPlate();
  fake::cells[2].missesAClock = true;
  host::run(400000);
  const auto frames = host::taken();
  const auto events = host::only<wire::Event>(frames);
  CHECK_EQUAL(events.size(), 2u);
  CHECK_EQUAL(events[0].code, wire::FaultCode::LOAD_CELL_DESYNC + 0);
  CHECK_EQUAL(events[0].sensor, 2);
  CHECK_EQUAL(events[0].state, 1);
  CHECK_EQUAL(events[1].state, 0);
  CHECK_EQUAL(fake::cellRestarts, 1u);
  for (const wire::LoadSample &sample : host::only<wire::LoadSample>(frames)) {
    if (sample.ready_mask & 1 << 2) CHECK_EQUAL(sample.counts[2], 0x10002);
  }
}

CASE("a cell that stops is left out and the others go on", "one dead cell that ends all load") {
  startPlate();
  fake::cells[1].fitted = fake::cells[1].low = false;
  host::run(200000);
  const auto frames = host::taken();
  const auto events = host::only<wire::Event>(frames);
  CHECK_EQUAL(events.size(), 1u);
  CHECK_EQUAL(events[0].code, wire::FaultCode::LOAD_CELL_STUCK + 0);
  CHECK_EQUAL(events[0].sensor, 1);
  CHECK_EQUAL(host::only<wire::LoadSample>(frames).back().ready_mask, ALL_CELLS & ~(1 << 1));
}

CASE("a cell at the end of its range is told", "a cut-off load taken for a measured one") {
  startPlate();
  fake::cells[3].counts = -0x800000;
  host::run(100000);
  const auto events = host::only<wire::Event>(host::taken());
  CHECK_EQUAL(events.size(), 1u);
  CHECK_EQUAL(events[0].code, wire::FaultCode::LOAD_CELL_SATURATED + 0);
  CHECK_EQUAL(events[0].sensor, 3);
}

CASE("each cell's own period is told once a second", "rates that are assumed") {
  startPlate();
  host::run(2500000);
  const auto rates = host::only<wire::LoadRates>(host::taken());
  CHECK(rates.size() >= 2);
  for (uint8_t i = 0; i < 4; ++i) {
    const int32_t off = static_cast<int32_t>(rates.back().period_us[i] - (PERIOD_US + 40 * i));
    CHECK(off >= -20 && off <= 20);
  }
}
