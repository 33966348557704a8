"""No window and no loudspeaker in tests."""

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

from collections.abc import Iterator

import pygame
import pytest

from games.engine.setup import LIKELY_STATION
from games.engine.window import Window
from tests.games.sound.hearing import Silence


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setattr("games.engine.placing.SMALL", (640, 360))
    # Rendering notes takes a tenth of a second; tests of sound make a speaker of their own.
    monkeypatch.setattr("games.engine.sound.speaker.Speaker", lambda muted: Silence())
    with Window(LIKELY_STATION, sleep=lambda _seconds: None) as opened:
        pygame.event.clear()
        yield opened
