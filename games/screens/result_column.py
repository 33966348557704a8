"""The column of a training's result: how it ended, the number, how it compares, the next rung."""

from dataclasses import dataclass

import pygame

from games.engine.draw.lettering import BODY, HUGE, LABEL, NOTE, Style
from games.engine.draw.palette import AMBER, DEEP, INK, MIST, SKY, Colour, mixed
from games.engine.scene import Stage
from games.engine.visit_rounds import NextRound
from games.engine.words import (
    BEST_BEFORE,
    BEST_YET,
    ENDINGS,
    IN_ONE_GO,
    LAST,
    NOT_COUNTED,
    NOT_STARTED,
    NOW,
    STOOD,
    TIME_NOT_KNOWN,
    Hindrance,
    not_started_words,
)
from trainer.metrics.reasons import said_reason
from trainer.recording.shown import shown
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.texts import begun, said, said_number

LOST_BALANCE = frozenset({Outcome.TOUCH, Outcome.FOOT_DOWN, Outcome.RIM_REST})
TOP, BOTTOM, PITCH = 122.0, 1004.0, 1.3
ABOVE_LABEL, ABOVE_NUMBER, ABOVE_MORE, ABOVE_ROWS, ABOVE_RUNG = 56.0, 28.0, 38.0, 54.0, 56.0
ROW_APART, BAR_BELOW, BAR_HEIGHT, RUNG_APART = 42.0, 22.0, 10.0, 30.0
BESIDE = 16.0
EARLIER = 0.55
"""Earlier rounds are drawn at this strength: only now is bright."""


@dataclass(frozen=True)
class Numbers:
    """What was measured. `value` is the headline from the recording.

    `why_not` says why the trial does not count; it can be neither last nor best then. `stood_s` is
    how much of the measured part went by before a failure, None if nobody knows. `longest_s` is the
    longest time in the ring without leaving it. `next_round` is None if nobody knows.
    """

    value: float | None = None
    why_not: str = ""
    stood_s: float | None = None
    longest_s: float | None = None
    next_round: NextRound | None = None

    @property
    def enough(self) -> bool:
        """Whether this leg has done enough of this game today."""
        return self.next_round is not None and self.next_round.enough

    @property
    def too_hard(self) -> bool:
        """Whether even the easiest rung is too hard for this leg as it stands now."""
        return self.next_round is not None and self.next_round.too_hard

    @property
    def counts(self) -> bool:
        return not self.why_not and self.value is not None

    def best_yet(self, stage: Stage) -> bool:
        """Whether this beats all earlier values."""
        best = stage.headline.best(stage.past.values)
        if not self.counts or self.value is None or best is None:
            return False
        return stage.headline.better(self.value, best)

    def earned(self, stage: Stage) -> int:
        """Full units of the headline, at most one for each second."""
        if not self.counts or self.value is None:
            return 0
        most = max(round(stage.setup.conditions.seconds), 1)
        return min(int(float(stage.headline.shown(self.value))), most)


def write_column(
    onto: pygame.Surface,
    stage: Stage,
    result: TrialResult,
    numbers: Numbers,
    hindrance: Hindrance | None,
) -> None:
    """All of it, on a still picture."""
    column = _Column(onto, stage)
    column.lines(*_ending(stage, result, numbers, hindrance))
    started = result.duration_s > 0
    if numbers.counts and numbers.value is not None:
        headline = stage.headline
        column.number(headline.words, headline.shown(numbers.value), headline.unit)
        _write_comparison(column, stage, numbers, numbers.value)
    elif result.outcome in LOST_BALANCE and started:
        if numbers.stood_s is None:
            column.gap(ABOVE_LABEL)
            column.lines(TIME_NOT_KNOWN, MIST, LABEL)
        else:
            column.number(STOOD, shown("measured_s", numbers.stood_s), "s")
    elif result.outcome is Outcome.COMPLETED and numbers.why_not:
        # A percent sign stays on the line of its number.
        reason = begun(said_reason(numbers.why_not)).replace(" %", "%")
        column.gap(ABOVE_LABEL)
        column.lines(reason, MIST, LABEL)
    if started:
        _write_rungs(column, stage, numbers)


def _ending(
    stage: Stage, result: TrialResult, numbers: Numbers, hindrance: Hindrance | None
) -> tuple[str, Colour]:
    if not result.duration_s:
        return not_started_words(hindrance) if hindrance else NOT_STARTED, INK
    if numbers.best_yet(stage):
        return BEST_YET, AMBER
    if result.outcome is Outcome.COMPLETED and numbers.why_not:
        return NOT_COUNTED, INK
    return ENDINGS[result.outcome], INK


def _write_comparison(column: "_Column", stage: Stage, numbers: Numbers, value: float) -> None:
    """The longest time in one go, then now, last time and the best before."""
    if numbers.longest_s is not None:
        number = shown("longest_s", numbers.longest_s)
        column.gap(ABOVE_MORE)
        column.lines(said(IN_ONE_GO).format(number=said_number(number), unit="s"), MIST, LABEL)
    headline, past = stage.headline, stage.past
    best = headline.best(past.values)
    if past.last is None or best is None:
        return
    whole = headline.whole(stage.setup.conditions.seconds)
    column.gap(ABOVE_ROWS - ROW_APART)
    column.row(NOW, headline.shown(value), value / whole, INK, INK)
    for words, earlier, colour in ((LAST, past.last, SKY), (BEST_BEFORE, best, AMBER)):
        quiet = mixed(DEEP, colour, EARLIER)
        column.row(words, headline.shown(earlier), earlier / whole, quiet, colour)


def _write_rungs(column: "_Column", stage: Stage, numbers: Numbers) -> None:
    """This rung, and the next one."""
    rung = stage.setup.conditions.rung
    if not rung:
        return
    column.gap(ABOVE_RUNG)
    words = stage.wording.rungs
    column.lines(words.of(rung), MIST, LABEL)
    if numbers.next_round is not None and not numbers.enough:
        column.gap(RUNG_APART)
        column.lines(words.next(numbers.next_round, rung), INK, LABEL)


class _Column:
    """Writes one thing under the other; heights follow from the type, so that larger type fits.

    What would stand below the column's end is left out: the least important comes last.
    """

    def __init__(self, onto: pygame.Surface, stage: Stage) -> None:
        self._onto, self._stage = onto, stage
        self._x, self._width = stage.layout.column, stage.layout.column_width
        self._y = stage.layout.at(0, TOP)[1]
        self._bottom = stage.layout.at(0, BOTTOM)[1]

    def gap(self, height: float) -> None:
        self._y += self._stage.layout.px(height)

    def lines(self, words: str, colour: Colour, style: Style = BODY) -> None:
        """Words in as many lines as they need."""
        lettering = self._stage.lettering
        for row, text in enumerate(lettering.wrapped(words, style, self._width)):
            self._y += lettering.cap_px(style)
            if row:
                self._y += PITCH * lettering.size_px(style) - lettering.cap_px(style)
            self._write(text, style, self._x, colour)

    def number(self, words: str, number: str, unit: str) -> None:
        """The large number under its words, its unit beside it."""
        lettering = self._stage.lettering
        self.gap(ABOVE_LABEL)
        self.lines(words, MIST, LABEL)
        self.gap(ABOVE_NUMBER)
        self._y += lettering.cap_px(HUGE)
        right = lettering.write_number(self._onto, number, HUGE, (self._x, self._y), INK)
        self._write(unit, BODY, right + self._stage.layout.px(BESIDE), MIST)

    def row(self, words: str, number: str, share: float, bar: Colour, colour: Colour) -> None:
        """Words on the left, a number on the right, and a bar below them."""
        lettering, px = self._stage.lettering, self._stage.layout.px
        self.gap(ROW_APART)
        self._y += lettering.cap_px(LABEL)
        room = self._width - lettering.width(number, LABEL) - px(BESIDE)
        self._write(words, lettering.widest(words, (LABEL, NOTE), room), self._x, MIST)
        right = self._x + self._width
        lettering.write(self._onto, number, LABEL, (right, self._y), colour, align=1)
        self.gap(BAR_BELOW)
        high = max(round(px(BAR_HEIGHT)), 3)
        whole = pygame.Rect(round(self._x), round(self._y), round(self._width), high)
        radius = high // 2
        pygame.draw.rect(self._onto, mixed(DEEP, MIST, 0.25), whole, border_radius=radius)
        whole.width = round(self._width * min(max(share, 0.0), 1.0))
        pygame.draw.rect(self._onto, bar, whole, border_radius=radius)

    def _write(self, words: str, style: Style, x: float, colour: Colour) -> None:
        if self._y <= self._bottom:
            self._stage.lettering.write(self._onto, words, style, (x, self._y), colour)
