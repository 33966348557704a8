// What the sketch and an interrupt share beside a volatile index or state.
#pragma once

// The compiler may move ordinary memory accesses over volatile ones, and keep values in registers;
// the interrupt then finds a buffer that is not yet written, or the sketch reads one too early.
// Nothing moves over a barrier. It costs no instruction.
inline void barrier() { asm volatile("" ::: "memory"); }
