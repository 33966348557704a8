// Finds a variable of the firmware by its name.
#pragma once

// Its address as the linker gave it, or -1 where the file does not name it.
long elf_symbol(const char *path, const char *name);
