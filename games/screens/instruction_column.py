"""What is to be read before the trial, beside the board: leg, rung, instruction, stance, how to
stop.

Languages differ in length. If lines would overlap, they move closer; then how to stand, and at last
how to stop, is written smaller, because the therapist says it, too.
"""

from dataclasses import dataclass

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.icons import paint_button
from games.engine.draw.lettering import BODY, LABEL, NOTE, SHOUTED, Style
from games.engine.draw.palette import INK, MIST, Colour
from games.engine.scene import Stage
from games.engine.words import (
    ARMS,
    LEG,
    POSTURE,
    SAME_PLACE,
    STAND_HERE,
    stance_words,
    stop_words,
)
from trainer.recording.conditions import FLOOR, FootPlacement

RIGHT_EDGE = 1870.0
BELOW_LEG, LEG_TO_RUNG = 130.0, 44.0
BELOW_PARAGRAPH = 30.0
BUTTON_ROOM = 230.0
LAST_Y = 964.0
"""How to stop ends above the keys, however many lines it takes."""


@dataclass(frozen=True)
class Column:
    """Where the words are: left edge, the leg's line, how to stop."""

    x: float
    leg_y: float
    stop_y: float


@dataclass(frozen=True)
class _Fit:
    """From one line to the next; the style of how to stand, and of how to stop."""

    pitch: float
    stand: Style
    stop: Style

    def pitch_of(self, style: Style) -> float:
        """Small words stand closer."""
        return self.pitch * min(style.size / LABEL.size, 1.0)


FITS = (
    _Fit(82.0, LABEL, LABEL),
    _Fit(72.0, LABEL, LABEL),
    _Fit(72.0, NOTE, LABEL),
    _Fit(72.0, NOTE, NOTE),
)


@dataclass(frozen=True)
class _Line:
    text: str
    style: Style
    colour: Colour
    x: float
    y: float


def write_column(
    onto: pygame.Surface, stage: Stage, column: Column, feet: FootPlacement | None
) -> None:
    """Write it in the roomiest way that fits."""
    for fit in FITS:
        above, below = _above(stage, column, feet, fit), _stop(stage, column, fit)
        if above[-1].y + fit.pitch_of(below[0].style) <= below[0].y:
            break
    _write_leg(onto, stage, column)
    for line in (*above, *below):
        at = stage.layout.at(line.x, line.y)
        stage.lettering.write(onto, line.text, line.style, at, line.colour)
    if stage.setup.station.rail_button:
        _paint_button(onto, stage, column, below[0].y)


def _write_leg(onto: pygame.Surface, stage: Stage, column: Column) -> None:
    layout, leg = stage.layout, LEG[stage.setup.conditions.side]
    style = stage.lettering.widest(leg, SHOUTED, layout.px(RIGHT_EDGE - column.x))
    stage.lettering.write(onto, leg, style, layout.at(column.x, column.leg_y), INK)


def _above(stage: Stage, column: Column, feet: FootPlacement | None, fit: _Fit) -> list[_Line]:
    """The rung, what to do and how to stand, from the leg down."""
    conditions = stage.setup.conditions
    lines: list[_Line] = []
    y = column.leg_y + BELOW_LEG
    if conditions.rung:
        rung = stage.wording.rungs.of(conditions.rung)
        y -= LEG_TO_RUNG
        y = _add(lines, stage, rung, LABEL, MIST, (column.x, y), fit) + BELOW_PARAGRAPH
    what = stage.wording.instruction[conditions.eyes]
    y = _add(lines, stage, what, BODY, INK, (column.x, y), fit)
    for words, colour, close in _how_to_stand(stage, feet):
        y += 0.0 if close else BELOW_PARAGRAPH
        y = _add(lines, stage, words, fit.stand, colour, (column.x, y), fit)
    return lines


def _how_to_stand(stage: Stage, feet: FootPlacement | None) -> list[tuple[str, Colour, bool]]:
    """Paragraphs with their colour, and whether one stands close below the one before it."""
    conditions = stage.setup.conditions
    if conditions.level == FLOOR:
        # A posture would tell how to do what is to be measured.
        return [(ARMS[conditions.arms], INK, False)]
    usual = POSTURE.get(conditions.stance, "")
    posture = usual and (stage.wording.posture or usual)
    told = [(posture, MIST, False)] if posture else []
    if feet is None:
        return told
    place = STAND_HERE if stage.setup.feet_on is None else SAME_PLACE
    return [(place, INK, False), (stance_words(feet), MIST, True), *told]


def _stop(stage: Stage, column: Column, fit: _Fit) -> list[_Line]:
    """How to stop, beside the rail's button if there is one."""
    button = stage.setup.station.rail_button
    # Beside the button there is room for half a line only, so the words take two.
    right, up = (BUTTON_ROOM, 44.0) if button else (0.0, 20.0)
    lines: list[_Line] = []
    x = column.x + right
    below_y = _add(lines, stage, stop_words(stage.setup), fit.stop, MIST, (x, 0.0), fit)
    tall = below_y - fit.pitch_of(fit.stop)
    first_y = min(column.stop_y - up, LAST_Y - tall)
    return [_Line(one.text, one.style, one.colour, one.x, one.y + first_y) for one in lines]


def _add(
    lines: list[_Line],
    stage: Stage,
    text: str,
    style: Style,
    colour: Colour,
    at: tuple[float, float],
    fit: _Fit,
) -> float:
    """Add a paragraph's lines; the y of the line after it."""
    x, y = at
    room = stage.layout.px(RIGHT_EDGE - x)
    for words in stage.lettering.wrapped(text, style, room):
        lines.append(_Line(words, style, colour, x, y))
        y += fit.pitch_of(style)
    return y


def _paint_button(onto: pygame.Surface, stage: Stage, column: Column, first_y: float) -> None:
    """The rail's button, beside the words: its middle is a little below their first baseline."""
    layout = stage.layout
    canvas = Canvas((round(layout.px(280)), round(layout.px(140))))
    paint_button(canvas, (layout.px(140), layout.px(70)), layout.px(42))
    onto.blit(canvas.surface(), layout.at(column.x + 96 - 140, first_y + 22 - 70))
