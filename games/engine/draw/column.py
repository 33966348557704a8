"""The column beside the field: what the hands do until the measured part begins, then numbers.

No number stands still before it counts, and while it is played only whole seconds are shown: a
digit that changes ten times a second pulls the eye from the ring. In an assessment the patient sees
none at all. Everything has one left edge, and heights follow from the type's own.
"""

from math import ceil

import pygame

from games.engine.draw.canvas import Canvas, SegmentRing, Sprite
from games.engine.draw.lettering import BODY, HUGE, LABEL, LARGE, SHOUTED, Lettering, Style
from games.engine.draw.palette import AMBER, DEEP, INK, MIST, SKY, Colour, mixed
from games.engine.phase import Phase
from games.engine.scene import Moment, Stage
from games.engine.words import (
    BEST,
    HOLD_RAIL,
    LAST,
    let_go_words,
)
from trainer.recording.conditions import Conditions
from trainer.texts import said

TIMER_RADIUS, TIMER_WIDTH, TIMER_Y = 128, 15, 262
TIMER_GAP_DEG = 4.6
CLOCK, CLOCK_LEFT = 0.45, 0.13
"""The clock is mist at this strength, and what has run out of it at that."""

RUNG_Y, HANDS_Y, LINE = 262.0, 520.0, 1.15
BELOW_TIMER, ABOVE_LABEL, ABOVE_NUMBER, ABOVE_PAST, PAST_APART = 52.0, 54.0, 28.0, 62.0, 38.0
BESIDE, TAB = 16.0, 36.0
FADE_S, FADE_STEPS = 0.25, 4
NOT_YET = mixed(DEEP, MIST, 0.22)


class Column:
    """All positions are fixed, so that a changing number moves nothing else."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        layout, seconds = stage.layout, max(round(stage.setup.conditions.seconds), 1)
        self._x = layout.column
        self._timer_at = (
            self._x + layout.px(TIMER_RADIUS + TIMER_WIDTH / 2),
            layout.at(0, TIMER_Y)[1],
        )
        self._timer = SegmentRing(
            self._timer_at,
            layout.px(TIMER_RADIUS),
            layout.px(TIMER_WIDTH),
            count=seconds,
            colour=MIST,
            gap_deg=TIMER_GAP_DEG,
        )
        reach = round(layout.px(TIMER_RADIUS + TIMER_WIDTH))
        corner = round(self._timer_at[0]) - reach, round(self._timer_at[1]) - reach
        canvas = Canvas((2 * reach + 1,) * 2, corner)
        self._timer.paint(canvas, MIST, CLOCK_LEFT)
        self._run_out = Sprite(canvas)
        self._best = stage.headline.best(stage.past.values)
        self._number_colours = [
            mixed(DEEP, INK, (step + 1) / FADE_STEPS) for step in range(FADE_STEPS)
        ]
        for colour in self._number_colours:
            stage.lettering.prepare_numbers(HUGE, colour)
        stage.lettering.text("0", HUGE, NOT_YET)
        for second in range(seconds + 1):
            stage.lettering.text(str(second), LARGE, MIST)

    def draw(self, onto: pygame.Surface, moment: Moment) -> None:
        """What stands in it now."""
        if moment.phase is Phase.MEASURING:
            self._draw_timer(onto, moment)
            self._write_numbers(onto, moment)
        else:
            self._write_hands(onto, moment)

    def _write_hands(self, onto: pygame.Surface, moment: Moment) -> None:
        lettering, layout = self._stage.lettering, self._stage.layout
        words = hands_words(self._stage.setup.conditions, moment)
        x, y = self._x, layout.at(0, HANDS_Y)[1]
        style, lines = hands_lines(lettering, words, layout.column_width)
        for row, text in enumerate(lines):
            at = x, y + LINE * lettering.size_px(style) * row
            lettering.write(onto, text, style, at, INK)

    def _draw_timer(self, onto: pygame.Surface, moment: Moment) -> None:
        # The last second shows 1, and 0 only at the end, in spite of rounding.
        left = ceil(moment.remaining_s - 1e-6)
        self._run_out.draw(onto)
        self._timer.draw_last(onto, left, CLOCK)
        lettering = self._stage.lettering
        x, y = self._timer_at
        at = x, y + lettering.cap_px(LARGE) / 2
        lettering.write(onto, str(left), LARGE, at, MIST, align=0.5)

    def _write_numbers(self, onto: pygame.Surface, moment: Moment) -> None:
        stage, layout = self._stage, self._stage.layout
        y = layout.at(0, TIMER_Y + TIMER_RADIUS + TIMER_WIDTH / 2)[1]
        y += layout.px(BELOW_TIMER) + stage.lettering.cap_px(LABEL)
        rung = stage.setup.conditions.rung
        if rung:
            stage.lettering.write(onto, stage.wording.rungs.of(rung), LABEL, (self._x, y), MIST)
        if moment.felt:
            return
        y = self._write_value(onto, moment, y)
        if not stage.assessment:
            self._write_past(onto, y)

    def _write_value(self, onto: pygame.Surface, moment: Moment, y: float) -> float:
        """The number, which comes up within a quarter of a second; its baseline."""
        stage, headline = self._stage, self._stage.headline
        lettering, layout = stage.lettering, stage.layout
        y += layout.px(ABOVE_LABEL) + lettering.cap_px(LABEL)
        lettering.write(onto, headline.words, LABEL, (self._x, y), MIST)
        y += layout.px(ABOVE_NUMBER) + lettering.cap_px(HUGE)
        since_s = stage.setup.conditions.seconds - moment.remaining_s
        step = min(int(since_s / FADE_S * FADE_STEPS), FADE_STEPS - 1)
        colour = self._number_colours[step]
        number = whole(headline.shown(moment.value))
        x = self._x
        if headline.unit:
            # Zeros before it, hardly lit, keep the unit where it is when the number grows longer.
            widest = whole(headline.shown(headline.whole(stage.setup.conditions.seconds)))
            zeros = "0" * (len(widest) - len(number))
            x = lettering.write_number(onto, zeros, HUGE, (x, y), NOT_YET)
        right = lettering.write_number(onto, number, HUGE, (x, y), colour)
        lettering.write(onto, headline.unit, BODY, (right + layout.px(BESIDE), y), MIST)
        return y

    def _write_past(self, onto: pygame.Surface, y: float) -> None:
        lettering, layout, last = self._stage.lettering, self._stage.layout, self._stage.past.last
        if self._best is None or last is None:
            return
        tab = max(lettering.width(words, LABEL) for words in (BEST, LAST)) + layout.px(TAB)
        y += layout.px(ABOVE_PAST) + lettering.cap_px(BODY)
        for words, value, colour in ((BEST, self._best, AMBER), (LAST, last, SKY)):
            lettering.write(onto, words, LABEL, (self._x, y), MIST)
            self._write_past_value(onto, value, colour, (self._x + tab, y))
            y += layout.px(PAST_APART) + lettering.cap_px(BODY)

    def _write_past_value(
        self, onto: pygame.Surface, value: float, colour: Colour, at: tuple[float, float]
    ) -> None:
        lettering, headline = self._stage.lettering, self._stage.headline
        right = lettering.write(onto, headline.shown(value), BODY, at, colour)
        beside = right + self._stage.layout.px(BESIDE)
        lettering.write(onto, headline.unit, LABEL, (beside, at[1]), MIST)


class RungLines:
    """Which rung this round is, and whether it is another one than before: until it is measured."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        rung, before = stage.setup.conditions.rung, stage.rounds.rung
        said = stage.wording.rungs
        lines = ((said.of(rung), BODY, INK), (said.changed(rung, before), LABEL, MIST))
        self._lines = lines if rung else ()

    def draw(self, onto: pygame.Surface) -> None:
        """At the top of the column."""
        layout, lettering = self._stage.layout, self._stage.lettering
        x, y = layout.column, layout.at(0, RUNG_Y)[1]
        for words, style, colour in self._lines:
            for line in lettering.wrapped(words, style, layout.column_width):
                lettering.write(onto, line, style, (x, y), colour)
                y += layout.px(PAST_APART) + lettering.cap_px(style)


def hands_lines(lettering: Lettering, words: str, room: float) -> tuple[Style, list[str]]:
    """What the hands do, as large as its longest word has room for, and its lines."""
    longest = max(said(words).split(), key=len)
    style = lettering.widest(longest, SHOUTED, room)
    return style, lettering.wrapped(words, style, room)


def whole(number: str) -> str:
    """A shown number without what follows its point."""
    return number.partition(".")[0]


def hands_words(conditions: Conditions, moment: Moment) -> str:
    """What the hands do before the measured part: the rail, until the start says otherwise.

    A pause ends without a lead-in, so hands let go while the light is held in the ring.
    """
    let_go = let_go_words(conditions)
    going_on = moment.phase is Phase.PAUSED and moment.hold_share > 0
    if not let_go or moment.phase is Phase.LEAD_IN or going_on:
        return let_go
    return HOLD_RAIL
