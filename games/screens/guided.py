"""Leads through a calibration in the window to its result: `baps calibrate --window`."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import pygame

from games.engine.setup import LIKELY_STATION, Station
from games.engine.window import GO_ON as GO_ON_KEYS
from games.engine.window import Window, events, leaves, presses
from games.screens.button_keys import ButtonKeys
from games.screens.calibration import CalibrationScreen
from games.screens.finished import AGAIN, GO_ON, FinishedScreen
from trainer.recording.guidance import Answer, Finished, Guide
from trainer.recording.vocabulary import Side

LEFT_EARLY = "You left early: nothing was changed"
AGAIN_KEYS, DETAILS_KEYS = frozenset({pygame.K_r}), frozenset({pygame.K_d})
ANSWER_KEYS = {Answer.KEEP: GO_ON_KEYS, Answer.PAIN: frozenset({pygame.K_p})}


def no_button() -> bool:
    """There are only keys."""
    return False


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
    is_down: Callable[[], bool] = no_button,
) -> Finished:
    """Follow a guide to its end and show its result until somebody goes on.

    `side` is the measured leg, for the drawings. `again` makes a new guide: with it, R on the
    result repeats the calibration. Esc closes the guide at once, and nothing has passed. Errors of
    the guide are passed on. `clock` returns seconds, for the movement in the drawings and for the
    event button, of which `is_down` says whether it is pressed.
    """
    button = ButtonKeys(window, window.layout.lettering(station), is_down, clock)
    while True:
        screen = CalibrationScreen(window.layout, station, side)
        ended = _follow(guide, window, screen, clock, button)
        if ended.left:
            return ended.finished
        keys = (GO_ON,) if again is None else (GO_ON, AGAIN)
        result = FinishedScreen(window.layout, station, ended.finished, keys)
        if not _wants_again(window, result, button) or again is None:
            return ended.finished
        guide = again()


def _follow(
    guide: Guide,
    window: Window,
    screen: CalibrationScreen,
    clock: Callable[[], float],
    button: ButtonKeys,
) -> _Ended:
    began_s = clock()
    answer: Answer | None = None
    try:
        while True:
            try:
                guidance = guide.send(answer)
            except StopIteration as end:
                return _Ended(end.value, left=False)
            happened = window.events()
            if any(map(leaves, happened)):
                return _Ended(Finished(guidance.title, passed=False, advice=LEFT_EARLY), left=True)
            if any(presses(event, DETAILS_KEYS) for event in happened):
                screen.turn_over()
            answer = _answer(happened, guidance.answers)
            screen.draw(window.surface, guidance, clock() - began_s)
            button.draw(window.surface, screen.keys(guidance))
            window.flip()
    finally:
        guide.close()


def _answer(happened: list[pygame.event.Event], possible: tuple[Answer, ...]) -> Answer | None:
    """The last answer among these events that the guide takes now."""
    given = [a for e in happened for a in possible if presses(e, ANSWER_KEYS[a])]
    return given[-1] if given else None


def _wants_again(window: Window, screen: FinishedScreen, button: ButtonKeys) -> bool:
    """Show the result; True if it is to be repeated."""

    def draw(onto: pygame.Surface) -> None:
        screen.draw(onto)
        button.draw(onto, screen.all_keys)

    for event in events(window, draw):
        if leaves(event) or presses(event, GO_ON_KEYS):
            return False
        if presses(event, DETAILS_KEYS):
            screen.turn_over()
        if AGAIN in screen.keys and presses(event, AGAIN_KEYS):
            return True
    return False
