#include "ram_paint.h"

#include <string.h>

#define PAINT 0xC5

void ram_paint(avr_t *avr) {
  memset(avr->data + avr->ioend + 1, PAINT, avr->ramend - avr->ioend);
}

unsigned ram_untouched(const avr_t *avr) {
  unsigned longest = 0, length = 0;
  for (unsigned at = avr->ioend + 1; at <= avr->ramend; ++at) {
    length = avr->data[at] == PAINT ? length + 1 : 0;
    if (length > longest) longest = length;
  }
  return longest;
}
