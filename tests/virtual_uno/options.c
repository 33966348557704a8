#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

static const char usage[] =
    "virtual_uno [options] FIRMWARE.elf: a simulated Uno with an MPU-6050, on a pseudo-terminal\n"
    "  --link PATH             symlink to the terminal, removed at the end\n"
    "  --fast                  as fast as it goes instead of real time\n"
    "  --motion FILE           rows of six float32: ax ay az g, gx gy gz deg/s, at 1 kHz\n"
    "  --motion-at-boot        motion runs from power-up instead of from the first slot\n"
    "  --sensor-clock-pct P    sensor clock error in percent\n"
    "  --mcu-clock-pct P       processor clock error in percent\n"
    "  --gyro-bias X,Y,Z       deg/s\n"
    "  --accel-noise-g S       standard deviation per conversion\n"
    "  --gyro-noise-deg-s S    standard deviation per conversion\n"
    "  --seed N                of noise and corruption (default 1)\n"
    "  --eeprom FILE           EEPROM content, read at the start, saved at the end\n"
    "  --at T:ACTION[:ARGS]    at T seconds of streaming; may be repeated (also lines on stdin,\n"
    "                          ACTION[:ARGS], at once)\n"
    "  --schedule FILE         the same, one T:ACTION[:ARGS] a line\n"
    "  --truth FILE            CSV, one row for each burst read from the sensor\n"
    "  --report FILE           JSON at the end (default: standard output)\n"
    "actions: unplug  plug  reset  rail-open  rail-close  button-down  button-up\n"
    "  stick:SECONDS           hold SDA down;  stick-until-clocked: until nine SCL clocks\n"
    "  silence:SECONDS         nothing reaches the host\n"
    "  corrupt:RATE:SECONDS    share of bytes flipped, dropped or inserted\n";

enum {
  LINK = 1, FAST, MOTION, MOTION_AT_BOOT, SENSOR_CLOCK, MCU_CLOCK, GYRO_BIAS, ACCEL_NOISE,
  GYRO_NOISE, SEED, EEPROM, AT, SCHEDULE, TRUTH, REPORT, HELP,
};

static const struct option long_options[] = {
    {"link", required_argument, NULL, LINK},
    {"fast", no_argument, NULL, FAST},
    {"motion", required_argument, NULL, MOTION},
    {"motion-at-boot", no_argument, NULL, MOTION_AT_BOOT},
    {"sensor-clock-pct", required_argument, NULL, SENSOR_CLOCK},
    {"mcu-clock-pct", required_argument, NULL, MCU_CLOCK},
    {"gyro-bias", required_argument, NULL, GYRO_BIAS},
    {"accel-noise-g", required_argument, NULL, ACCEL_NOISE},
    {"gyro-noise-deg-s", required_argument, NULL, GYRO_NOISE},
    {"seed", required_argument, NULL, SEED},
    {"eeprom", required_argument, NULL, EEPROM},
    {"at", required_argument, NULL, AT},
    {"schedule", required_argument, NULL, SCHEDULE},
    {"truth", required_argument, NULL, TRUTH},
    {"report", required_argument, NULL, REPORT},
    {"help", no_argument, NULL, HELP},
    {0},
};

static int read_vector(const char *text, double values[3]) {
  char end;
  const int count = sscanf(text, "%lf,%lf,%lf%c", &values[0], &values[1], &values[2], &end);
  if (count == 3) return 0;
  fprintf(stderr, "virtual_uno: '%s' is not X,Y,Z\n", text);
  return -1;
}

static int read_number(const char *text, double *value) {
  char *end;
  *value = strtod(text, &end);
  if (end != text && *end == '\0') return 0;
  fprintf(stderr, "virtual_uno: '%s' is not a number\n", text);
  return -1;
}

static int take(options_t *options, int option) {
  switch (option) {
    case LINK: options->link = optarg; return 0;
    case FAST: options->fast = true; return 0;
    case MOTION: options->motion = optarg; return 0;
    case MOTION_AT_BOOT: options->motion_at_boot = true; return 0;
    case SENSOR_CLOCK: return read_number(optarg, &options->flaws.clock_pct);
    case MCU_CLOCK: return read_number(optarg, &options->mcu_clock_pct);
    case GYRO_BIAS: return read_vector(optarg, options->flaws.gyro_bias_deg_s);
    case ACCEL_NOISE: return read_number(optarg, &options->flaws.accel_noise_g);
    case GYRO_NOISE: return read_number(optarg, &options->flaws.gyro_noise_deg_s);
    case SEED: options->flaws.seed = strtoull(optarg, NULL, 10); return 0;
    case EEPROM: options->eeprom = optarg; return 0;
    case AT: return fault_list_add(&options->faults, optarg);
    case SCHEDULE: return fault_list_load(&options->faults, optarg);
    case TRUTH: options->truth = optarg; return 0;
    case REPORT: options->report = optarg; return 0;
    case HELP: fputs(usage, stdout); return -1;
    default: fputs("virtual_uno: --help lists the options\n", stderr); return -1;
  }
}

int options_parse(options_t *options, int argc, char **argv) {
  options->flaws.seed = 1;
  int option;
  while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
    if (take(options, option) != 0) return -1;
  }
  if (optind + 1 != argc) {
    fputs("virtual_uno: name one firmware .elf; --help lists the options\n", stderr);
    return -1;
  }
  options->firmware = argv[optind];
  return 0;
}
