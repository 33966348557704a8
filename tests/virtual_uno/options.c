#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cell_option.h"

static const char usage[] =
    "virtual_uno [options] FIRMWARE.elf: a simulated Uno with its sensors, on a pseudo-terminal\n"
    "  --link PATH             symlink to the terminal, removed at the end\n"
    "  --fast                  as fast as it goes instead of real time\n"
    "  --ends-with-input       stop when whoever holds the other end of standard input is gone\n"
    "  --motion FILE           of the board: rows of six float32, ax ay az g, gx gy gz deg/s, 1 kHz\n"
    "  --motion-at-boot        all motion and load runs from power-up, not from the first slot\n"
    "  --sensor-clock-pct P    sensor clock error in percent\n"
    "  --gyro-bias X,Y,Z       deg/s\n"
    "  --accel-noise-g S       standard deviation per conversion\n"
    "  --gyro-noise-deg-s S    standard deviation per conversion\n"
    "  --worn-pct P            its self-test moves it by so much less\n"
    "  --who ID                which chip it is: its who-am-I (default 0x68, an MPU-6050)\n"
    "  --body                  a body sensor at 0x69; its options are those above with --body-\n"
    "  --cell I[:KEY=VALUE,..] load cell I (0 to 3) is fitted; may be repeated. rate=10 or 80,\n"
    "                          clock-pct=P, zero=COUNTS, scale=COUNTS_PER_NEWTON, noise=COUNTS\n"
    "  --load FILE             rows of four float32, newtons on the cells, 1 kHz\n"
    "  --mcu-clock-pct P       processor clock error in percent\n"
    "  --start-us N            micros() begins at N after each reset (in steps of 1024)\n"
    "  --bootloader KIND       none: MCUSR tells why it was reset (default); tells: r2 does;\n"
    "                          silent: nobody does\n"
    "  --seed N                of noise and corruption (default 1)\n"
    "  --eeprom FILE           EEPROM content, read at the start, saved at the end\n"
    "  --at T:ACTION[:ARGS]    at T seconds of streaming; may be repeated (also lines on stdin,\n"
    "                          ACTION[:ARGS], at once)\n"
    "  --schedule FILE         the same, one T:ACTION[:ARGS] a line\n"
    "  --truth FILE            CSV, one row for each burst read from the board's sensor;\n"
    "                          --body-truth, --load-truth: of the body's, of the load cells\n"
    "  --report FILE           JSON at the end (default: standard output)\n"
    "actions: unplug  plug  body-unplug  body-plug  reset  brown-out\n"
    "  rail-open  rail-close  button-down  button-up\n"
    "  mat-on  mat-off  hand-on  hand-off: a foot on the mat, a hand on the rail's strip\n"
    "  stick:SECONDS           hold SDA down;  stick-until-clocked: until nine SCL clocks\n"
    "  cell-stick:I            its data line stays high;  cell-saturate:I: its bridge is torn\n"
    "  cell-free:I             ends both\n"
    "  cell-slip:I             sees a clock edge of the next reading twice;  cell-miss:I: not at all;\n"
    "                          cell-spike:I: sees a spike behind it, too\n"
    "  silence:SECONDS         nothing reaches the host\n"
    "  corrupt:RATE:SECONDS    share of bytes flipped, dropped or inserted\n"
    "  scene:FOLDER            go over to its board.f32, body.f32 and load.f32\n";

enum {
  LINK = 1, FAST, ENDS_WITH_INPUT, MOTION, BODY_MOTION, LOAD, MOTION_AT_BOOT, BODY, CELL_IS_FITTED, SENSOR_CLOCK,
  BODY_CLOCK, MCU_CLOCK, GYRO_BIAS, BODY_GYRO_BIAS, ACCEL_NOISE, BODY_ACCEL_NOISE, GYRO_NOISE,
  BODY_GYRO_NOISE, WORN, BODY_WORN, WHO, BODY_WHO, START_US, BOOTLOADER, SEED, EEPROM, AT, SCHEDULE, TRUTH, BODY_TRUTH, LOAD_TRUTH,
  REPORT, HELP,
};

static const struct option long_options[] = {
    {"link", required_argument, NULL, LINK},
    {"fast", no_argument, NULL, FAST},
    {"ends-with-input", no_argument, NULL, ENDS_WITH_INPUT},
    {"motion", required_argument, NULL, MOTION},
    {"body-motion", required_argument, NULL, BODY_MOTION},
    {"load", required_argument, NULL, LOAD},
    {"motion-at-boot", no_argument, NULL, MOTION_AT_BOOT},
    {"body", no_argument, NULL, BODY},
    {"cell", required_argument, NULL, CELL_IS_FITTED},
    {"sensor-clock-pct", required_argument, NULL, SENSOR_CLOCK},
    {"body-sensor-clock-pct", required_argument, NULL, BODY_CLOCK},
    {"mcu-clock-pct", required_argument, NULL, MCU_CLOCK},
    {"gyro-bias", required_argument, NULL, GYRO_BIAS},
    {"body-gyro-bias", required_argument, NULL, BODY_GYRO_BIAS},
    {"accel-noise-g", required_argument, NULL, ACCEL_NOISE},
    {"body-accel-noise-g", required_argument, NULL, BODY_ACCEL_NOISE},
    {"gyro-noise-deg-s", required_argument, NULL, GYRO_NOISE},
    {"body-gyro-noise-deg-s", required_argument, NULL, BODY_GYRO_NOISE},
    {"worn-pct", required_argument, NULL, WORN},
    {"body-worn-pct", required_argument, NULL, BODY_WORN},
    {"who", required_argument, NULL, WHO},
    {"body-who", required_argument, NULL, BODY_WHO},
    {"start-us", required_argument, NULL, START_US},
    {"bootloader", required_argument, NULL, BOOTLOADER},
    {"seed", required_argument, NULL, SEED},
    {"eeprom", required_argument, NULL, EEPROM},
    {"at", required_argument, NULL, AT},
    {"schedule", required_argument, NULL, SCHEDULE},
    {"truth", required_argument, NULL, TRUTH},
    {"body-truth", required_argument, NULL, BODY_TRUTH},
    {"load-truth", required_argument, NULL, LOAD_TRUTH},
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

static int read_id(const char *text, uint8_t *id) {
  char *end;
  const unsigned long value = strtoul(text, &end, 0);
  *id = (uint8_t)value;
  if (end != text && *end == '\0' && value > 0 && value <= UINT8_MAX) return 0;
  fprintf(stderr, "virtual_uno: '%s' is no who-am-I, which is one byte such as 0x68\n", text);
  return -1;
}

static int read_bootloader(const char *text, bootloader_t *kind) {
  static const char *const kinds[] = {
      [NO_BOOTLOADER] = "none", [TELLING_BOOTLOADER] = "tells", [SILENT_BOOTLOADER] = "silent"};
  for (unsigned i = 0; i < sizeof(kinds) / sizeof(*kinds); ++i) {
    *kind = (bootloader_t)i;
    if (strcmp(text, kinds[i]) == 0) return 0;
  }
  fprintf(stderr, "virtual_uno: --bootloader is none, tells or silent, not '%s'\n", text);
  return -1;
}

// Sensors of one run share its seed, and no noise.
static void spread_seed(options_t *options) {
  const uint64_t seed = options->flaws.seed;
  const uint64_t body = 0x626F6479;
  options->body_flaws.seed = seed ^ body;
  for (int i = 0; i < LOAD_CELLS; ++i) options->cells[i].seed += seed << 8;
}

static int take(options_t *options, int option) {
  switch (option) {
    case LINK: options->link = optarg; return 0;
    case FAST: options->fast = true; return 0;
    case ENDS_WITH_INPUT: options->ends_with_input = true; return 0;
    case MOTION: options->scene[0] = optarg; return 0;
    case BODY_MOTION: options->scene[1] = optarg; return 0;
    case LOAD: options->scene[2] = optarg; return 0;
    case BODY: options->body = true; return 0;
    case CELL_IS_FITTED: return cell_option_parse(options->cells, optarg);
    case MOTION_AT_BOOT: options->motion_at_boot = true; return 0;
    case SENSOR_CLOCK: return read_number(optarg, &options->flaws.clock_pct);
    case MCU_CLOCK: return read_number(optarg, &options->mcu_clock_pct);
    case GYRO_BIAS: return read_vector(optarg, options->flaws.gyro_bias_deg_s);
    case ACCEL_NOISE: return read_number(optarg, &options->flaws.accel_noise_g);
    case GYRO_NOISE: return read_number(optarg, &options->flaws.gyro_noise_deg_s);
    case BODY_CLOCK: return read_number(optarg, &options->body_flaws.clock_pct);
    case BODY_GYRO_BIAS: return read_vector(optarg, options->body_flaws.gyro_bias_deg_s);
    case BODY_ACCEL_NOISE: return read_number(optarg, &options->body_flaws.accel_noise_g);
    case BODY_GYRO_NOISE: return read_number(optarg, &options->body_flaws.gyro_noise_deg_s);
    case WORN: return read_number(optarg, &options->flaws.worn_pct);
    case BODY_WORN: return read_number(optarg, &options->body_flaws.worn_pct);
    case WHO: return read_id(optarg, &options->who);
    case BODY_WHO: return read_id(optarg, &options->body_who);
    case START_US: return read_number(optarg, &options->start_us);
    case BOOTLOADER: return read_bootloader(optarg, &options->bootloader);
    case SEED: options->flaws.seed = strtoull(optarg, NULL, 10); return 0;
    case EEPROM: options->eeprom = optarg; return 0;
    case AT: return fault_list_add(&options->faults, optarg);
    case SCHEDULE: return fault_list_load(&options->faults, optarg);
    case TRUTH: options->truth = optarg; return 0;
    case BODY_TRUTH: options->body_truth = optarg; return 0;
    case LOAD_TRUTH: options->load_truth = optarg; return 0;
    case REPORT: options->report = optarg; return 0;
    case HELP: fputs(usage, stdout); exit(0);
    default: fputs("virtual_uno: --help lists the options\n", stderr); return -1;
  }
}

int options_parse(options_t *options, int argc, char **argv) {
  options->flaws.seed = 1;
  options->who = options->body_who = MPU_6050;
  int option;
  while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
    if (take(options, option) != 0) return -1;
  }
  if (optind + 1 != argc) {
    fputs("virtual_uno: name one firmware .elf; --help lists the options\n", stderr);
    return -1;
  }
  spread_seed(options);
  options->firmware = argv[optind];
  return 0;
}
