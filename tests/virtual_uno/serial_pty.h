// The USB serial line as a pseudo-terminal: opening it resets the board, a full one holds it back.
#pragma once
#include <stdbool.h>
#include <stdint.h>

#define PTY_QUEUE 4096

typedef struct {
  int master;
  int watch;  // inotify: sees a close that another open follows at once
  int openings;  // how often the other end is open now
  char path[64];
  const char *link;
  uint8_t queue[PTY_QUEUE];
  unsigned queued;
  bool silent;
  double corrupt_rate;  // share of bytes flipped, dropped or doubled
  uint64_t random;
  uint64_t bytes_sent;
  uint64_t bytes_corrupted;
} serial_pty_t;

// 0 on success, else a line on stderr and -1.
int serial_pty_open(serial_pty_t *pty, const char *link);
void serial_pty_close(serial_pty_t *pty);

// Whether a host holds the other end open now.
bool serial_pty_host_present(const serial_pty_t *pty);
// A host has it open: what went before no longer matters.
void serial_pty_host_came(serial_pty_t *pty);
// Whether nobody had it open for a moment since the last call.
bool serial_pty_was_closed(serial_pty_t *pty);

// A byte the board sends.
void serial_pty_put(serial_pty_t *pty, uint8_t byte);
// Hand the queue to the host; false where the pty is full and bytes wait.
bool serial_pty_flush(serial_pty_t *pty);
// Wait at most this long for room.
void serial_pty_wait_for_room(const serial_pty_t *pty, int milliseconds);
// Forget what the host sent. What it was sent stays its own, as in a computer's driver.
void serial_pty_discard_input(serial_pty_t *pty);
// Forget what waits in both directions.
void serial_pty_discard(serial_pty_t *pty);
// Bytes the host sent, at most `limit`; how many there were.
unsigned serial_pty_take(serial_pty_t *pty, uint8_t *bytes, unsigned limit);
