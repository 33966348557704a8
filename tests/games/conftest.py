"""No window and no loudspeaker in tests."""

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

from collections.abc import Iterator

import pygame
import pytest

from games.engine.window import Window
from tests.games.sound.hearing import Silence
from tests.unseen_window import unseen


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    # Rendering notes takes a tenth of a second; tests of sound make a speaker of their own.
    monkeypatch.setattr("games.engine.sound.speaker.Speaker", lambda muted: Silence())
    with unseen() as opened:
        pygame.event.clear()
        yield opened
