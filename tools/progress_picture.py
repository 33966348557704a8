"""Draws what progress calls a change: two made-up courses, and how often each kind is called one.

`tools.progress_simulation` gives it the rates it has counted.
"""

import math
import os
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import numpy as np
import pygame

from games.engine.draw.palette import AMBER, DEEP, INK, MIST, SHALLOW, mixed
from tools.progress_counting import (
    EXACT,
    FALSE_ALARMS,
    POWER,
    POWER_PCT,
    STAFF,
    TOLERANCE_PCT,
    Rates,
    Scenario,
    mdc,
    patients_pool,
)
from tools.progress_scenarios import FROM_BASELINE, PATIENTS_DF
from tools.sheet import FIGURE, LINE, NAME, SMALL, TITLE, Sheet
from tools.simulated_courses import EPISODE, STILL, VISITS, course, ramp
from trainer.progress import progress_of
from trainer.progress.values import AnchorVisit, LegProgress, Role
from trainer.progress.verdict import runs

SIZE = (1800, 2250)
LEFT, MIDDLE, RIGHT = 70, 950, 1730
COURSE_TOP, COURSE_BOTTOM, COURSE_WIDE = 330, 650, 700
SLOWEST, FASTEST = 3.0, 13.0
SPEEDS = (4, 8, 12)
BAND = mixed(DEEP, SHALLOW, 0.75)
SCALE_LEFT, SCALE_RIGHT = 900, 1690
ROWS_TOP, ROW_APART = 900, 46
FULL_ALARMS_PCT, FULL_FOUND_PCT = 5.0, 100.0
EXAMPLE_SEED = 6
Result = tuple[Scenario, Rates]


def drawn(results: Sequence[Result], path: Path) -> None:
    """Draws the picture into a file."""
    pygame.font.init()
    pygame.image.save(ProgressPicture(results).painted(), path)


def example(effect: Sequence[float]) -> LegProgress:
    """One made-up leg in a clinic with ten patients."""
    random = np.random.default_rng(EXAMPLE_SEED)
    clinic = patients_pool()(random)
    return progress_of(course(random, effect=effect), EPISODE, clinic).legs[0]


class ProgressPicture(Sheet):
    """Two courses above, the rates below."""

    def __init__(self, results: Sequence[Result]) -> None:
        super().__init__(SIZE)
        self._alarms = [one for one in results if one[0].wanted == FALSE_ALARMS]
        self._changes = [one for one in results if one[0].wanted != FALSE_ALARMS]

    def painted(self) -> pygame.Surface:
        """The picture."""
        self.write(TITLE, "When a change is called one", LEFT, 96, INK)
        self._legend()
        gain = ramp(-2 * mdc(PATIENTS_DF), FROM_BASELINE)
        self._course(LEFT, example(STILL), "No change but learning")
        self._course(MIDDLE, example(gain), "A gain of two MDC")
        y = self._alarm_rows(ROWS_TOP)
        self._found_rows(y + 150)
        return self.finished()

    def _legend(self) -> None:
        y = 176
        for draw, colour, words, at in (
            (self.hollow, MIST, "learning", 0),
            (self.dot, MIST, "baseline", 210),
            (self.dot, INK, "compared", 415),
            (self.dot, AMBER, "called changed", 640),
        ):
            draw(LEFT + 12 + at, y - 11, colour, 11)
            self.write(SMALL, words, LEFT + 36 + at, y)
        self.box((LEFT + 960, y - 28, 46, 34), BAND)
        self.write(SMALL, "measurement noise around the baseline", LEFT + 1020, y)

    def _course(self, left: float, leg: LegProgress, words: str) -> None:
        self.write(NAME, words, left, 266, INK)
        for speed in SPEEDS:
            y = self._speed_y(speed)
            self.line((left + 90, y), (left + 90 + COURSE_WIDE, y), LINE)
            self.write(SMALL, f"{speed} °/s", left + 76, y + 11, align=1.0)
        for visit in leg.visits:
            self._noise_at(left, visit, leg)
        called = [v for run in runs(leg.visits) if run.found for v in _numbers(leg, run.first)]
        for visit in leg.visits:
            self._visit(left, visit, visit.number in called)
        self.write(SMALL, "visit", left + 76, COURSE_BOTTOM + 56, align=1.0)

    def _noise_at(self, left: float, visit: AnchorVisit, leg: LegProgress) -> None:
        """The band as it was at a visit."""
        if visit.limit is None or visit.change is None or leg.band is None:
            return
        share = visit.limit if visit.change > 0 else -visit.limit
        on_scale = abs(math.log1p(share))
        top = self._speed_y(leg.band.baseline * math.exp(on_scale))
        bottom = self._speed_y(leg.band.baseline * math.exp(-on_scale))
        wide = COURSE_WIDE / VISITS
        x = self._visit_x(left, visit.number) - wide / 2
        self.box((x, top, wide, bottom - top), BAND, rounded=0)
        middle = self._speed_y(leg.band.baseline)
        self.line((x, middle), (x + wide, middle), mixed(BAND, MIST, 0.5))

    def _visit(self, left: float, visit: AnchorVisit, called: bool) -> None:
        x = self._visit_x(left, visit.number)
        self.write(SMALL, str(visit.number), x, COURSE_BOTTOM + 56, align=0.5)
        if visit.value is None:
            return
        y = self._speed_y(visit.value)
        if visit.role is Role.LEARNING:
            self.hollow(x, y, MIST, 12)
            return
        settled = MIST if visit.role is Role.BASELINE else INK
        self.dot(x, y, AMBER if called else settled, 12)

    def _alarm_rows(self, top: float) -> float:
        """False alarms; returns where the rows end."""
        self.write(NAME, "Called changed without a change", LEFT, top - 74, INK)
        self.write(
            SMALL,
            f"of 100 courses of {VISITS} visits, or as many as are told",
            SCALE_LEFT,
            top - 78,
        )
        self._scale(top, len(self._alarms), FULL_ALARMS_PCT, (0, 1, 2, 3, 4, 5))
        for nth, (scenario, rates) in enumerate(self._alarms):
            y = top + nth * ROW_APART
            low = max(rates.stated_pct - TOLERANCE_PCT, 0.0)
            start, end = (
                self._share_x(each, FULL_ALARMS_PCT)
                for each in (low, rates.stated_pct + TOLERANCE_PCT)
            )
            self.box((start, y - 15, end - start, 30), BAND)
            stated = self._share_x(rates.stated_pct, FULL_ALARMS_PCT)
            self.line((stated, y - 15), (stated, y + 15), MIST, 4)
            self._row(scenario, rates, rates.called_pct, y, FULL_ALARMS_PCT)
        y = top + len(self._alarms) * ROW_APART
        self.write(SMALL, "bar: the stated rate", SCALE_LEFT, y + 52)
        self.write(SMALL, "box: ± 1.5", SCALE_LEFT + 360, y + 52)
        return y + 52

    def _found_rows(self, top: float) -> None:
        self.write(NAME, "A change that was found", LEFT, top - 74, INK)
        wanted = sum(scenario.wanted == POWER for scenario, _ in self._changes)
        said = f"of 100 courses; the first {wanted} want {POWER_PCT:.0f}"
        self.write(SMALL, said, SCALE_LEFT, top - 78)
        self._scale(top, len(self._changes), FULL_FOUND_PCT, (0, 50, 100))
        least = self._share_x(POWER_PCT, FULL_FOUND_PCT)
        bottom = top + (len(self._changes) - 0.5) * ROW_APART
        self.line((least, top - 0.5 * ROW_APART), (least, bottom), MIST, 4)
        for nth, (scenario, rates) in enumerate(self._changes):
            found = max(rates.better_pct, rates.worse_pct)
            self._row(scenario, rates, found, top + nth * ROW_APART, FULL_FOUND_PCT)

    def _scale(self, top: float, rows: int, full: float, marks: Sequence[int]) -> None:
        bottom = top + (rows - 0.5) * ROW_APART
        for mark in marks:
            x = self._share_x(mark, full)
            self.line((x, top - 0.5 * ROW_APART), (x, bottom), LINE)
            self.write(SMALL, str(mark), x, bottom + 34, align=0.5)

    def _row(self, scenario: Scenario, rates: Rates, pct: float, y: float, full: float) -> None:
        end = self.write(SMALL, scenario.name, LEFT, y + 11, INK)
        aside = {STAFF: "(staff)", EXACT: f"({EXACT})"}.get(scenario.pool, "")
        if rates.changed_over_pct > 1:
            aside = f"({rates.changed_over_pct:.0f} changed over)"
        self.write(SMALL, aside, end + 12, y + 11)
        error = 1.96 * rates.error_pct
        low, high = (self._share_x(each, full) for each in (max(pct - error, 0), pct + error))
        self.line((low, y), (high, y), INK, 3)
        self.dot(self._share_x(pct, full), y, INK, 8)
        self.write(FIGURE, f"{pct:.1f}", SCALE_RIGHT + 84, y + 13, INK, align=1.0)

    def _visit_x(self, left: float, number: int) -> float:
        return left + 90 + COURSE_WIDE * (number - 0.5) / VISITS

    def _speed_y(self, speed: float) -> float:
        share = (speed - SLOWEST) / (FASTEST - SLOWEST)
        return COURSE_BOTTOM - (COURSE_BOTTOM - COURSE_TOP) * share

    def _share_x(self, pct: float, full: float) -> float:
        return SCALE_LEFT + (SCALE_RIGHT - SCALE_LEFT - 40) * pct / full


def _numbers(leg: LegProgress, first: AnchorVisit) -> list[int]:
    """The visits from the first of a run to the end of it."""
    following = leg.visits[first.number - 1 :]
    numbers = []
    for visit in following:
        if visit.beyond != first.beyond:
            break
        numbers.append(visit.number)
    return numbers
