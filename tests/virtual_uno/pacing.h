// Keeps simulated time beside real time.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#define MOST_AGREEMENTS 4096

// From here on simulated time runs beside real time, until the next one.
typedef struct {
  double world_us;
  uint64_t wall_ns;
} agreement_t;

typedef struct {
  bool fast;
  uint64_t wall_ns;
  double world_us;
  unsigned agreements;  // all that were made; the first `MOST_AGREEMENTS` are kept
  agreement_t agreement[MOST_AGREEMENTS];
} pacing_t;

// Real time, of the computer's steady clock.
uint64_t pacing_wall_ns(void);
// Simulated and real time agree now.
void pacing_begin(pacing_t *pacing, double world_us);
// Whether real time has come no further than this past the simulated time; always when fast.
bool pacing_on_time(const pacing_t *pacing, double world_us, double spare_us);
// Sleep until real time has come to this simulated time; not at all when fast.
void pacing_wait(pacing_t *pacing, double world_us);
