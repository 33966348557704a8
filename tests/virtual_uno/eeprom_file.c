#include "eeprom_file.h"

#include <errno.h>
#include <simavr/avr_eeprom.h>
#include <stdio.h>
#include <string.h>

#define EEPROM_BYTES 1024

static int fail(const char *path) {
  fprintf(stderr, "virtual_uno: EEPROM file %s: %s\n", path, strerror(errno));
  return -1;
}

int eeprom_file_load(avr_t *avr, const char *path) {
  uint8_t bytes[EEPROM_BYTES];
  memset(bytes, 0xFF, sizeof(bytes));
  FILE *file = fopen(path, "rb");
  if (file == NULL && errno != ENOENT) return fail(path);
  if (file != NULL) {
    const size_t count = fread(bytes, 1, sizeof(bytes), file);
    fclose(file);
    if (count != sizeof(bytes)) {
      fprintf(stderr, "virtual_uno: EEPROM file %s holds %zu of 1024 bytes\n", path, count);
      return -1;
    }
  }
  avr_eeprom_desc_t content = {.ee = bytes, .offset = 0, .size = sizeof(bytes)};
  avr_ioctl(avr, AVR_IOCTL_EEPROM_SET, &content);
  return 0;
}

int eeprom_file_save(avr_t *avr, const char *path) {
  avr_eeprom_desc_t content = {.ee = NULL, .offset = 0, .size = EEPROM_BYTES};
  avr_ioctl(avr, AVR_IOCTL_EEPROM_GET, &content);
  FILE *file = fopen(path, "wb");
  if (file == NULL) return fail(path);
  const size_t count = fwrite(content.ee, 1, EEPROM_BYTES, file);
  return fclose(file) == 0 && count == EEPROM_BYTES ? 0 : fail(path);
}
