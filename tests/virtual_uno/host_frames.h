// Looks into what the host sends for the rate it asks for, so that deadlines can be watched.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
  uint8_t frame[32];
  unsigned length;
} host_frames_t;

// The rate in Hz where this byte closes a `start` frame, else 0.
unsigned host_frames_take(host_frames_t *frames, uint8_t byte);

#ifdef __cplusplus
}
#endif
