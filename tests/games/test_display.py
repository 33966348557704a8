"""How the display is opened, on scripted displays whose flips take a scripted time."""

from math import ceil

import pygame
import pytest

from games.engine import display
from games.engine.display import DRIVER, SOFTWARE, open_display
from games.engine.placing import Placing
from games.engine.setup import Station
from games.engine.window import NoDisplay, Window

MS = 1_000_000
SIZE = (640, 360)
HERE = Placing(0, SIZE, SIZE, full_screen=False)


def paint(surface: pygame.Surface) -> None:
    surface.fill("white")


class Scripted:
    """A display on a scripted clock; each flip calls `hold`, which lets time pass."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, reported_hz: int = 60) -> None:
        self.now_ns, self.opened, self.way = 0.0, [DRIVER], DRIVER
        self.surface = surface = pygame.Surface(SIZE)
        self.shown: list[pygame.Color] = []
        monkeypatch.setattr(display, "_open", lambda _placing, vsync: (surface, False))
        monkeypatch.setattr(
            display, "_reopen", lambda _at, _paint, way: self._reopened(surface, way)
        )
        monkeypatch.setattr(display.time, "perf_counter_ns", lambda: round(self.now_ns))
        monkeypatch.setattr(display.time, "sleep", self._sleep)
        monkeypatch.setattr(pygame.event, "pump", lambda: None)
        monkeypatch.setattr(pygame.display, "flip", self.flip)
        monkeypatch.setattr(pygame.display, "get_driver", lambda: "x11")
        monkeypatch.setattr(pygame.display, "get_current_refresh_rate", lambda: reported_hz)

    def _sleep(self, seconds: float) -> None:
        self.now_ns += 1e9 * seconds

    def _reopened(self, surface: pygame.Surface, way: str) -> pygame.Surface:
        self.opened.append(way)
        self.way = way
        return surface

    def flip(self) -> None:
        self.now_ns += MS


class Holding(Scripted):
    """Vsync as it should be: a flip ends when its picture is shown."""

    period_ns = 1e9 / 59.94

    def flip(self) -> None:
        self.now_ns = self.period_ns * ceil((self.now_ns + 0.5 * MS) / self.period_ns)


class Queueing(Holding):
    """Two pictures may wait; only then is a flip held."""

    shown_ns = 0.0

    def flip(self) -> None:
        next_ns = self.period_ns * ceil((self.now_ns + 0.5 * MS) / self.period_ns)
        self.shown_ns = max(self.shown_ns + self.period_ns, next_ns)
        self.now_ns = max(self.now_ns + 0.5 * MS, self.shown_ns - 2 * self.period_ns)


class Playing(Scripted):
    """SDL's own waiting in whole milliseconds; flips by a driver cost 4 ms, by software 1.7."""

    def flip(self) -> None:
        if len(self.opened) == 1:
            self.now_ns = 16.0 * MS * ceil((self.now_ns + 4 * MS) / (16.0 * MS))
        else:
            self.now_ns += (1.7 if self.way == SOFTWARE else 4.0) * MS


def test_a_display_that_holds_flips_is_used_with_its_own_period(monkeypatch) -> None:
    opened = Holding(monkeypatch)
    found = open_display(HERE, paint)
    assert 1e9 / (found.period_ns or 1) == pytest.approx(59.94, rel=1e-3)
    assert found.shown_ns == pytest.approx(opened.now_ns)
    assert opened.opened == [DRIVER]


def test_a_display_that_queues_pictures_is_opened_without_vsync(monkeypatch) -> None:
    opened = Queueing(monkeypatch)
    assert open_display(HERE, paint).period_ns is None
    assert len(opened.opened) > 1


def test_vsync_that_sdl_plays_is_not_believed_and_the_quicker_way_is_kept(monkeypatch) -> None:
    opened = Playing(monkeypatch)
    found = open_display(HERE, paint)
    assert found.period_ns is None
    assert (found.renderer, opened.way) == (SOFTWARE, SOFTWARE)


def test_a_driver_that_is_quicker_than_the_processor_is_opened_again(monkeypatch) -> None:
    opened = Playing(monkeypatch)
    monkeypatch.setattr(
        opened, "flip", lambda: opened._sleep(0.003 if opened.way == SOFTWARE else 0.001)
    )
    monkeypatch.setattr(pygame.display, "flip", opened.flip)
    found = open_display(HERE, paint)
    assert (found.renderer, opened.way) == (DRIVER, DRIVER)
    assert found.refresh_hz == 60


def test_the_first_picture_is_there_before_the_first_flip_is_timed(monkeypatch) -> None:
    opened = Holding(monkeypatch)
    flip = opened.flip

    def look() -> None:
        opened.shown.append(opened.surface.get_at((0, 0)))
        flip()

    monkeypatch.setattr(pygame.display, "flip", look)
    open_display(HERE, paint)
    assert set(map(tuple, opened.shown)) == {(255, 255, 255, 255)}


def test_a_screen_that_does_not_answer_is_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    pygame.display.quit()
    monkeypatch.delenv("SDL_VIDEODRIVER", raising=False)
    monkeypatch.setattr(pygame.display, "init", lambda: None)
    for driver in ("offscreen", "dummy"):
        monkeypatch.setattr(pygame.display, "get_driver", lambda driver=driver: driver)
        with pytest.raises(NoDisplay, match=r"no screen answers.*baps play --headless"):
            Window(Station())
