"""A window of tests: nobody sees it, so its pictures are drawn and not brought to any screen."""

from collections.abc import Iterator
from contextlib import contextmanager

import pygame
import pytest

from games.engine.setup import LIKELY_STATION, Station
from games.engine.window import Window


def at_once(_seconds: float) -> None:
    """Sleeps for no time: simulated time passes as fast as it is drawn."""


@contextmanager
def unseen(
    station: Station = LIKELY_STATION,
    second: bool = False,
) -> Iterator[Window]:
    """A small one. To bring a picture to SDL's dummy screen takes a fifth of a frame's work."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("games.engine.placing.SMALL", (640, 360))
        with Window(station, sleep=at_once, second=second) as opened:
            patch.setattr(pygame.display, "flip", lambda: None)
            yield opened
