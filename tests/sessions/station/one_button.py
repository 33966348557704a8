"""A therapist with nothing but the event button: reads a page, looks where the focus is, presses.

The button is down in the samples of a simulated board, so that every press goes the whole way. The
board's time passes with the frames of the pages.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from games.desk.page import BACK, Page
from games.screens.instruction import InstructionScreen
from games.screens.rest import RestScreen
from tests.sessions.station.at_desk import AtDesk
from tests.sessions.station.wishes import Wants, Wishes
from trainer.link.simulated_contacts import SimulatedContacts
from trainer.wire.messages import SampleFlag

SHORT_S, LONG_S, APART_S = 0.08, 1.1, 0.08
LOOKS_S = 0.3
"""For how long a new page is looked at before the first press."""
RESTS_S = 4.0
"""So long after a trial a press belongs to what comes next."""
ENOUGH = 90
"""Presses on one page after which nobody believes any more that they lead anywhere."""

WAYS_OUT = {BACK, "later"}


class OneButton(AtDesk):
    """Presses until a page is as it is wanted; for `wants` and `answers` see `Wishes`. `presses`
    counts by page. `rows` are what is pressed on a screen that is no page, by its name, one row for
    each time that it comes up: "-" is a long press, "." a short one.
    """

    def __init__(
        self,
        patch: pytest.MonkeyPatch,
        wants: Wants,
        answers: Mapping[str, str] = {},
        rows: Mapping[str, Sequence[str]] = {},
    ) -> None:
        self._wishes = Wishes(wants, answers)
        self._rows = {name: list(each) for name, each in rows.items()}
        self._row = ""
        self.presses: Counter[str] = Counter()
        self.seen: list[str] = []
        self._down = False
        self._until_s = 0.0
        self._before: object = None
        self._here = 0
        flags_at = SimulatedContacts.flags_at

        def with_button(contacts: SimulatedContacts, since_us: float) -> SampleFlag:
            held = SampleFlag.BUTTON_DOWN if self._down else SampleFlag(0)
            return flags_at(contacts, since_us) | held

        patch.setattr(SimulatedContacts, "flags_at", with_button)

    def _live(self) -> None:
        now_s = self._feed.now_ns() / 1e9
        here = self._desk.page or self._screen
        if here is not self._before:
            self._arrive(here, now_s)
        if now_s < self._until_s:
            return
        if self._down:
            waits = self._desk.page is None and not self._row
            apart_s = RESTS_S if waits else APART_S
            self._down, self._until_s = False, now_s + apart_s
        elif (long_s := self._press()) is not None:
            self._down, self._until_s = True, now_s + long_s
            self._count()

    def _arrive(self, here: object, now_s: float) -> None:
        """Somewhere else: look at it, with the hand off the button; there is a way out of it."""
        self._before, self._here = here, 0
        self._down, self._until_s = False, now_s + LOOKS_S
        name = self._name
        self.seen.append(name)
        left = self._rows.get(name)
        self._row = left.pop(0) if left else ""
        page = self._desk.page
        free = {each.name for each in page.items if each.enabled} if page is not None else set()
        assert len(free) < 2 or free & WAYS_OUT, f"no way back from {name}: {sorted(free)}"
        if name == RestScreen.__name__ and not self._row:
            self._until_s = now_s + RESTS_S

    def _count(self) -> None:
        self._here += 1
        self.presses[self._name] += 1
        assert self._here < ENOUGH, f"no way on from {self._name}: {self._where()}"

    def _where(self) -> str:
        walker, page = self._desk._walker, self._desk.page
        names = [each.name for each in page.items] if page is not None else []
        return f"at {walker.name} of {names}"

    @property
    def _name(self) -> str:
        here = self._desk.page
        if here is not None:
            return type(here).__name__
        return getattr(self._screen, "__name__", str(self._screen or ""))

    def _press(self) -> float | None:
        """How long to press now, if at all."""
        page = self._desk.page
        if page is None:
            if self._row:
                press, self._row = self._row[0], self._row[1:]
                return LONG_S if press == "-" else SHORT_S
            begins = self._screen in (InstructionScreen, RestScreen)
            return SHORT_S if begins else None
        if not any(each.enabled for each in page.items):
            return None
        return self._towards(page, self._wishes.wanted(page))

    def _towards(self, page: Page, wanted: str) -> float:
        """The press that leads from where the focus is to an item."""
        names = {each.name: each for each in page.items if each.enabled}
        walker = self._desk._walker
        if not self._desk._walks(page):
            return SHORT_S if page.main == wanted else LONG_S
        here = names[walker.name]
        there = here.row == names[wanted].row if walker.whole else here.name == wanted
        return LONG_S if there else SHORT_S
