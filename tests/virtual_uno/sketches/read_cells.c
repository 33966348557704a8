// Reads four HX711 as simply as can be, and sends what PIND said: a firmware to test the simulated
// cells by. Four 24-bit counts, little-endian, behind each A5. Waits for the lines in READY_MASK, and
// holds the clock high for HIGH_US after every tenth reading.
#include <avr/io.h>
#include <util/delay.h>

#ifndef PULSES
#define PULSES 25
#endif
#ifndef READY_MASK
#define READY_MASK 0x3C
#endif
#ifndef HIGH_US
#define HIGH_US 0
#endif
#define CLOCK _BV(PD6)
#define MARK 0xA5

static void send(uint8_t byte) {
  while (!(UCSR0A & _BV(UDRE0))) continue;
  UDR0 = byte;
}

static void read_bits(uint8_t *seen) {
  for (uint8_t i = 0; i < PULSES; ++i) {
    PORTD |= CLOCK;
    _delay_us(1);
    if (i < 24) seen[i] = PIND >> 2 & 0x0F;
    PORTD &= (uint8_t)~CLOCK;
    _delay_us(1);
  }
}

static void hold_clock_high(void) {
  static uint8_t readings;
  if (HIGH_US == 0 || ++readings % 10 != 0) return;
  PORTD |= CLOCK;
  _delay_us(HIGH_US);
  PORTD &= (uint8_t)~CLOCK;
}

static void send_count(const uint8_t *seen, uint8_t cell) {
  uint32_t count = 0;
  for (uint8_t i = 0; i < 24; ++i) count = count << 1 | (seen[i] >> cell & 1);
  for (uint8_t i = 0; i < 3; ++i) send((uint8_t)(count >> (8 * i)));
}

int main(void) {
  static uint8_t seen[24];
  DDRD = CLOCK;
  PORTD = 0x3C;  // pull-ups: a cell that is not there reads high
  UBRR0 = 3;     // 500 000 baud
  UCSR0A = _BV(U2X0);
  UCSR0B = _BV(TXEN0);
  for (;;) {
    while (PIND & READY_MASK) continue;
    read_bits(seen);
    hold_clock_high();
    send(MARK);
    for (uint8_t cell = 0; cell < 4; ++cell) send_count(seen, cell);
  }
}
