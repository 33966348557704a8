// Noise that depends on what it is asked for alone, not on what was read when: runs repeat.
#pragma once
#include <math.h>
#include <stdint.h>

static inline uint64_t noise_scramble(uint64_t x) {
  x += 0x9E3779B97F4A7C15u;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
  return x ^ (x >> 31);
}

// Standard normal, by Box and Muller.
static inline double noise_normal(uint64_t seed, uint64_t which) {
  const uint64_t key = noise_scramble(seed ^ noise_scramble(which));
  const double u = ((double)(key >> 11) + 0.5) / 9007199254740992.0;
  const double v = (double)(noise_scramble(key) >> 11) / 9007199254740992.0;
  return sqrt(-2 * log(u)) * cos(6.283185307179586 * v);
}
