// What the board remembers, and what is left of it when the power goes.
#include <string.h>

#include "calibration_store.h"
#include "cases.h"
#include "fake/fake.h"
#include "src/platform/storage.h"

namespace {

using calibration_store::Outcome;

wire::WriteCalibration calibration(uint32_t counter) {
  wire::WriteCalibration made = {};
  made.counter = counter;
  made.board_id = 0x1122334455667788ull + counter;
  made.mount[0] = 1.0f / counter;
  return made;
}

void powerUp() {
  fake::writesLeft = UINT32_MAX;
  storage::begin();
  calibration_store::begin();
}

// The counter of what is stored; 0 if nothing whole is.
uint32_t storedCounter() {
  wire::StoredCalibration stored;
  if (!calibration_store::read(0, stored)) return 0;
  CHECK_EQUAL(stored.mount[0], 1.0f / stored.counter);
  return stored.counter;
}

bool write(uint32_t counter) {
  return calibration_store::write(calibration(counter)) == Outcome::STORED;
}

}  // namespace

CASE("a calibration lasts", "bytes that were collected and never committed") {
  powerUp();
  CHECK(write(1));
  CHECK(write(2));
  powerUp();
  CHECK_EQUAL(storedCounter(), 2u);
  CHECK(calibration_store::boardId() == calibration(2).board_id);
}

CASE("the body sensor's place lasts", "bytes that were collected and never committed") {
  powerUp();
  CHECK(calibration_store::setBodyPlacement(wire::PlacementCode::SACRUM) == Outcome::STORED);
  powerUp();
  CHECK_EQUAL(calibration_store::bodyPlacement(), wire::PlacementCode::SACRUM + 0);
}

CASE("power that goes at any byte leaves the former calibration", "half a calibration in use") {
  for (unsigned bytes = 0; bytes < 90; ++bytes) {
    memset(fake::stored, 0xFF, sizeof(fake::stored));
    powerUp();
    CHECK(write(1));
    CHECK(write(2));
    fake::writesLeft = bytes;
    const bool stored = write(3);
    powerUp();
    CHECK_EQUAL(storedCounter(), stored ? 3u : 2u);
  }
}

CASE("a lower counter never replaces a higher one", "an old backup that undoes a calibration") {
  powerUp();
  CHECK(write(5));
  CHECK(calibration_store::write(calibration(4)) == Outcome::OUTDATED);
  CHECK(write(5));
  wire::WriteCalibration other = calibration(5);
  other.mount[1] = 0.5f;
  CHECK(calibration_store::write(other) == Outcome::OUTDATED);
  CHECK_EQUAL(storedCounter(), 5u);
}

CASE("a slot with one wrong bit does not count", "a worn cell taken for a calibration") {
  powerUp();
  CHECK(write(1));
  CHECK(write(2));
  // The second slot lies behind the first: layout, content and CRC take 76 bytes.
  for (unsigned at = 76; at < 152; ++at) {
    fake::stored[at] ^= 0x10;
    powerUp();
    CHECK_EQUAL(storedCounter(), 1u);
    fake::stored[at] ^= 0x10;
  }
}
