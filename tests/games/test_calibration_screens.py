"""Calibrations in the window: every figure is drawn, guides are followed, Esc changes nothing."""

from collections.abc import Iterator

import numpy as np
import pygame
import pytest

from games.engine.setup import LIKELY_STATION
from games.engine.window import Window
from games.screens.figures.catalogue import PAINTERS, drawing_of
from games.screens.guided import LEFT_EARLY, guide_in_window
from trainer.recording.guidance import Figure, Finished, Guidance, Guide
from trainer.recording.vocabulary import Side

DONE = Finished("Front", passed=True, lines=(("tilt", "17.2°"),), advice="Now the rim")
ENTER, ESCAPE, REDO = pygame.K_RETURN, pygame.K_ESCAPE, pygame.K_r
SCALE = 0.2


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setattr("games.engine.window.SMALL", (640, 360))
    with Window(LIKELY_STATION, sleep=lambda _seconds: None) as opened:
        pygame.event.clear()
        yield opened


def press(code: int) -> None:
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=code))


def guide_of(moments: list[Guidance], presses: dict[int, int], ended: list[str]) -> Guide:
    """Yields moments, presses a key before some; the key at the end is for the result."""
    try:
        for index, moment in enumerate(moments):
            if index in presses:
                press(presses[index])
            yield moment
        if len(moments) in presses:
            press(presses[len(moments)])
        ended.append("done")
        return DONE
    finally:
        ended.append("closed")


def moments(count: int = 4) -> list[Guidance]:
    return [
        Guidance("Front", 1, 2, Figure.TOES_DOWN, "Hold the toe edge down", step / count)
        for step in range(count)
    ]


def picture(figure: Figure, side: Side) -> np.ndarray:
    surface = pygame.Surface((220, 180), 0, 32)
    drawing_of(figure, SCALE, side).draw_bare(surface, (110.0, 90.0))
    return pygame.surfarray.array3d(surface).astype(int)


def test_every_figure_has_a_drawing_of_its_own() -> None:
    assert set(PAINTERS) == set(Figure)
    drawn = {figure: picture(figure, Side.RIGHT).tobytes() for figure in Figure}
    assert len(set(drawn.values())) == len(Figure)


def test_a_guide_is_followed_to_its_result(window: Window) -> None:
    ended: list[str] = []
    guide = guide_of(moments(), {4: ENTER}, ended)
    assert guide_in_window(guide, window) is DONE
    assert ended == ["done", "closed"]


def test_escape_closes_the_guide_and_nothing_passed(window: Window) -> None:
    ended: list[str] = []
    guide = guide_of(moments(), {2: ESCAPE}, ended)
    assert guide_in_window(guide, window) == Finished("Front", passed=False, advice=LEFT_EARLY)
    assert ended == ["closed"]


def test_the_result_offers_to_do_it_again_where_a_fresh_guide_can_be_made(window: Window) -> None:
    ended: list[str] = []
    first = guide_of(moments(), {4: REDO}, ended)
    guide_in_window(first, window, again=lambda: guide_of(moments(2), {2: ENTER}, ended))
    assert ended == ["done", "closed", "done", "closed"]
