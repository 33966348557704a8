// Looks into what the host sends for the rates it asks for, so that deadlines can be watched.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  uint8_t frame[32];
  unsigned length;
} host_frames_t;

typedef struct {
  unsigned board_hz;
  unsigned body_hz;
  unsigned load_hz;
} asked_rates_t;

// Whether this byte closes a `start` frame; then its rates are filled in.
bool host_frames_take(host_frames_t *frames, uint8_t byte, asked_rates_t *rates);

#ifdef __cplusplus
}
#endif
