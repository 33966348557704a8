"""A therapist with a keyboard and a mouse: one thing by keys, the next one by a click.

Everything is an event that the window gets, as from a system. The board's time passes with the
frames of the pages.
"""

from collections import Counter
from collections.abc import Mapping

import pygame

from games.desk.page import Page
from games.screens.instruction import InstructionScreen
from games.screens.rest import RestScreen
from games.screens.station.form import FormPage
from tests.sessions.station.at_desk import AtDesk
from tests.sessions.station.wishes import Wishes

LOOKS_S, APART_S = 0.4, 0.06
"""A page is looked at longer than what passes for the second press of a double click."""
RESTS_S = 2.0
ENOUGH = 120
"""Presses and clicks on one page after which nobody believes that they lead anywhere."""


class TwoHands(AtDesk):
    """For `answers` see `Wishes`. `seen` are the pages and screens in their order,
    `used` how often something was taken by keys, and by the mouse.
    """

    def __init__(self, answers: Mapping[str, str] = {}) -> None:
        self._wishes = Wishes({}, answers)
        self.seen: list[str] = []
        self.used: Counter[str] = Counter()
        self._until_s = 0.0
        self._before: object = None
        self._here = 0
        self._clicks = False

    def _live(self) -> None:
        now_s = self._feed.now_ns() / 1e9
        page = self._desk.page
        here = page or self._screen
        if here is not self._before:
            self._before, self._here = here, 0
            self._until_s = now_s + (RESTS_S if here is RestScreen else LOOKS_S)
            self.seen.append(type(page).__name__ if page else getattr(here, "__name__", ""))
        if now_s < self._until_s:
            return
        self._until_s = now_s + APART_S
        if page is None:
            self._begin_trial()
        elif any(each.enabled for each in page.items):
            self._here += 1
            assert self._here < ENOUGH, f"no way on from {self.seen[-1]}"
            self._towards(page, self._wishes.wanted(page))

    def _begin_trial(self) -> None:
        if self._screen in (InstructionScreen, RestScreen):
            _press(pygame.K_RETURN)

    def _towards(self, page: Page, wanted: str) -> None:
        item = next(each for each in page.items if each.name == wanted)
        if item.typed and isinstance(page, FormPage):
            self._type_into(page, wanted)
        elif self._clicks:
            _click(item.area.center)
            self._took("mouse")
        elif self._desk._walker.seen != wanted:
            _press(pygame.K_TAB)
        else:
            _press(pygame.K_RETURN)
            self._took("keys")

    def _type_into(self, page: FormPage, field: str) -> None:
        """A field is gone to by Tab, and letters are typed; by mouse keys on the screen open."""
        if self._clicks:
            item = next(each for each in page.items if each.name == field)
            _click(item.area.center)
            self._took("mouse")
        elif self._desk._walker.seen != field:
            _press(pygame.K_TAB)
        else:
            for letter in self._wishes.left_to_type(page, field):
                pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, text=letter))
            self._took("keys")

    def _took(self, how: str) -> None:
        """The other hand is next."""
        self.used[how] += 1
        self._clicks = not self._clicks


def _press(key: int) -> None:
    for kind in (pygame.KEYDOWN, pygame.KEYUP):
        pygame.event.post(pygame.event.Event(kind, key=key, mod=0, unicode=""))


def _click(at: tuple[int, int]) -> None:
    button = {"pos": at, "button": pygame.BUTTON_LEFT, "touch": False}
    moved = {"pos": at, "rel": (1, 1), "buttons": (0, 0, 0), "touch": False}
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, moved))
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        pygame.event.post(pygame.event.Event(kind, button))
