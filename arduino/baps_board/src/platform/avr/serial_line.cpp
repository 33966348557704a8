#ifdef __AVR__
#include "../serial_line.h"

#include <avr/interrupt.h>

#include "../../../board_config.h"
#include "../processor.h"

// Straight on the UART. The core's Serial takes 14 us for each byte it sends, a third of a
// millisecond for a sample: too much at 1 kHz. Here it is 4 us. The sketch must not mention Serial:
// both would claim the same interrupts.
namespace serial_line {

namespace {

constexpr uint8_t MASK = QUEUE_BYTES - 1;
static_assert((QUEUE_BYTES & MASK) == 0, "indices wrap by masking");

// Each byte-wide index has one writer and one reader, so no lock is needed.
uint8_t outgoing[QUEUE_BYTES];
volatile uint8_t outgoingHead = 0;
volatile uint8_t outgoingTail = 0;
uint8_t incoming[QUEUE_BYTES];
volatile uint8_t incomingHead = 0;
volatile uint8_t incomingTail = 0;

}  // namespace

void begin() {
  constexpr uint16_t DIVIDER = F_CPU / 8 / board::SERIAL_BAUD - 1;
  static_assert(F_CPU == 8UL * board::SERIAL_BAUD * (DIVIDER + 1), "this baud rate is not exact");
  UCSR0A = _BV(U2X0);
  UBRR0 = DIVIDER;
  UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
  UCSR0B = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);
}

uint8_t room() { return MASK - ((outgoingHead - outgoingTail) & MASK); }

Writer::Writer() : head_(outgoingHead) {}

void Writer::put(uint8_t byte) {
  outgoing[head_] = byte;
  head_ = (head_ + 1) & MASK;
}

uint8_t Writer::leaveOut() {
  const uint8_t at = head_;
  head_ = (head_ + 1) & MASK;
  return at;
}

void Writer::fillIn(uint8_t at, uint8_t byte) { outgoing[at] = byte; }

void Writer::flush() {
  // The bytes first: the head hands them to the interrupt.
  processor::barrier();
  outgoingHead = head_;
  UCSR0B |= _BV(UDRIE0);
}

uint8_t available() { return (incomingHead - incomingTail) & MASK; }

uint8_t take() {
  const uint8_t tail = incomingTail;
  // Not before `available` has seen the byte, and before its place is given back.
  processor::barrier();
  const uint8_t byte = incoming[tail];
  processor::barrier();
  incomingTail = (tail + 1) & MASK;
  return byte;
}

}  // namespace serial_line

ISR(BOARD_SERIAL_EMPTY_vect) {
  using namespace serial_line;
  const uint8_t tail = outgoingTail;
  if (tail == outgoingHead) {
    UCSR0B &= ~_BV(UDRIE0);
    return;
  }
  UDR0 = outgoing[tail];
  outgoingTail = (tail + 1) & MASK;
}

ISR(BOARD_SERIAL_RECEIVED_vect) {
  using namespace serial_line;
  const uint8_t byte = UDR0;
  const uint8_t head = incomingHead;
  const uint8_t next = (head + 1) & MASK;
  if (next == incomingTail) return;
  incoming[head] = byte;
  incomingHead = next;
}

#endif
