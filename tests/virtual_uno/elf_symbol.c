#include "elf_symbol.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// `size` bytes from `offset`, to be freed; NULL where they are not there.
static void *take(FILE *file, long offset, size_t size) {
  void *bytes = malloc(size + 1);
  if (bytes && fseek(file, offset, SEEK_SET) == 0 && fread(bytes, 1, size, file) == size) {
    ((char *)bytes)[size] = '\0';
    return bytes;
  }
  free(bytes);
  return NULL;
}

static long search(const Elf32_Sym *symbols, size_t count, const char *names, size_t length,
                   const char *name) {
  for (size_t i = 0; i < count; ++i) {
    if (symbols[i].st_name < length && strcmp(names + symbols[i].st_name, name) == 0) {
      return (long)symbols[i].st_value;
    }
  }
  return -1;
}

static long search_section(FILE *file, const Elf32_Shdr *table, const Elf32_Shdr *strings,
                           const char *name) {
  Elf32_Sym *symbols = take(file, (long)table->sh_offset, table->sh_size);
  char *names = take(file, (long)strings->sh_offset, strings->sh_size);
  long found = -1;
  if (symbols && names) {
    found = search(symbols, table->sh_size / sizeof(*symbols), names, strings->sh_size, name);
  }
  free(symbols);
  free(names);
  return found;
}

static long search_file(FILE *file, const char *name) {
  Elf32_Ehdr *head = take(file, 0, sizeof(*head));
  Elf32_Shdr *sections = NULL;
  long found = -1;
  if (head) sections = take(file, (long)head->e_shoff, head->e_shnum * sizeof(*sections));
  for (unsigned i = 0; sections && found < 0 && i < head->e_shnum; ++i) {
    if (sections[i].sh_type != SHT_SYMTAB || sections[i].sh_link >= head->e_shnum) continue;
    found = search_section(file, &sections[i], &sections[sections[i].sh_link], name);
  }
  free(sections);
  free(head);
  return found;
}

long elf_symbol(const char *path, const char *name) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return -1;
  const long found = search_file(file, name);
  fclose(file);
  return found;
}
