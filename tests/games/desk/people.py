"""Somebody at a desk: does one thing after another, frame by frame, on a simulated clock."""

from collections.abc import Callable, Iterable
from itertools import chain

import pygame

from games.desk.desk import Desk
from games.desk.kit import Kit
from games.desk.page import Page
from games.engine.draw.layout import Layout
from games.engine.setup import LIKELY_STATION
from games.engine.window import Window

SIZE = (640, 360)
KIT = Kit(Layout(SIZE), LIKELY_STATION)
FRAME_NS = 16_000_000


def pressed(code: int, mod: int = 0) -> pygame.event.Event:
    return pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod)


def typed(text: str) -> list[pygame.event.Event]:
    return [pygame.event.Event(pygame.TEXTINPUT, text=letter) for letter in text]


def clicked(at: tuple[int, int], touch: bool = False) -> pygame.event.Event:
    down = pygame.MOUSEBUTTONDOWN
    return pygame.event.Event(down, button=pygame.BUTTON_LEFT, pos=at, touch=touch)


def moved(at: tuple[int, int]) -> pygame.event.Event:
    return pygame.event.Event(pygame.MOUSEMOTION, pos=at, rel=(1, 0), buttons=(0, 0, 0))


def touched(at: tuple[int, int], size: tuple[int, int] = SIZE) -> pygame.event.Event:
    return pygame.event.Event(pygame.FINGERDOWN, x=at[0] / size[0], y=at[1] / size[1])


class Hand:
    """The event button of a board, pressed as the script says."""

    down, there = False, True

    def is_down(self) -> bool:
        return self.down

    def is_there(self) -> bool:
        return self.there


Step = Callable[[], object] | pygame.event.Event | None
"""What is done in a frame; None is a frame in which nothing is done."""


class Somebody:
    """A desk, a button, and a script of steps. `looks` is how the page was drawn."""

    def __init__(self, window: Window) -> None:
        self.hand = Hand()
        self._frames, self._calls = 0, 0
        self.desk = Desk(window, LIKELY_STATION, self.hand, self._now_ns)

    def does(self, page: Page, steps: Iterable[Step], wait: int = 30) -> str:
        """Show a page while this is done, a step a frame after a while; what ended it."""
        script = chain([None] * wait, steps, [None, None])

        def until() -> bool:
            self._frames += 1
            step = next(script, "end")
            if isinstance(step, pygame.event.Event):
                pygame.event.post(step)
            elif callable(step):
                step()
            return step == "end"

        return self.desk.show(page, until)

    def short(self) -> list[Step]:
        """A short press of the button."""
        return [self._press, None, None, self._let_go, None]

    def long(self) -> list[Step]:
        """A press of a good second."""
        return [self._press, *[None] * 70, self._let_go, None]

    def _press(self) -> None:
        self.hand.down = True

    def _let_go(self) -> None:
        self.hand.down = False

    def _now_ns(self) -> int:
        # Each look at the clock takes a little, so that nobody waits for ever.
        self._calls += 1
        return self._frames * FRAME_NS + self._calls * 1000
