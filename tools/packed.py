"""Writes pictures for the docs: a screen as a PNG whose rows are not filtered, a place as a WebP.

Screens are dithered in a pattern of four by four pixels. A PNG's filters, which take differences of
neighbours, hide that pattern from its packer: without them a screen is a quarter smaller. A painted
place has detail everywhere: as a PNG it takes 700 kB, and small and as a WebP a tenth of that.
"""

import struct
import zlib
from pathlib import Path

import pygame
from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
DEPTH, TRUE_COLOUR = 8, 2
BEST = 9
SMALL = 800, 450
QUALITY, EFFORT = 92, 6


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


def save_small(surface: pygame.Surface, path: Path) -> None:
    """Write a picture in a size for the tables of the docs."""
    whole = Image.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))
    small = whole.resize(SMALL, Image.Resampling.LANCZOS)
    small.save(path, format="WEBP", quality=QUALITY, method=EFFORT)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
