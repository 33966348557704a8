"""Writes the firmware's C++ header from the message declarations.

`python -m trainer.wire.header [FILE]`; a test compares the file with `render()`.
"""

import sys
from pathlib import Path

from trainer.wire.codec import CRC_START, ENUMS, FROZEN, FROZEN_ENUMS, MESSAGES, SCHEMA_HASH
from trainer.wire.declaration import declaration_of
from trainer.wire.frozen import PROTOCOL_MAJOR, Hello

HEADER_PATH = Path("arduino/baps_board/wire_messages.h")

_TOP = """\
// Made by `python -m trainer.wire.header` from trainer/wire/messages.py. Do not edit.
// Structs are packed and little-endian, as on AVR and ARM; the type byte goes before them.
#pragma once
#include <stdint.h>

namespace wire {
"""


def render() -> str:
    """The whole header."""
    parts = [_TOP]
    parts.append(f"constexpr uint8_t PROTOCOL_MAJOR = {PROTOCOL_MAJOR};")
    parts.append(f"constexpr uint32_t SCHEMA_HASH = 0x{SCHEMA_HASH:08X}UL;")
    parts.append(f"constexpr uint16_t CRC_START = 0x{CRC_START:04X};\n")
    parts.extend(_enum(enum) for enum in FROZEN_ENUMS + ENUMS)
    parts.append(_HELLO)
    parts.extend(_struct(cls) for cls in FROZEN + MESSAGES)
    parts.append("}  // namespace wire\n")
    return "\n".join(parts)


def _enum(enum: type) -> str:
    members = "\n".join(f"  {m.name} = {m.value}," for m in enum)  # type: ignore[attr-defined]
    return f"namespace {enum.__name__} {{\nenum : uint8_t {{\n{members}\n}};\n}}\n"


_HELLO = f"""\
struct __attribute__((packed)) SensorEntry {{
  uint8_t kind;
  uint8_t index;
  uint8_t placement;
  uint16_t rate_hz;
  uint8_t accel_range_g;
  uint16_t gyro_range_deg_s;
  uint8_t present;
}};

// Followed on the wire by `sensor_count` entries.
struct __attribute__((packed)) HelloHead {{
  static constexpr uint8_t TYPE = 0x{Hello.TYPE_ID:02X};
  uint8_t protocol_major;
  uint32_t schema_hash;
  uint8_t firmware[3];
  uint64_t board_id;
  uint8_t sensor_count;
}};
"""


def _struct(cls: type) -> str:
    declared = declaration_of(cls)
    lines = [
        f"// {declared.direction.value}",
        f"struct __attribute__((packed)) {declared.name} {{",
        f"  static constexpr uint8_t TYPE = 0x{declared.type_id:02X};",
    ]
    for name, kind in declared.fields:
        suffix = f"[{kind.count}]" if kind.count > 1 else ""
        lines.append(f"  {kind.c_name} {name}{suffix};")
    lines.append("};\n")
    return "\n".join(lines)


def main() -> None:
    """Write the header to the path given, or to its place in the sketch."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HEADER_PATH
    target.write_text(render(), encoding="ascii")


if __name__ == "__main__":
    main()
