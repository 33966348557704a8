#include "report.h"

#include <math.h>
#include <stdio.h>

static void write_fields(FILE *file, const machine_t *machine, double held_s) {
  const deadlines_t *seen = &machine->deadlines;
  const double now_us = machine_now_us(machine);
  const double start_us = machine->stream_starts_us;
  const double stream_s = isinf(start_us) ? 0 : (now_us - start_us) / US_PER_S;
  fprintf(file, "{\n  \"simulated_s\": %.6f,\n  \"stream_s\": %.6f,\n", now_us / US_PER_S, stream_s);
  fprintf(file, "  \"cycles\": %llu,\n  \"resets\": %llu,\n",
          (unsigned long long)machine->avr->cycle, (unsigned long long)machine->resets);
  fprintf(file, "  \"slots\": %llu,\n  \"bursts\": %llu,\n", (unsigned long long)seen->slots,
          (unsigned long long)seen->bursts);
  fprintf(file, "  \"missed_deadlines\": %llu,\n  \"late_slots\": %llu,\n",
          (unsigned long long)deadlines_missed(seen), (unsigned long long)seen->late);
  fprintf(file, "  \"skipped_slots\": %llu,\n  \"skipped_in_faults\": %llu,\n",
          (unsigned long long)seen->skipped, (unsigned long long)seen->skipped_in_faults);
  fprintf(file, "  \"worst_late_us\": %.3f,\n", seen->worst_late_us);
  fprintf(file, "  \"shortest_burst_us\": %.3f,\n  \"longest_burst_us\": %.3f,\n",
          seen->shortest_burst_us, seen->longest_burst_us);
  fprintf(file, "  \"load_pct\": %.2f,\n", load_meter_pct(&machine->load));
  fprintf(file, "  \"bytes_sent\": %llu,\n  \"bytes_corrupted\": %llu,\n",
          (unsigned long long)machine->pty.bytes_sent,
          (unsigned long long)machine->pty.bytes_corrupted);
  fprintf(file, "  \"held_s\": %.3f\n}\n", held_s);
}

int report_write(const machine_t *machine, const char *path, double held_s) {
  FILE *file = path ? fopen(path, "w") : stdout;
  if (file == NULL) {
    fprintf(stderr, "virtual_uno: cannot write %s\n", path);
    return -1;
  }
  write_fields(file, machine, held_s);
  return path ? fclose(file) : fflush(file);
}
