#define _GNU_SOURCE
#include "serial_pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <termios.h>
#include <unistd.h>

static int fail(const char *what) {
  fprintf(stderr, "virtual_uno: %s: %s\n", what, strerror(errno));
  return -1;
}

// Raw from the start: a host that never sets its terminal must not get line editing. Closing the
// slave once also makes the master report that nobody is there.
static int make_raw_and_hang_up(const char *path) {
  const int slave = open(path, O_RDWR | O_NOCTTY);
  struct termios settings;
  if (slave < 0 || tcgetattr(slave, &settings) != 0) return fail(path);
  cfmakeraw(&settings);
  const int result = tcsetattr(slave, TCSANOW, &settings);
  close(slave);
  return result == 0 ? 0 : fail(path);
}

int serial_pty_open(serial_pty_t *pty, const char *link) {
  pty->master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK);
  if (pty->master < 0 || grantpt(pty->master) != 0 || unlockpt(pty->master) != 0 ||
      ptsname_r(pty->master, pty->path, sizeof(pty->path)) != 0) {
    return fail("no pseudo-terminal");
  }
  if (make_raw_and_hang_up(pty->path) != 0) return -1;
  pty->watch = inotify_init1(IN_NONBLOCK);
  if (pty->watch < 0 || inotify_add_watch(pty->watch, pty->path, IN_OPEN | IN_CLOSE) < 0) return fail(pty->path);
  pty->link = link;
  if (link != NULL) {
    unlink(link);
    if (symlink(pty->path, link) != 0) return fail(link);
  }
  return 0;
}

void serial_pty_close(serial_pty_t *pty) {
  if (pty->link != NULL) unlink(pty->link);
  close(pty->watch);
  close(pty->master);
}

bool serial_pty_host_present(const serial_pty_t *pty) {
  struct pollfd poller = {.fd = pty->master, .events = POLLIN};
  return poll(&poller, 1, 0) <= 0 || !(poller.revents & POLLHUP);
}

void serial_pty_host_came(serial_pty_t *pty) {
  char events[1024];
  while (read(pty->watch, events, sizeof(events)) > 0) continue;
  pty->openings = 1;
}

// Another program may try the port while the host has it: it opens it, is refused and closes it.
bool serial_pty_was_closed(serial_pty_t *pty) {
  _Alignas(struct inotify_event) char events[1024];
  bool closed = false;
  ssize_t count;
  while ((count = read(pty->watch, events, sizeof(events))) > 0) {
    for (ssize_t at = 0; at < count;) {
      const struct inotify_event *event = (const struct inotify_event *)(events + at);
      pty->openings += event->mask & IN_CLOSE ? -1 : 1;
      closed = closed || pty->openings <= 0;
      at += (ssize_t)sizeof(*event) + event->len;
    }
  }
  return closed;
}

static uint64_t next_random(serial_pty_t *pty) {
  pty->random ^= pty->random << 13;
  pty->random ^= pty->random >> 7;
  pty->random ^= pty->random << 17;
  return pty->random;
}

static void queue_byte(serial_pty_t *pty, uint8_t byte) {
  if (pty->queued < PTY_QUEUE) pty->queue[pty->queued++] = byte;
}

static void queue_corrupted(serial_pty_t *pty, uint8_t byte) {
  ++pty->bytes_corrupted;
  const uint64_t dice = next_random(pty);
  switch (dice % 3) {
    case 0:
      queue_byte(pty, (uint8_t)(byte ^ (1u << (dice >> 8 & 7))));
      break;
    case 1:
      break;
    default:
      queue_byte(pty, byte);
      queue_byte(pty, (uint8_t)(dice >> 16));
  }
}

void serial_pty_put(serial_pty_t *pty, uint8_t byte) {
  if (pty->silent) return;
  ++pty->bytes_sent;
  const double draw = (double)(next_random(pty) >> 11) / 9007199254740992.0;
  if (draw < pty->corrupt_rate) queue_corrupted(pty, byte);
  else queue_byte(pty, byte);
}

bool serial_pty_flush(serial_pty_t *pty) {
  if (pty->queued == 0) return true;
  const ssize_t written = write(pty->master, pty->queue, pty->queued);
  if (written > 0) {
    pty->queued -= (unsigned)written;
    memmove(pty->queue, pty->queue + written, pty->queued);
  }
  return pty->queued == 0;
}

void serial_pty_wait_for_room(const serial_pty_t *pty, int milliseconds) {
  struct pollfd poller = {.fd = pty->master, .events = POLLOUT};
  poll(&poller, 1, milliseconds);
}

void serial_pty_discard_input(serial_pty_t *pty) {
  uint8_t bytes[256];
  tcflush(pty->master, TCIFLUSH);
  while (read(pty->master, bytes, sizeof(bytes)) > 0) continue;
}

void serial_pty_discard(serial_pty_t *pty) {
  pty->queued = 0;
  tcflush(pty->master, TCOFLUSH);
  serial_pty_discard_input(pty);
}

unsigned serial_pty_take(serial_pty_t *pty, uint8_t *bytes, unsigned limit) {
  const ssize_t count = read(pty->master, bytes, limit);
  return count > 0 ? (unsigned)count : 0;
}
