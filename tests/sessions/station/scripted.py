"""A front whose desk takes from real pages what a script says, without a window's events."""

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

from collections.abc import Callable, Iterable
from types import SimpleNamespace

import pygame

from games.desk.desk import Desk, never
from games.desk.page import BACK, CLOSED, NOTHING, Look, Page, Until
from games.engine.draw.layout import Layout
from games.engine.fade import Fade
from games.engine.setup import LIKELY_STATION
from trainer.recording.interfaces import Standing
from trainer.sessions.board_care import BoardCare
from trainer.sessions.board_news import BoardNews
from trainer.sessions.station.front import Front
from trainer.sessions.visits.assembled import Room
from trainer.store.places import places

SIZE = (640, 360)
Take = str | Callable[[Page], object]
"""The name of an item that is taken, or something done at the page, which then goes on."""


class ScriptedDesk(Desk):
    """Takes one thing after another; `seen` are the pages that were shown for a choice.

    A page without a choice waits for its `until`, as it does on a screen. Esc is `BACK`, and
    `CLOSED` closes the window. What is taken must be there, and after the last nothing is shown.
    """

    def __init__(self, takes: Iterable[Take]) -> None:
        surface = pygame.Surface(SIZE, 0, 32)
        plain = SimpleNamespace(surface=surface, layout=Layout(SIZE), fade=Fade(surface, cut=True))
        super().__init__(plain, LIKELY_STATION)  # type: ignore[arg-type]
        self.left = list(takes)
        self.seen: list[Page] = []

    def show(self, page: Page, until: Until = never) -> str:
        focus = ""
        while True:
            if until():
                return NOTHING
            free = {each.name for each in page.items if each.enabled}
            if not free and until is not never:
                continue
            page.draw(self.window.surface, Look(focus))
            if self.seen[-1:] != [page]:
                self.seen.append(page)
            assert self.left, f"nobody expected {type(page).__name__} with {sorted(free)}"
            take = self.left.pop(0)
            if callable(take):
                take(page)
                continue
            if take in (BACK, CLOSED) and take not in free:
                return take
            assert take in free, f"no {take} on {type(page).__name__}, only {sorted(free)}"
            focus = take
            if page.take(take):
                return take


class NoBoard:
    """A `KeptBoard` into which nobody has plugged anything."""

    news = BoardNews()

    def board(self) -> None:
        return None

    def for_patient(self, code: str | None) -> None: ...

    def again(self) -> None: ...

    def is_down(self) -> bool:
        return False

    def close(self) -> None: ...


def front_with(store, takes: Iterable[Take], board=None) -> Front:
    """A station with this database whose desk takes these."""
    desk, kept = ScriptedDesk(takes), board or NoBoard()
    room = Room(store, places(), kept, LIKELY_STATION, "here", print, Standing(), operator="op")
    return Front(desk, desk.window, room, BoardCare(kept, store))
