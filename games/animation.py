"""Turns pictures of a recorded trial into image files: one picture, a strip, or an animation.

`baps replay` calls it. A file has its name only once it is whole.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pygame
from PIL import Image

Draw = Callable[[float], pygame.Surface]
Progress = Callable[[float], None]

STILL = frozenset({".png"})
FRAME_MS = {".gif": 80, ".webp": 40}
"""How long each picture of an animation shows. A GIF counts in hundredths of a second."""

LONGEST = 3000
"""Pictures in one animation: two minutes of a WebP. More would take hours and fill the memory."""

LAST_MS = 3000
COLUMNS, GAP = 3, 8
GAP_COLOUR = (4, 10, 14)
PALETTE_FROM = 8
WEBP_QUALITY, WEBP_EFFORT = 82, 2


@dataclass(frozen=True)
class Span:
    """From when to when something is shown, in seconds after the start."""

    first_s: float
    last_s: float

    def moments(self, count: int) -> list[float]:
        """Evenly spaced moments, both ends among them."""
        step_s = (self.last_s - self.first_s) / max(count - 1, 1)
        return [self.first_s + index * step_s for index in range(count)]


def save_picture(path: Path, surface: pygame.Surface) -> None:
    """One picture as PNG."""
    with _whole_file(path) as file:
        _image(surface).save(file, format="PNG")


def save_strip(path: Path, draw: Draw, span: Span, count: int) -> None:
    """A number of pictures from beginning to end in one PNG, three in a row."""
    pictures = [_image(draw(t_s)) for t_s in span.moments(count)]
    width, height = pictures[0].size
    columns = min(count, COLUMNS)
    rows = -(-count // columns)
    whole = (columns * (width + GAP) - GAP, rows * (height + GAP) - GAP)
    strip = Image.new("RGB", whole, GAP_COLOUR)
    for index, picture in enumerate(pictures):
        row, column = divmod(index, columns)
        strip.paste(picture, (column * (width + GAP), row * (height + GAP)))
    with _whole_file(path) as file:
        strip.save(file, format="PNG")


def frames_of(ending: str, span: Span, speed: float) -> list[float]:
    """The moments an animation shows at this speed; ValueError if there are too many."""
    step_s = FRAME_MS[ending] / 1000 * speed
    count = int((span.last_s - span.first_s) / step_s) + 1
    if count > LONGEST:
        quickest = speed * count / LONGEST
        raise ValueError(
            f"that would be {count} pictures, and {LONGEST} is the most: give a --speed of "
            f"{quickest:.1f} or more, or another ending"
        )
    return [span.first_s + index * step_s for index in range(count)]


@dataclass(frozen=True)
class Film:
    """The pictures of an animation: the trial at these moments, and then one that stays.

    `beginning` gives the trial from its beginning on; a GIF looks at it twice, for its colours.
    """

    moments: list[float]
    beginning: Callable[[], Draw]
    after: pygame.Surface | None = None

    @property
    def count(self) -> int:
        return len(self.moments) + (self.after is not None)

    def pictures(self) -> Callable[[int], Image.Image]:
        """Draws the picture with a number; the numbers must not go back."""
        draw = self.beginning()

        def picture(index: int) -> Image.Image:
            if self.after is not None and index == len(self.moments):
                return _image(self.after)
            return _image(draw(self.moments[index]))

        return picture


def save_animation(path: Path, film: Film, progress: Progress) -> None:
    """An animation in the format of the file's ending, GIF or WebP."""
    form = path.suffix.lower()
    reel = _Reel(film, _palette(film) if form == ".gif" else None, progress)
    shown_ms = [FRAME_MS[form]] * film.count
    shown_ms[-1] = LAST_MS
    options = {"quality": WEBP_QUALITY, "method": WEBP_EFFORT} if form == ".webp" else {}
    with _whole_file(path) as file:
        reel.save(file, format=form[1:], save_all=True, duration=shown_ms, loop=0, **options)


class _Reel(Image.Image):
    """An image of many frames for Pillow, each of which is drawn when it is asked for.

    So only the encoder holds the whole animation, and not a list of pictures beside it.
    """

    def __init__(self, film: Film, colours: Image.Image | None, progress: Progress) -> None:
        super().__init__()
        self.n_frames = film.count
        self._picture, self._colours, self._progress = film.pictures(), colours, progress
        self._frame = -1
        self.seek(0)

    def tell(self) -> int:
        return self._frame

    def seek(self, frame: int) -> None:
        """Draw the next frame. Going back, as Pillow does in the end, draws nothing."""
        if frame >= self.n_frames:
            raise EOFError("no more pictures")
        if frame <= self._frame:
            return
        self._frame = frame
        picture = self._picture(frame)
        if self._colours is not None:
            picture = picture.quantize(palette=self._colours, dither=Image.Dither.NONE)
        self.im, self._mode, self._size = picture.im, picture.mode, picture.size
        self.palette = picture.palette
        self._progress((frame + 1) / self.n_frames)


def _palette(film: Film) -> Image.Image:
    """256 colours for the whole animation, so that what stands still is the same in each frame."""
    picture = film.pictures()
    step = max(film.count // PALETTE_FROM, 1)
    some = [picture(index) for index in sorted({*range(0, film.count, step), film.count - 1})]
    width, height = some[0].size
    sheet = Image.new("RGB", (width, height * len(some)))
    for row, each in enumerate(some):
        sheet.paste(each, (0, row * height))
    return sheet.quantize(256, method=Image.Quantize.MEDIANCUT)


def _image(surface: pygame.Surface) -> Image.Image:
    return Image.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))


@contextmanager
def _whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that gets its name when everything is written; before that nothing bears it."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
