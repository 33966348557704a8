#include "pins.h"

#include <simavr/avr_ioport.h>

#define BUTTON_PIN 0  // D8 is PB0
#define RAIL_PIN 1    // D9 is PB1
#define HAND_PIN 2    // D10 is PB2
#define SDA_PIN 4     // PC4
#define PINS_OF_A_PORT 8

static void drive(avr_t *avr, char port, int pin, bool high) {
  avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(port), pin), high);
}

// simavr returns to the external levels when the firmware turns the pins to inputs.
void pins_drive(avr_t *avr, const pins_t *pins) {
  avr_ioport_external_t switches = {.name = 'B', .mask = 1 << BUTTON_PIN | 1 << RAIL_PIN | 1 << HAND_PIN};
  switches.value = (uint8_t)(!pins->button_down << BUTTON_PIN | pins->rail_open << RAIL_PIN |
                             !pins->hand_on_rail << HAND_PIN);
  avr_ioctl(avr, AVR_IOCTL_IOPORT_SET_EXTERNAL('B'), &switches);
  drive(avr, 'B', BUTTON_PIN, !pins->button_down);
  drive(avr, 'B', RAIL_PIN, pins->rail_open);
  drive(avr, 'B', HAND_PIN, !pins->hand_on_rail);
  drive(avr, 'D', MAT_PIN, !pins->foot_on_mat);
  avr_ioport_external_t lines = {.name = 'C', .mask = 1 << SDA_PIN | 1 << SCL_PIN};
  lines.value = (uint8_t)(!pins->bus_stuck << SDA_PIN | 1 << SCL_PIN);
  avr_ioctl(avr, AVR_IOCTL_IOPORT_SET_EXTERNAL('C'), &lines);
  drive(avr, 'C', SDA_PIN, !pins->bus_stuck);
}

void pins_forget(avr_t *avr) {
  for (char port = 'B'; port <= 'D'; ++port) {
    avr_irq_t *irq = avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(port), 0);
    for (int pin = 0; pin < PINS_OF_A_PORT; ++pin) irq[pin].flags |= IRQ_FLAG_INIT;
  }
}
