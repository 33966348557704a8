#include "report.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>

#include "ram_paint.h"

static unsigned long long count(uint64_t value) { return (unsigned long long)value; }

static void write_sensor(FILE *file, const char *name, const bus_sensor_t *sensor) {
  const deadlines_t *seen = &sensor->deadlines;
  fprintf(file, "  \"%s\": {\"slots\": %llu, \"bursts\": %llu, \"late_slots\": %llu,\n", name,
          count(seen->slots), count(seen->bursts), count(seen->late));
  fprintf(file, "    \"skipped_slots\": %llu, \"skipped_in_faults\": %llu,\n",
          count(seen->skipped), count(seen->skipped_in_faults));
  fprintf(file, "    \"worst_late_us\": %.3f, \"worst_early_us\": %.3f, \"jitter_us\": %.3f,\n",
          seen->worst_late_us, seen->worst_early_us, deadlines_jitter_us(seen));
  fprintf(file, "    \"shortest_burst_us\": %.3f, \"longest_burst_us\": %.3f,\n",
          seen->shortest_burst_us, seen->longest_burst_us);
  const uint8_t *settings = sensor->mpu.registers + MPU_SETTINGS;
  fprintf(file, "    \"settings\": [");
  for (int i = 0; i < MPU_SETTINGS_COUNT; ++i) {
    fprintf(file, "%u%s", settings[i], i == MPU_SETTINGS_COUNT - 1 ? "]},\n" : ", ");
  }
}

static void write_cell(FILE *file, const cell_count_t *cell, bool last) {
  fprintf(file, "    {\"conversions\": %llu, \"fetched\": %llu,", count(cell->conversions),
          count(cell->fetched));
  fprintf(file, " \"corrupted\": %llu, \"unsettled\": %llu}%s\n", count(cell->corrupted),
          count(cell->unsettled), last ? "]}," : ",");
}

static void write_load(FILE *file, const cells_t *cells) {
  const double timed = cells->timed > 0 ? (double)cells->timed : 1;
  fprintf(file, "  \"load\": {\"readings\": %llu, \"incomplete\": %llu,\n",
          count(cells->readings), count(cells->incomplete));
  fprintf(file, "    \"mean_wait_us\": %.3f, \"worst_wait_us\": %.3f,\n",
          cells->total_wait_us / timed, cells->worst_wait_us);
  fprintf(file, "    \"worst_age_us\": %.3f, \"longest_reading_us\": %.3f, \"cells\": [\n",
          cells->worst_age_us, cells->longest_reading_us);
  for (int i = 0; i < LOAD_CELLS; ++i) {
    write_cell(file, &cells->count[i], i == LOAD_CELLS - 1);
  }
}

// Times of the board's clock, so that a host can tell when it showed what.
static void write_pace(FILE *file, const world_clock_t *clock, const pacing_t *pacing) {
  fprintf(file, "  \"pace\": {\"true_us_per_device_us\": %.12f, \"agreements\": %u,\n",
          clock->us_per_cycle * CYCLES_PER_US, pacing->agreements);
  fprintf(file, "    \"kept\": [");
  for (unsigned i = 0; i < pacing->agreements && i < MOST_AGREEMENTS; ++i) {
    const agreement_t *agreement = &pacing->agreement[i];
    fprintf(file, "%s[%.3f, %llu]", i > 0 ? ", " : "",
            clock_device_us_at(clock, agreement->world_us), count(agreement->wall_ns));
  }
  fprintf(file, "]},\n");
}

static void write_fields(FILE *file, const machine_t *machine, const pacing_t *pacing,
                         double held_s) {
  const double now_us = machine_now_us(machine);
  const double start_us = machine->stream_starts_us;
  const double stream_s = isinf(start_us) ? 0 : (now_us - start_us) / US_PER_S;
  fprintf(file, "{\n  \"simulated_s\": %.6f,\n  \"stream_s\": %.6f,\n", now_us / US_PER_S, stream_s);
  fprintf(file, "  \"cycles\": %llu,\n  \"resets\": %llu,\n", count(machine->avr->cycle),
          count(machine->resets));
  write_sensor(file, "board", &machine->bus.sensor[BOARD_SENSOR]);
  write_sensor(file, "body", &machine->bus.sensor[BODY_SENSOR]);
  write_load(file, &machine->cells);
  fprintf(file, "  \"load_pct\": %.2f,\n", load_meter_pct(&machine->load));
  fprintf(file, "  \"ram_untouched_bytes\": %u,\n", ram_untouched(machine->avr));
  fprintf(file, "  \"bytes_sent\": %llu,\n  \"bytes_corrupted\": %llu,\n",
          count(machine->pty.bytes_sent), count(machine->pty.bytes_corrupted));
  write_pace(file, &machine->clock, pacing);
  fprintf(file, "  \"held_s\": %.3f\n}\n", held_s);
}

int report_write(const machine_t *machine, const pacing_t *pacing, const char *path,
                 double held_s) {
  FILE *file = path ? fopen(path, "w") : stdout;
  if (file == NULL) {
    fprintf(stderr, "virtual_uno: cannot write %s\n", path);
    return -1;
  }
  write_fields(file, machine, pacing, held_s);
  return path ? fclose(file) : fflush(file);
}
