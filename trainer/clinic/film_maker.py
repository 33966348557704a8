"""Draws a trial's film, in a process of its own that `trainer.clinic.films` starts.

    python -m trainer.clinic.film_maker RECORDING FILM

A film is one line of JSON (`Reel`) and behind it the pictures as WebP, one after the other. Of a
trial that cannot be drawn, FILM.why says why.
"""

import io
import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import pygame
from PIL import Image

from trainer.recording.container import unpack
from trainer.sessions.drawn_again import NotDrawn, activity_of, playback_of

SIZE = (640, 360)
BEFORE_START_S = 2.0
"""A film begins with the light in the gate."""
STEP_S, MOST_PICTURES = 0.1, 900
"""Ten pictures a second; fewer of a trial that is longer than a minute and a half."""
QUALITY, EFFORT = 50, 1
COURTESY = 10
"""How far this process stands back for the pages that somebody waits for."""
CANNOT = 3


@dataclass(frozen=True)
class Reel:
    """What the pictures are: the first one's time in seconds from the start, how much later each
    following one is, and the length of each in bytes.
    """

    first_s: float
    step_s: float
    width: int
    height: int
    lengths: tuple[int, ...]


def film_of(data: bytes) -> bytes:
    """The film of a packed recording; `NotDrawn`."""
    recording = unpack(data)
    playback = playback_of(activity_of(recording), recording, SIZE)
    seconds = max(playback.length_s, 0.0) + BEFORE_START_S
    step_s = max(STEP_S, seconds / MOST_PICTURES)
    moments = [-BEFORE_START_S + nth * step_s for nth in range(int(seconds / step_s) + 1)]
    pictures = [_webp(playback.draw(t_s)) for t_s in moments]
    reel = Reel(-BEFORE_START_S, step_s, *SIZE, tuple(map(len, pictures)))
    return json.dumps(asdict(reel)).encode() + b"\n" + b"".join(pictures)


def _webp(surface: pygame.Surface) -> bytes:
    picture = Image.frombytes("RGB", surface.get_size(), pygame.image.tobytes(surface, "RGB"))
    file = io.BytesIO()
    picture.save(file, "WEBP", quality=QUALITY, method=EFFORT)
    return file.getvalue()


def main() -> None:
    source, target = map(Path, sys.argv[1:])
    if hasattr(os, "nice"):
        os.nice(COURTESY)
    try:
        film = film_of(source.read_bytes())
    except NotDrawn as error:
        target.with_suffix(".why").write_text(str(error), encoding="utf-8")
        sys.exit(CANNOT)
    finally:
        source.unlink(missing_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(film)
    unfinished.replace(target)


if __name__ == "__main__":
    main()
