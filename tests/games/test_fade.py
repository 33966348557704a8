"""One screen fades into the next; what asks the patient to hold on is seen at once."""

from dataclasses import replace

import pygame
import pytest

from games.engine.fade import FADE_NS, Fade
from games.engine.setup import LIKELY_STATION
from games.engine.show import Show
from games.engine.window import Window
from tools.scripted import ScriptedFeed, sway

SIZE = (64, 36)
START_NS = 1_000_000_000


class Dark:
    def draw(self, onto: pygame.Surface) -> None:
        onto.fill("black")


class Bright:
    def draw(self, onto: pygame.Surface) -> None:
        onto.fill("white")


def grey(surface: pygame.Surface) -> int:
    return surface.get_at((5, 5)).r


def levels(fade: Fade, shares: list[float]) -> list[int]:
    """Brightness at these shares of a fade from black to white."""
    surface = pygame.Surface(SIZE)
    fade.turn_to("dark", surface, 0)
    surface.fill("black")
    fade.turn_to("bright", surface, START_NS)
    seen = []
    for share in shares:
        surface.fill("white")
        fade.draw(surface, START_NS + round(share * FADE_NS))
        seen.append(grey(surface))
    return seen


def test_a_new_screen_comes_through_the_previous_one_within_a_quarter_of_a_second() -> None:
    seen = levels(Fade(pygame.Surface(SIZE)), [0.0, 0.25, 0.5, 0.75, 1.0, 1.5])
    assert seen[0] == 0
    assert seen == sorted(seen)
    assert seen[2] == pytest.approx(128, abs=3)
    assert seen[4:] == [255, 255]


def test_with_reduced_motion_it_cuts() -> None:
    assert levels(Fade(pygame.Surface(SIZE), cut=True), [0.0, 0.5]) == [255, 255]


def shown(window: Window, screens: list[tuple[str, object]]) -> list[int]:
    """Brightness of the first frame of each screen, drawn as a round draws its screens."""
    feed = ScriptedFeed(sway(2.0))
    show = Show(feed, window, window.layout.lettering(LIKELY_STATION))
    seen: list[int] = []
    frames = show.frames()
    for way, screen in screens:
        next(frames)
        getattr(show, way)(screen.draw)
        # The generator lays the fade over the picture before it flips.
        next(frames)
        seen.append(grey(window.surface))
        getattr(show, way)(screen.draw)
        while window.fade.running:
            next(frames)
            getattr(show, way)(screen.draw)
    return seen


def test_screens_of_a_round_fade_and_those_of_care_are_seen_at_once(window: Window) -> None:
    window.surface.fill("black")
    first, second, third = shown(
        window, [("paint", Bright()), ("paint_at_once", Dark()), ("paint", Bright())]
    )
    assert first < 60
    assert second == 0
    assert third < 60


def test_a_new_picture_of_the_same_screen_does_not_fade(window: Window) -> None:
    window.surface.fill("black")
    shown(window, [("paint", Bright())])
    feed = ScriptedFeed(sway(2.0))
    show = Show(feed, window, window.layout.lettering(LIKELY_STATION))
    window.surface.fill("black")
    show.paint(Bright().draw)
    assert not window.fade.running
    show.paint(Bright().draw, part="another part")
    assert window.fade.running


def test_a_station_with_reduced_motion_never_fades(monkeypatch) -> None:
    monkeypatch.setattr("games.engine.placing.SMALL", (640, 360))
    with Window(replace(LIKELY_STATION, reduced_motion=True)) as window:
        show = Show(ScriptedFeed(sway(2.0)), window, window.layout.lettering(LIKELY_STATION))
        show.paint(Bright().draw)
        show.paint(Dark().draw)
        assert not window.fade.running


def test_a_fade_begins_when_the_first_frame_of_its_screen_is_painted() -> None:
    surface = pygame.Surface(SIZE)
    fade = Fade(surface)
    fade.turn_to("dark", surface, 0)
    surface.fill("black")
    fade.turn_to("bright", surface, START_NS)
    painted_ns = START_NS + 2 * FADE_NS
    fade.begin(painted_ns)
    surface.fill("white")
    fade.draw(surface, painted_ns + FADE_NS // 2)
    assert grey(surface) == pytest.approx(127, abs=3)
    fade.draw(surface, painted_ns + FADE_NS)
    fade.begin(painted_ns + 2 * FADE_NS)
    assert not fade.running, "what is over does not begin again"
