"""The grey hour: the one room of all assessments. Plain deep water, thin forms of ink.

Nothing here is earned, so there is no amber, no trail, no world and no praise. Before the start the
light and its mint ring help the patient to find level; from the start on nothing answers to the
board.

A scene of one assessment derives from `GreyScene` and overrides what it needs:

- `ON_FIELD`: True where its forms stand on the field, whose centre and map are those of every game
  (`self.field.at(ap_deg, ml_deg)`); False puts the cross into the middle of the screen.
- `paint_forms(canvas)`: its ink that stands still; here the cross, and with eyes closed nothing.
- `draw_forms(onto, moment, rules)`: its ink that moves, from sprites made in `__init__`.
- `sentence(moment, rules)`: the one sentence below; here that of the activity's wording.
- `draw_gate(onto, moment)`: the whole picture before the start, for somebody who finds no level.

`self.stage` is set before anything is painted. Sprites come from `ink_ring` and `ink_disc`.
"""

from typing import Any, ClassVar

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.chrome import MARGIN, write_chrome
from games.engine.draw.column import hands_lines, hands_words
from games.engine.draw.ends import Ends
from games.engine.draw.field import (
    FieldMap,
    lit_ring,
    paint_feet,
    resting_ring,
)
from games.engine.draw.gate_arc import arc_reach_px, gate_arc
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, LABEL, LARGE
from games.engine.draw.light import Light
from games.engine.draw.mask import Point, circle, disc, line, outline, union
from games.engine.draw.palette import ABYSS, DEEP, INK, MIST, WATER, Colour, mixed
from games.engine.phase import RUNNING, Phase
from games.engine.scene import Moment, Stage
from games.engine.setup import number
from games.engine.words import COME_IN, at_the_gate_words
from trainer.recording.conditions import FLOOR, NO_DOME
from trainer.recording.envelope import Rim
from trainer.recording.vocabulary import Eyes
from trainer.texts import said

CLOSED_BRIGHTNESS = 0.4
MIDDLE, CROSS_Y, CROSS_REACH, CROSS_WIDTH = 960, 518, 92, 15
HANDS_Y, HANDS_LINE, HANDS_BELOW_CROSS_Y = 520, 128, 790
COUNT_Y = 250
BELOW_FIELD, BELOW_CROSS = (650, 1012, 1150), (960, 930, 1500)
"""Where a sentence's last line is centred, and the room it has before it becomes two."""
ASIDE_Y, ASIDE_ROOM, ASIDE_TIGHT = 1056, 1100, 1.1
RIM_LINE, FORM_LINE = 4, 5
WHICH_TRIAL = "{number} of {trials}"


class GreyScene:
    """The gate, then ink forms and one sentence; no clock, which would draw the patient's eyes."""

    ON_FIELD: ClassVar[bool] = False

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.field = FieldMap.of(stage.layout, stage.setup.rim)
        self._sentence = _Sentence(stage)
        self._gate = _Gate(stage, self.field) if _finds_level(stage) else None
        self._still = self._painted()

    def paint_forms(self, canvas: Canvas) -> None:
        """The ink that stands still while the trial runs: the cross to look at."""
        if self.stage.setup.conditions.eyes is Eyes.OPEN:
            paint_cross(canvas, self.stage.layout)

    def draw_forms(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        """The ink that moves; none here."""

    def sentence(self, moment: Moment, rules: Any) -> str:
        """What the patient is to do now."""
        del moment, rules
        return self.stage.wording.playing[self.stage.setup.conditions.eyes]

    def draw(self, onto: pygame.Surface, moment: Moment, rules: Any) -> None:
        if moment.phase not in RUNNING:
            self.draw_gate(onto, moment)
            return
        onto.blit(self._still, (0, 0))
        self.draw_forms(onto, moment, rules)
        if moment.phase is Phase.LEAD_IN:
            self._write_hands(onto, moment)
        self._write_sentence(onto, self.sentence(moment, rules))

    def draw_gate(self, onto: pygame.Surface, moment: Moment) -> None:
        """Before the start: level with the light, or on plate and floor only words."""
        if self._gate is not None:
            self._gate.draw(onto, moment)
            return
        onto.blit(self._still, (0, 0))
        self._write_sentence(onto, gate_words(self.stage, moment))

    def _painted(self) -> pygame.Surface:
        stage, layout = self.stage, self.stage.layout
        is_open = stage.setup.conditions.eyes is Eyes.OPEN
        centre = layout.field_centre if self.ON_FIELD else layout.at(MIDDLE, CROSS_Y)
        canvas = deep_water(layout, centre, 1.0 if is_open else CLOSED_BRIGHTNESS)
        self.paint_forms(canvas)
        return _with_chrome(canvas, stage)

    def _write_hands(self, onto: pygame.Surface, moment: Moment) -> None:
        if self.ON_FIELD:
            write_hands(onto, self.stage, moment)
            return
        words = hands_words(self.stage.setup.conditions, moment)
        at = self.stage.layout.at(MIDDLE, HANDS_BELOW_CROSS_Y)
        self.stage.lettering.write(onto, words, LARGE, at, INK, align=0.5)

    def _write_sentence(self, onto: pygame.Surface, words: str) -> None:
        is_open = self.stage.setup.conditions.eyes is Eyes.OPEN
        x, y, room = BELOW_FIELD if self.ON_FIELD else BELOW_CROSS
        self._sentence.write(onto, words, (x, y), room, INK if is_open else MIST)


class _Gate:
    """Where level is: the light, its ring, the foot it belongs to, and what the hands do."""

    def __init__(self, stage: Stage, field: FieldMap) -> None:
        self._stage, self._field = stage, field
        self._sentence = _Sentence(stage)
        layout = stage.layout
        radius_deg = number(stage.setup.parameters, "gate_radius_deg")
        self._light = Light(layout, field)
        self._resting = Sprite(resting_ring(layout, field, radius_deg))
        self._lit = Sprite(lit_ring(layout, field, radius_deg))
        ring_px = radius_deg * field.px_per_deg
        self._held = gate_arc(layout, field.centre, ring_px)
        self._ends = Ends(stage, field, arc_reach_px(layout, ring_px))
        self._still = self._painted()

    def _painted(self) -> pygame.Surface:
        stage, layout = self._stage, self._stage.layout
        setup, lettering = stage.setup, stage.lettering
        canvas = deep_water(layout, self._field.centre)
        paint_rim(canvas, layout, self._field, setup.rim)
        paint_feet(canvas, layout, self._field, setup.conditions.side)
        still = _with_chrome(canvas, stage)
        self._ends.draw(still, 1.0)
        if stage.in_set.of > 1 and not stage.in_set.complete:
            count = said(WHICH_TRIAL).format(number=stage.in_set.done + 1, trials=stage.in_set.of)
            at = layout.column, layout.at(0, COUNT_Y)[1]
            lettering.write(still, count, LABEL, at, MIST)
        return still

    def draw(self, onto: pygame.Surface, moment: Moment) -> None:
        onto.blit(self._still, (0, 0))
        self._resting.draw_at(onto, self._field.centre)
        self._lit.draw_at(onto, self._field.centre, moment.lit)
        self._held.draw_first(onto, moment.hold_share)
        if moment.cursor is not None:
            self._light.draw(onto, moment.cursor, moment.lit, 1.0)
        write_hands(onto, self._stage, moment)
        x, y, room = BELOW_FIELD
        self._sentence.write(onto, gate_words(self._stage, moment), (x, y), room, INK)


class _Sentence:
    """The one sentence, in two lines where it is too long for one. Lines are broken once."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._lines: dict[str, list[str]] = {}

    def write(
        self, onto: pygame.Surface, words: str, at: tuple[float, float], room: float, colour: Colour
    ) -> None:
        if self._stage.beside is not None:
            self._stage.beside.line = words
            return
        lettering, layout = self._stage.lettering, self._stage.layout
        if words not in self._lines:
            self._lines[words] = lettering.wrapped(words, BODY, layout.px(room))
        x, y = layout.at(*at)
        for row, part in enumerate(reversed(self._lines[words])):
            place = x, y - row * lettering.pitch_px(BODY)
            lettering.write(onto, part, BODY, place, colour, align=0.5)


class Aside:
    """A line for the therapist in the corner, read from beside the board. Lines are broken once."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._lines: dict[str, list[str]] = {}

    def write(self, onto: pygame.Surface, words: str, colour: Colour) -> None:
        lettering, layout = self._stage.lettering, self._stage.layout
        if words not in self._lines:
            self._lines[words] = lettering.wrapped(words, LABEL, layout.px(ASIDE_ROOM))
        x, y = layout.at(MARGIN, ASIDE_Y)
        for row, part in enumerate(reversed(self._lines[words])):
            up = ASIDE_TIGHT * lettering.size_px(LABEL) * row
            lettering.write(onto, part, LABEL, (x, y - up), colour)


def gate_words(stage: Stage, moment: Moment) -> str:
    """The sentence before the start."""
    if moment.hindrance is not None:
        return at_the_gate_words(moment.hindrance, stage.setup.conditions)
    if moment.hold_share > 0 or not _finds_level(stage):
        return stage.wording.gate[stage.setup.conditions.eyes]
    return COME_IN


def write_hands(onto: pygame.Surface, stage: Stage, moment: Moment) -> float:
    """What the hands do, in the column beside the field; the y of its last line."""
    lettering, layout = stage.lettering, stage.layout
    words = hands_words(stage.setup.conditions, moment)
    style, lines = hands_lines(lettering, words, layout.column_width)
    apart = HANDS_LINE * style.size / LARGE.size
    for row, text in enumerate(lines):
        at = layout.column, layout.at(0, HANDS_Y + apart * row)[1]
        lettering.write(onto, text, style, at, INK)
    return layout.at(0, HANDS_Y + apart * (len(lines) - 1))[1]


def deep_water(layout: Layout, centre: Point, brightness: float = 1.0) -> Canvas:
    """The room: plain water, a little lighter around what is looked at."""
    canvas = Canvas(layout.size, grain=layout.grain)
    inner = mixed(ABYSS, mixed(DEEP, WATER, 0.3), brightness)
    outer = mixed(ABYSS, DEEP, 0.2 * brightness)
    canvas.glow(centre, (layout.px(1000), layout.px(880)), inner, outer)
    return canvas


def paint_cross(canvas: Canvas, layout: Layout) -> None:
    """The cross to look at, in the middle of the screen."""
    x, y = layout.at(MIDDLE, CROSS_Y)
    reach, width = layout.px(CROSS_REACH), layout.px(CROSS_WIDTH)
    upright = line((x, y - reach), (x, y + reach), width)
    canvas.paint(union(line((x - reach, y), (x + reach, y), width), upright), INK)


def paint_rim(canvas: Canvas, layout: Layout, field: FieldMap, rim: Rim) -> None:
    """The rim as a thin line of ink."""
    canvas.paint(outline(field.outline(rim), max(layout.px(RIM_LINE), 1.5)), INK, 0.4)


def ink_ring(layout: Layout, radius_px: float, width: float = FORM_LINE) -> Sprite:
    """A circle's line about its own middle."""
    return _about(radius_px + layout.px(width), circle, radius_px, max(layout.px(width), 1.5))


def ink_disc(radius_px: float) -> Sprite:
    """A filled circle about its own middle."""
    return _about(radius_px, disc, radius_px)


def _about(reach_px: float, shape: Any, *size: float) -> Sprite:
    reach = round(reach_px) + 2
    canvas = Canvas((2 * reach + 1,) * 2, grain=0.0)
    canvas.paint(shape((reach + 0.5, reach + 0.5), *size), INK)
    return Sprite(canvas)


def _with_chrome(canvas: Canvas, stage: Stage) -> pygame.Surface:
    still = canvas.surface()
    write_chrome(still, stage)
    return still


def _finds_level(stage: Stage) -> bool:
    return stage.setup.conditions.level not in (NO_DOME, FLOOR)
