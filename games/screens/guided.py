"""A calibration led in the window, moment by moment, to its result. `trainer.sessions` calls it."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pygame

from games.engine.setup import LIKELY_STATION, Station
from games.engine.window import FRAMES_PER_S, Window
from games.screens.calibration import CalibrationScreen
from games.screens.finished import FinishedScreen
from trainer.recording.guidance import Finished, Guide
from trainer.recording.vocabulary import Side

LEFT_EARLY = "Left before the end: nothing was changed"
GO_ON = frozenset({pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE})


@dataclass(frozen=True)
class _Ended:
    finished: Finished
    left: bool


def guide_in_window(
    guide: Guide,
    window: Window,
    *,
    station: Station = LIKELY_STATION,
    side: Side = Side.RIGHT,
    again: Callable[[], Guide] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Finished:
    """Follow a guide to its end and show what came of it until somebody goes on.

    `side` is the measured leg, for the drawings. `again` makes a fresh guide: with it, R on the
    result does the whole once more. Esc closes the guide at once; then nothing passed. An error of
    the guide comes through as it is. `clock` tells seconds, for the movement in the drawings.
    """
    while True:
        ended = _follow(guide, window, CalibrationScreen(window.layout, station, side), clock)
        if ended.left:
            return ended.finished
        screen = FinishedScreen(window.layout, station, ended.finished, again is not None)
        if not _wants_again(window, screen) or again is None:
            return ended.finished
        guide = again()


def _follow(
    guide: Guide, window: Window, screen: CalibrationScreen, clock: Callable[[], float]
) -> _Ended:
    began_s, title = clock(), ""
    try:
        while True:
            try:
                guidance = next(guide)
            except StopIteration as end:
                return _Ended(end.value, left=False)
            title = guidance.title
            if any(map(_leaves, pygame.event.get())):
                return _Ended(Finished(title, passed=False, advice=LEFT_EARLY), left=True)
            screen.draw(window.surface, guidance, clock() - began_s)
            pygame.display.flip()
    finally:
        guide.close()


def _wants_again(window: Window, screen: FinishedScreen) -> bool:
    """Show the result; True when it shall be done once more."""
    for event in _events(window, screen.draw):
        if _leaves(event) or (event.type == pygame.KEYDOWN and event.key in GO_ON):
            return False
        if screen.offers_again and event.type == pygame.KEYDOWN and event.key == pygame.K_r:
            return True
    return False


def _events(window: Window, draw: Callable[[pygame.Surface], None]) -> Iterator[pygame.event.Event]:
    """Draw a still screen frame by frame and hand over what is pressed meanwhile."""
    while True:
        draw(window.surface)
        pygame.display.flip()
        window.sleep(1 / FRAMES_PER_S)
        yield from pygame.event.get()


def _leaves(event: pygame.event.Event) -> bool:
    return event.type == pygame.QUIT or (
        event.type == pygame.KEYDOWN and event.key == pygame.K_ESCAPE
    )
