// The command line of virtual_uno.
#pragma once
#include <stdbool.h>

#include "faults.h"
#include "hx711.h"
#include "mpu6050.h"

// What the bootloader leaves of the cause of a reset: the chip's own register, register r2 as
// Optiboot 8 does, or nothing as the Uno R3's Optiboot 4.
typedef enum { NO_BOOTLOADER, TELLING_BOOTLOADER, SILENT_BOOTLOADER } bootloader_t;

typedef struct {
  const char *firmware;
  const char *link;
  const char *scene[3];  // files of board motion, body motion, load
  const char *truth;
  const char *body_truth;
  const char *load_truth;
  const char *report;
  const char *eeprom;
  bool fast;
  bool ends_with_input;
  bool motion_at_boot;
  bool body;
  uint8_t who;  // what the motion sensors answer to who-am-I
  uint8_t body_who;
  double mcu_clock_pct;
  double start_us;
  bootloader_t bootloader;
  mpu_flaws_t flaws;
  mpu_flaws_t body_flaws;
  hx711_traits_t cells[LOAD_CELLS];
  fault_list_t faults;
} options_t;

// 0 on success; otherwise what was wrong or asked for has been printed.
int options_parse(options_t *options, int argc, char **argv);
