// The command line of virtual_uno.
#pragma once
#include <stdbool.h>

#include "faults.h"
#include "mpu6050.h"

typedef struct {
  const char *firmware;
  const char *link;
  const char *motion;
  const char *truth;
  const char *report;
  const char *eeprom;
  bool fast;
  bool motion_at_boot;
  double mcu_clock_pct;
  mpu_flaws_t flaws;
  fault_list_t faults;
} options_t;

// 0 on success; otherwise what was wrong or asked for has been printed.
int options_parse(options_t *options, int argc, char **argv);
