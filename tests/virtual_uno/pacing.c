#define _GNU_SOURCE
#include "pacing.h"

#include <time.h>

#define NS_PER_S 1000000000u
// A pause of the computer longer than this is not made up for: a real board never hurries.
#define LONGEST_LAG_NS 50000000

uint64_t pacing_wall_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

void pacing_begin(pacing_t *pacing, double world_us) {
  pacing->wall_ns = pacing_wall_ns();
  pacing->world_us = world_us;
  if (pacing->fast) return;
  if (pacing->agreements < MOST_AGREEMENTS) {
    pacing->agreement[pacing->agreements] = (agreement_t){world_us, pacing->wall_ns};
  }
  ++pacing->agreements;
}

static uint64_t due_at_ns(const pacing_t *pacing, double world_us) {
  return pacing->wall_ns + (uint64_t)((world_us - pacing->world_us) * 1000);
}

bool pacing_on_time(const pacing_t *pacing, double world_us, double spare_us) {
  if (pacing->fast) return true;
  return pacing_wall_ns() <= due_at_ns(pacing, world_us + spare_us);
}

void pacing_wait(pacing_t *pacing, double world_us) {
  if (pacing->fast) return;
  const uint64_t due_ns = due_at_ns(pacing, world_us);
  const int64_t ahead_ns = (int64_t)(due_ns - pacing_wall_ns());
  if (ahead_ns < -LONGEST_LAG_NS) pacing_begin(pacing, world_us);
  if (ahead_ns <= 0) return;
  const struct timespec until = {(time_t)(due_ns / NS_PER_S), (long)(due_ns % NS_PER_S)};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
}
