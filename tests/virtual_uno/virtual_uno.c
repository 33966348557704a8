// A simulated Uno that runs the real firmware, on a pseudo-terminal: for tests, and for anyone who
// has no board at hand. README.md says what is faithful and what is not.
#define _GNU_SOURCE
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "assembly.h"
#include "machine.h"
#include "mishaps.h"
#include "options.h"
#include "pacing.h"
#include "report.h"

// Short enough that a byte is never late by more than a part of a sample; without real time
// there is nobody to wait for it.
#define STEP_US 250.0
#define FAST_STEP_US 1000.0
// From opening the port to the sketch's first instruction: the USB bridge pulls reset, and the
// bootloader waits for an upload.
#define BOOT_US 1.7e6
// After the supply is back: the fuses' start-up time. The bootloader waits only after a reset by its
// pin.
#define START_UP_US 65e3
#define IDLE_NS 1000000
#define HOLD_MS 20
#define STEPS_PER_LOOK 16

static volatile sig_atomic_t stopping;

static void on_signal(int signal_number) {
  (void)signal_number;
  stopping = 1;
}

static void idle(void) {
  const struct timespec pause = {0, IDLE_NS};
  nanosleep(&pause, NULL);
}

typedef struct {
  machine_t machine;
  pacing_t pacing;
  fault_list_t orders;  // from standard input; in world time, where the schedule is in stream time
  double held_s;
  char line[256];
  unsigned line_length;
  unsigned steps;
  bool input_ended;
  bool ends_with_input;
} simulation_t;

static double world_s(const simulation_t *simulation) {
  return machine_now_us(&simulation->machine) / US_PER_S;
}

static double stream_s(const machine_t *machine) {
  return (machine_now_us(machine) - machine->stream_starts_us) / US_PER_S;
}

static bool input_waits(void) {
  struct pollfd poller = {.fd = STDIN_FILENO, .events = POLLIN};
  return poll(&poller, 1, 0) > 0;
}

// Whoever started us holds the other end of the pipe; without them nobody would ever stop us.
static void end_if_input_is_gone(const simulation_t *simulation) {
  struct pollfd poller = {.fd = STDIN_FILENO, .events = POLLIN};
  if (!simulation->ends_with_input || poll(&poller, 1, 0) <= 0) return;
  if (poller.revents & POLLHUP) stopping = 1;
}

static void take_order_byte(simulation_t *simulation, char byte) {
  if (byte != '\n' && simulation->line_length < sizeof(simulation->line) - 1) {
    simulation->line[simulation->line_length++] = byte;
    return;
  }
  simulation->line[simulation->line_length] = '\0';
  simulation->line_length = 0;
  fault_list_add_at(&simulation->orders, world_s(simulation), simulation->line);
}

// Lines on standard input act at once. Looking there now and then is enough.
static void take_orders(simulation_t *simulation) {
  if (++simulation->steps % STEPS_PER_LOOK != 0) return;
  while (!simulation->input_ended && input_waits()) {
    char byte;
    simulation->input_ended = read(STDIN_FILENO, &byte, 1) != 1;
    if (!simulation->input_ended) take_order_byte(simulation, byte);
  }
  end_if_input_is_gone(simulation);
}

static double step_us(const simulation_t *simulation) {
  return simulation->pacing.fast ? FAST_STEP_US : STEP_US;
}

static bool alive(simulation_t *simulation) {
  serial_pty_t *pty = &simulation->machine.pty;
  return !stopping && serial_pty_host_present(pty) && !serial_pty_was_closed(pty);
}

// The bootloader eats what the host sends meanwhile.
static void boot(simulation_t *simulation, reset_cause_t cause, double takes_us) {
  machine_t *machine = &simulation->machine;
  machine_reset(machine, cause);
  if (cause == BROWNED_OUT) machine_lose_power(machine);
  const double end_us = machine_now_us(machine) + takes_us;
  while (alive(simulation) && machine_now_us(machine) < end_us) {
    machine_pause(machine, STEP_US);
    pacing_wait(&simulation->pacing, machine_now_us(machine));
    serial_pty_discard_input(&machine->pty);
  }
  machine_resume(machine);
}

static void act_out(simulation_t *simulation, fault_list_t *list, double now_s) {
  const fault_t *fault;
  while ((fault = fault_list_due(list, now_s)) != NULL) {
    mishaps_apply(&simulation->machine, fault);
    if (fault->action == RESET) boot(simulation, RESET_PIN, BOOT_US);
    if (fault->action == BROWN_OUT) boot(simulation, BROWNED_OUT, START_UP_US);
  }
}

// A full line holds simulated time up, where a real bridge would lose bytes.
static void deliver(simulation_t *simulation) {
  machine_t *machine = &simulation->machine;
  if (serial_pty_flush(&machine->pty)) return;
  const uint64_t since_ns = pacing_wall_ns();
  while (alive(simulation) && !serial_pty_flush(&machine->pty)) {
    serial_pty_wait_for_room(&machine->pty, HOLD_MS);
    end_if_input_is_gone(simulation);
  }
  simulation->held_s += (double)(pacing_wall_ns() - since_ns) * 1e-9;
  pacing_begin(&simulation->pacing, machine_now_us(machine));
}

// While the port is open; ends when the host closes it. -1 where the firmware crashed.
static int serve_host(simulation_t *simulation) {
  machine_t *machine = &simulation->machine;
  pacing_begin(&simulation->pacing, machine_now_us(machine));
  serial_pty_host_came(&machine->pty);
  boot(simulation, RESET_PIN, BOOT_US);
  while (alive(simulation)) {
    // A simulation that is late would read a ping before it was sent, by its own clock.
    if (pacing_on_time(&simulation->pacing, machine_now_us(machine), STEP_US)) machine_feed(machine);
    if (machine_run(machine, step_us(simulation)) != 0) return -1;
    deliver(simulation);
    take_orders(simulation);
    act_out(simulation, &simulation->orders, world_s(simulation));
    act_out(simulation, &machine->faults, stream_s(machine));
    scene_tell_end(&machine->scene, machine_now_us(machine));
    pacing_wait(&simulation->pacing, machine_now_us(machine));
  }
  serial_pty_discard(&machine->pty);
  return 0;
}

static void prepare_process(void) {
  const struct sigaction action = {.sa_handler = on_signal};
  sigaction(SIGTERM, &action, NULL);
  sigaction(SIGINT, &action, NULL);
  signal(SIGPIPE, SIG_IGN);
}

int main(int argc, char **argv) {
  static options_t options;
  static simulation_t simulation;
  if (options_parse(&options, argc, argv) != 0) return 2;
  prepare_process();
  simulation.pacing.fast = options.fast;
  simulation.ends_with_input = options.ends_with_input;
  machine_t *machine = &simulation.machine;
  if (assembly_build(machine, &options) != 0) return 1;
  printf("port %s\n", options.link ? options.link : machine->pty.path);
  fflush(stdout);
  int result = 0;
  while (!stopping && result == 0) {
    if (serial_pty_host_present(&machine->pty)) result = serve_host(&simulation);
    else idle();
    end_if_input_is_gone(&simulation);
  }
  assembly_end(machine, &options);
  if (report_write(machine, &simulation.pacing, options.report, simulation.held_s) != 0) result = -1;
  return result == 0 ? 0 : 1;
}
