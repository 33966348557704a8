"""Writes a picture as a PNG whose rows are not filtered.

Screens are dithered in a pattern of four by four pixels. A PNG's filters, which take differences of
neighbours, hide that pattern from its packer: without them a screen is a quarter smaller.
"""

import struct
import zlib
from pathlib import Path

import pygame

SIGNATURE = b"\x89PNG\r\n\x1a\n"
DEPTH, TRUE_COLOUR = 8, 2
BEST = 9


def save_packed(surface: pygame.Surface, path: Path) -> None:
    """Write an opaque surface."""
    width, height = surface.get_size()
    rows = pygame.surfarray.array3d(surface).swapaxes(0, 1)
    data = b"".join(b"\0" + row.tobytes() for row in rows)
    header = struct.pack(">IIBBBBB", width, height, DEPTH, TRUE_COLOUR, 0, 0, 0)
    path.write_bytes(
        SIGNATURE
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(data, BEST))
        + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
