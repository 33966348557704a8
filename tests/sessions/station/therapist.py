"""A therapist in a hurry: answers every page of a visit, and presses Enter beside the trials."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import pygame

from games.desk.desk import Desk, never
from games.desk.page import NOTHING, Look, Page, Until
from games.screens.station.bench import BenchPage
from games.screens.station.exercise import ExercisePage
from games.screens.station.eye_page import EyePage
from games.screens.station.form import FormPage
from games.screens.station.listing import ListPage
from games.screens.station.message_page import MessagePage
from games.screens.station.note_page import NotePage
from games.screens.station.questions import Kind
from games.screens.station.scale import ScalePage
from games.screens.station.seconds_page import SecondsPage
from games.screens.station.step import StepPage
from trainer.sessions.board_news import KeptBoard

PRESSES_EVERY_S = 0.5


class Therapist(Desk):
    """Takes on each page what leads on. `answers` are by a question's name, `says` by a page.

    `seen` are the names of the pages, `leaves_at` the number of the page on which somebody presses
    Esc.
    """

    def __init__(
        self, window, station, answers: Mapping[str, str] = {}, leaves_at: int = -1
    ) -> None:
        super().__init__(window, station)
        self.answers, self.leaves_at = dict(answers), leaves_at
        self.seen: list[str] = []
        self.texts: list[str] = []

    def show(self, page: Page, until: Until = never) -> str:
        if not [each for each in page.items if each.enabled]:
            while not until():
                pass
            return NOTHING
        page.draw(self.window.surface, Look(page.main))
        self.seen.append(type(page).__name__)
        if len(self.seen) == self.leaves_at:
            return "back"
        for name in self._takes(page):
            assert name in {each.name for each in page.items if each.enabled}, name
            page.draw(self.window.surface, Look(name))
            if page.take(name):
                return name
        raise AssertionError(f"nothing ends {type(page).__name__}")

    @contextmanager
    def at(self, kept: KeptBoard) -> Iterator[tuple[Desk, KeptBoard]]:
        """At a station with this board; beside its trials somebody presses Enter."""
        board = kept.board()
        assert board is not None
        quiet = presses_enter(board.feed)
        try:
            yield self, kept
        finally:
            quiet()

    def _takes(self, page: Page):
        if isinstance(page, FormPage):
            yield from self._fills(page)
        elif isinstance(page, EyePage):
            grades = [each.name for each in page.items if each.name.endswith(" 1")]
            yield from [*grades, "done"]
        elif isinstance(page, ScalePage):
            yield "2"
        elif isinstance(page, ExercisePage):
            for _ in range(20):
                yield next(each.name for each in page.items)
        elif isinstance(page, BenchPage):
            yield "go"
        elif isinstance(page, StepPage | NotePage | SecondsPage):
            yield "done"
        elif isinstance(page, MessagePage | ListPage):
            yield page.main or page.items[0].name
        else:
            raise AssertionError(f"a page that nobody knows: {type(page).__name__}")

    def _fills(self, page: FormPage):
        for asked in page._asked:
            question = asked.question
            value = self.answers.get(question.name) or usual_answer(question)
            if question.is_typed:
                asked.field.type(value) if value and not asked.field.text else None
            elif value is not None:
                asked.choose(f"{question.name}={value}")
        page._lay()
        yield "save"


def usual_answer(question) -> str | None:
    """What lets a visit go on: nothing hurts much, and nothing stands against it."""
    if question.kind is Kind.YES_NO:
        good = question.name in ("floor_10_s", "full_weight", "no_repair", "light_enough")
        return "yes" if good else "no"
    if question.kind is Kind.SCALE:
        return "1"
    if question.kind is Kind.CHOICES:
        return question.choices[0][0]
    return "JD" if question.name == "operator" else ""


def presses_enter(feed) -> Callable[[], None]:
    """Beside every trial somebody presses Enter, twice a second of the board's time."""
    last = [0]

    def press() -> None:
        now_ns = feed.now_ns()
        if now_ns - last[0] > PRESSES_EVERY_S * 1e9:
            last[0] = now_ns
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN))

    return feed.on_pump(press)
