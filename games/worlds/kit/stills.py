"""Still layers are painted once: kept in memory, and as pictures in a folder that is passed in.

A damaged picture, or a folder that cannot be written, costs only the time to paint again.
"""

import os
import tempfile
import zlib
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pygame

KEPT_IN_MEMORY, KEPT_IN_FOLDER = 4, 60
CHECK_BYTES = 4


@dataclass(frozen=True)
class StillKey:
    """What a still layer was painted from. Count `version` up when its painter changes.

    `made_for` holds everything else the painter looks at: rim, side, directions that are closed.
    """

    world: str
    version: int
    size: tuple[int, int]
    made_for: tuple[object, ...] = ()

    @property
    def file_name(self) -> str:
        width, height = self.size
        made_for = sha256(repr(self.made_for).encode()).hexdigest()[:16]
        return f"{self.world}-{self.version}-{width}x{height}-{made_for}.png"


_kept: OrderedDict[StillKey, pygame.Surface] = OrderedDict()


def still(
    key: StillKey, paint: Callable[[], pygame.Surface], folder: Path | None = None
) -> pygame.Surface:
    """The still layer of a key, painted only if it is kept nowhere. Never draw onto it: copy it."""
    found = _kept.pop(key, None) or read_still(key, folder)
    if found is None:
        found = paint()
        write_still(key, found, folder)
    _kept[key] = found
    while len(_kept) > KEPT_IN_MEMORY:
        _kept.popitem(last=False)
    return found


def forget() -> None:
    """Keep nothing in memory."""
    _kept.clear()


def write_still(key: StillKey, surface: pygame.Surface, folder: Path | None) -> None:
    """Keep a picture in the folder, if there is one that can be written."""
    if folder is not None:
        with suppress(OSError):
            _write(surface, folder / key.file_name)
            _drop_oldest(folder)


def read_still(key: StillKey, folder: Path | None) -> pygame.Surface | None:
    """The picture in the folder; None if there is none, or not the one that was written."""
    if folder is None:
        return None
    path = folder / key.file_name
    try:
        data = path.read_bytes()
        picture, check = data[:-CHECK_BYTES], data[-CHECK_BYTES:]
        if check != _check(picture):
            return None
        loaded = pygame.image.load(BytesIO(picture), "still.png")
        with suppress(OSError):
            os.utime(path)  # a folder full of pictures drops those that nobody looks at
    except (OSError, pygame.error):
        return None
    if loaded.get_size() != key.size:
        return None
    # A picture without alpha is loaded with 24 bits a pixel, which blits slowly.
    surface = pygame.Surface(key.size, 0, 32)
    surface.blit(loaded, (0, 0))
    return surface


def _write(surface: pygame.Surface, path: Path) -> None:
    """Write beside it and rename, so that nobody ever reads half a picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    packed = BytesIO()
    pygame.image.save(surface, packed, "still.png")
    picture = packed.getvalue()
    number, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with open(number, "wb") as file:
            # What stands behind a PNG's end is ignored by whoever looks at it.
            file.write(picture + _check(picture))
        os.replace(name, path)
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise


def _drop_oldest(folder: Path) -> None:
    pictures = sorted(folder.glob("*.png"), key=lambda path: path.stat().st_mtime)
    for path in pictures[:-KEPT_IN_FOLDER]:
        path.unlink()


def _check(picture: bytes) -> bytes:
    return zlib.crc32(picture).to_bytes(CHECK_BYTES, "big")
