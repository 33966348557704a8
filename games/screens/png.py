"""Small PNG files of calm pictures: every other level of each colour, packed hard."""

import struct
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pygame

SIGNATURE = b"\x89PNG\r\n\x1a\n"
TRUE_COLOUR = 2
EVEN_LEVELS = np.uint8(0xFE)
Bytes = npt.NDArray[np.uint8]


def write_png(surface: pygame.Surface, path: Path) -> None:
    """Write a surface without alpha, every row filtered by what packs it best."""
    pixels = np.swapaxes(pygame.surfarray.array3d(surface), 0, 1) & EVEN_LEVELS
    height, width, _ = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, 8, TRUE_COLOUR, 0, 0, 0)
    packed = zlib.compress(_filtered(pixels).tobytes(), 9)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    path.write_bytes(SIGNATURE + chunks)


def _filtered(pixels: Bytes) -> Bytes:
    """Rows with their filter byte; the filter with the smallest sum of differences wins."""
    here = pixels.astype(np.int16)
    left, above = np.zeros_like(here), np.zeros_like(here)
    left[:, 1:], above[1:] = here[:, :-1], here[:-1]
    corner = np.zeros_like(here)
    corner[1:, 1:] = here[:-1, :-1]
    tried = [here, here - left, here - above, here - (left + above) // 2]
    tried.append(here - _paeth(left, above, corner))
    rows = np.stack([(each % 256).astype(np.uint8).reshape(len(here), -1) for each in tried])
    cost = np.abs(rows.view(np.int8).astype(np.int32)).sum(axis=2)
    best = cost.argmin(axis=0)
    chosen = rows[best, np.arange(len(here))]
    return np.concatenate([best[:, None].astype(np.uint8), chosen], axis=1)


def _paeth(
    left: npt.NDArray[np.int16], above: npt.NDArray[np.int16], corner: npt.NDArray[np.int16]
) -> npt.NDArray[np.int16]:
    guess = left + above - corner
    to_left, to_above, to_corner = (abs(guess - each) for each in (left, above, corner))
    nearest = np.where(to_above <= to_corner, above, corner)
    return np.where((to_left <= to_above) & (to_left <= to_corner), left, nearest)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
