"""The column beside the field: what the hands do until the measured part begins, then numbers.

No number stands still before it counts. In an assessment the patient sees none at all.
"""

from math import ceil

import pygame

from games.engine.draw.canvas import Canvas, SegmentRing
from games.engine.draw.lettering import BODY, HUGE, LABEL, LARGE
from games.engine.draw.palette import AMBER, INK, MINT, MIST, SKY
from games.engine.phase import Phase
from games.engine.scene import Moment, Stage
from games.engine.words import HOLD_RAIL, let_go_words
from trainer.recording.conditions import Conditions

TIMER_RADIUS, TIMER_WIDTH = 128, 17
TIMER_GAP_DEG = 4.6
HANDS_Y, HANDS_LINE = 520, 128


class Column:
    """All positions are fixed, so that a changing number moves nothing else."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        layout = stage.layout
        self._x = layout.column
        self._timer_at = (self._x + layout.px(TIMER_RADIUS + TIMER_WIDTH / 2), layout.at(0, 262)[1])
        seconds = max(round(stage.setup.conditions.seconds), 1)
        self._timer = SegmentRing(
            self._timer_at,
            layout.px(TIMER_RADIUS),
            layout.px(TIMER_WIDTH),
            count=seconds,
            colour=MINT,
            gap_deg=TIMER_GAP_DEG,
        )
        self._best = stage.headline.best(stage.past.values)
        stage.lettering.prepare_numbers(HUGE, INK)
        for second in range(seconds + 1):
            stage.lettering.text(str(second), LARGE, INK)

    def paint(self, canvas: Canvas) -> None:
        """The part that never moves."""
        if not self._stage.assessment:
            self._timer.paint(canvas, MIST, 0.16)

    def draw(self, onto: pygame.Surface, moment: Moment) -> None:
        """The part that moves."""
        if moment.phase is Phase.MEASURING:
            self._draw_timer(onto, moment)
            self._write_value(onto, moment)
            if not self._stage.assessment:
                self._write_past(onto)
        else:
            self._write_hands(onto, moment)

    def _write_hands(self, onto: pygame.Surface, moment: Moment) -> None:
        lettering, layout = self._stage.lettering, self._stage.layout
        words = hands_words(self._stage.setup.conditions, moment)
        for row, text in enumerate(lettering.wrapped(words, LARGE, layout.column_width)):
            at = self._x, layout.at(0, HANDS_Y + HANDS_LINE * row)[1]
            lettering.write(onto, text, LARGE, at, INK)

    def _draw_timer(self, onto: pygame.Surface, moment: Moment) -> None:
        # The last second shows 1, and 0 only at the end, in spite of rounding.
        left = ceil(moment.remaining_s - 1e-6)
        self._timer.draw_last(onto, left)
        lettering = self._stage.lettering
        x, y = self._timer_at
        at = x, y + lettering.cap_px(LARGE) / 2
        lettering.write(onto, str(left), LARGE, at, INK, align=0.5)

    def _write_value(self, onto: pygame.Surface, moment: Moment) -> None:
        stage, headline = self._stage, self._stage.headline
        lettering, layout = stage.lettering, stage.layout
        lettering.write(onto, headline.words, LABEL, (self._x, layout.at(0, 520)[1]), MIST)
        y = layout.at(0, 690)[1]
        number = headline.shown(moment.value)
        widest = headline.shown(headline.whole(stage.setup.conditions.seconds))
        right = self._x + lettering.number_width(widest, HUGE)
        lettering.write_number(onto, number, HUGE, (right, y), INK, align=1)
        lettering.write(onto, headline.unit, BODY, (right + layout.px(16), y), MIST)

    def _write_past(self, onto: pygame.Surface) -> None:
        layout, last = self._stage.layout, self._stage.past.last
        if self._best is not None and last is not None:
            self._write_row(onto, "Best", self._best, AMBER, layout.at(0, 806)[1])
            self._write_row(onto, "Last", last, SKY, layout.at(0, 892)[1])

    def _write_row(
        self, onto: pygame.Surface, name: str, value: float, colour: tuple[int, int, int], y: float
    ) -> None:
        lettering, headline = self._stage.lettering, self._stage.headline
        lettering.write(onto, name, LABEL, (self._x, y), MIST)
        right = self._x + self._stage.layout.px(345)
        lettering.write(onto, headline.shown(value), BODY, (right, y), colour, align=1)
        lettering.write(onto, headline.unit, LABEL, (right + self._stage.layout.px(12), y), MIST)


def hands_words(conditions: Conditions, moment: Moment) -> str:
    """What the hands do before the measured part: the rail, until the start says otherwise.

    A pause ends without a lead-in, so hands let go while the light is held in the ring.
    """
    let_go = let_go_words(conditions)
    going_on = moment.phase is Phase.PAUSED and moment.hold_share > 0
    if not let_go or moment.phase is Phase.LEAD_IN or going_on:
        return let_go
    return HOLD_RAIL
