#ifdef __AVR__
#include "../restart_cause.h"

#include <avr/io.h>
#include <avr/wdt.h>

#include "../../../board_config.h"
#include "../../../wire_messages.h"

namespace {

// Optiboot clears the register before the sketch runs; since version 7 it passes the content on in
// r2. Older versions leave anything in r2.
constexpr uint8_t FIRST_VERSION_THAT_TELLS = 7;
constexpr uint8_t LAST_VERSION_KNOWN = 31;

// Not cleared by the start-up code, which runs behind `keepFlags`.
uint8_t resetFlags __attribute__((section(".noinit")));
uint8_t handedOn __attribute__((section(".noinit")));

// This runs before the C library uses any register. A watchdog that fired stays armed until its
// flag is cleared.
void keepFlags() __attribute__((naked, used, section(".init3")));
void keepFlags() {
  asm volatile("sts %0, r2" : : "i"(&handedOn));
  resetFlags = MCUSR;
  MCUSR = 0;
  wdt_disable();
}

bool bootloaderTells() {
  const uint8_t version = board::optibootVersion();
  return version >= FIRST_VERSION_THAT_TELLS && version <= LAST_VERSION_KNOWN;
}

}  // namespace

namespace restart_cause {

uint8_t code() {
  const uint8_t flags = resetFlags != 0 ? resetFlags : bootloaderTells() ? handedOn : 0;
  // Power that comes up passes through a brown-out, and the bootloader exits through the watchdog.
  // So the stronger cause is checked first.
  if (flags & _BV(PORF)) return wire::RestartCause::POWER_ON;
  if (flags & _BV(BORF)) return wire::RestartCause::BROWN_OUT;
  if (flags & _BV(EXTRF)) return wire::RestartCause::RESET_PIN;
  if (flags & _BV(WDRF)) return wire::RestartCause::WATCHDOG;
  return wire::RestartCause::UNKNOWN;
}

}  // namespace restart_cause

#endif
