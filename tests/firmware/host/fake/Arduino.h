// What the sketch uses of the Arduino core, on a clock that only moves when it is looked at.
#pragma once
#include <stdint.h>
#include <stdlib.h>

constexpr int LOW = 0;
constexpr int HIGH = 1;
constexpr int INPUT = 0;
constexpr int OUTPUT = 1;
constexpr int INPUT_PULLUP = 2;
constexpr uint8_t LED_BUILTIN = 13;

#define _BV(bit) (1 << (bit))

template <class A, class B>
constexpr auto min(A a, B b) -> decltype(a < b ? a : b) {
  return a < b ? a : b;
}

template <class A, class B>
constexpr auto max(A a, B b) -> decltype(a > b ? a : b) {
  return a > b ? a : b;
}

uint32_t micros();
uint32_t millis();
void delay(uint32_t ms);
void delayMicroseconds(unsigned us);

void pinMode(uint8_t pin, int mode);
int digitalRead(uint8_t pin);
void digitalWrite(uint8_t pin, int level);
