"""Somebody who presses buttons in the therapist's window at set times."""

from collections.abc import Mapping

import pygame

from games.engine.second.screen import SecondScreen
from games.engine.window import Window
from tests.games.typing_feed import LONGEST_S
from tools.scripted import ScriptedFeed, sway

NOTE = "the note"
Presses = Mapping[float, str]


def beside(window: Window) -> SecondScreen:
    assert window.second is not None
    return window.second


def post(window: Window, kind: int, **what: object) -> None:
    """An event of the second window."""
    pygame.event.post(pygame.event.Event(kind, window=beside(window).window, **what))


def press(window: Window, name: str) -> None:
    """Press the button of this key, or the note."""
    second = beside(window)
    areas = {**dict(second.areas), NOTE: second.note_area}
    post(window, pygame.MOUSEBUTTONDOWN, button=1, pos=areas[name].center, touch=True)


class PressingBeside(ScriptedFeed):
    """A scripted board; `presses` are names of buttons, by the second. `offered` are those there
    were.
    """

    def __init__(self, window: Window, presses: Presses, motion=None, **script) -> None:
        super().__init__(motion or sway(2.0), **script)
        self._window, self._presses = window, dict(presses)
        self.offered: dict[float, set[str]] = {}
        self.drawn: dict[float, bytes] = {}

    def pump(self) -> None:
        super().pump()
        now_s = self.now_ns() / 1e9
        assert now_s < LONGEST_S, "nobody ends this any more"
        if self._window.second is not None:
            self.offered[now_s] = {name for name, _ in self._window.second.areas}
        for at_s in [at for at in self._presses if at <= now_s]:
            press(self._window, self._presses.pop(at_s))

    def offered_at(self, second: float) -> set[str]:
        return next(names for t_s, names in self.offered.items() if t_s >= second)
