// Keeps simulated time beside real time.
#pragma once
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  bool fast;
  uint64_t wall_ns;
  double world_us;
} pacing_t;

// Real time, of the computer's steady clock.
uint64_t pacing_wall_ns(void);
// Simulated and real time agree now.
void pacing_begin(pacing_t *pacing, double world_us);
// Sleep until real time has come to this simulated time; not at all when fast.
void pacing_wait(pacing_t *pacing, double world_us);
