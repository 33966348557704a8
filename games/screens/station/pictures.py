"""What a step shows: the figures of the calibrations, and a few that only a visit needs.

All of them are drawn by `draw(onto, at, t_s)`, as the loops of exercises are.
"""

from collections.abc import Callable
from enum import Enum
from typing import Protocol

import pygame

from games.engine.draw.foot import rounded
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point
from games.engine.draw.palette import ABYSS, INK, Colour
from games.engine.draw.sketch import Sketch
from games.engine.draw.solid import together
from games.engine.draw.view import View
from games.screens.figures import PAINTERS
from games.screens.figures.board import paint_board, paint_dome_on
from games.screens.figures.body.flesh import SKIN, leg_parts
from games.screens.figures.body.loop import Loop
from games.screens.figures.body.moves import STANDING, Move
from games.screens.figures.body.skeleton import HEIGHT_MM, bones
from games.screens.figures.body.tube import mirrored
from trainer.recording.guidance import Figure
from trainer.recording.vocabulary import Side

SCALE, PERSON = 0.9, 700.0
FLOOR_BELOW = 330.0
"""How far below the middle of a picture its floor lies, at 1080 lines."""

ANKLE_SEEN = View(100.0, 12.0, 1.6, (-215.0, 250.0))
UPPER: Colour = (72, 92, 112)
UPPER_LIT: Colour = (104, 128, 148)
SOLE: Colour = (206, 214, 216)
SHOE: tuple[Point, ...] = (
    (-150, -92), (-132, -100), (-84, -88), (-40, -74), (20, -48), (92, -30), (140, -8), (150, 26),
    (148, 44), (-146, 44), (-156, -20),
)  # fmt: skip
SOLE_LINE: tuple[Point, ...] = ((-150, 40), (152, 40), (150, 66), (-148, 66))
AROUND = ((-1.0, 0.0), (-0.6, -0.8), (0.6, -0.8), (1.0, 0.0), (0.6, 0.8), (-0.6, 0.8))
SHOE_AT, SHOE_SCALE = (312.0, 236.0), 1.1


class Picture(Protocol):
    """Anything that can be shown beside an instruction; `at` is its middle."""

    def draw(self, onto: pygame.Surface, at: Point, t_s: float) -> None: ...


class Shown(Enum):
    """What a step asks for."""

    SHOE_OFF = "shoe off"
    STRAP_ON_THIGH = "strap on the thigh"
    STRAP_ON_SACRUM = "strap on the sacrum"
    DOME_ON = "dome on"
    STEP_ON = "step on"
    STEP_DOWN = "step down"
    SIT = "sit"


class StillPicture:
    """A drawing that does not move."""

    def __init__(self, layout: Layout, painter: Callable[[Sketch, Side], None], side: Side) -> None:
        sketch = Sketch(layout.px(SCALE))
        painter(sketch, side)
        self._drawing = sketch.drawing()

    def draw(self, onto: pygame.Surface, at: Point, t_s: float) -> None:
        self._drawing.draw_bare(onto, at)


class PosedPerson:
    """A person in the pose that tells most, and an arrow up to the board or down from it."""

    def __init__(self, layout: Layout, move: Move, side: Side, up: bool | None) -> None:
        self._loop = Loop(move, layout.px(PERSON), side)
        self._below = layout.px(FLOOR_BELOW)
        sketch = Sketch(layout.px(SCALE))
        way = -1.0 if side is Side.LEFT else 1.0
        if up is True:
            sketch.arrow([(way * -270.0, 340.0), (way * -270.0, 150.0)], INK, 26)
        elif up is False:
            beside = way * 310.0, FLOOR_BELOW / SCALE
            paint_board(sketch, View(0.0, 14.0, PERSON / SCALE / HEIGHT_MM, beside))
            start, bend = (way * 310.0, 280.0), (way * 290.0, 90.0)
            sketch.arrow(_bow(start, bend, (way * 130.0, 250.0)), INK, 26)
        self._arrow = sketch.drawing()

    def draw(self, onto: pygame.Surface, at: Point, t_s: float) -> None:
        self._loop.draw(onto, (at[0], at[1] + self._below), self._loop.farthest)
        self._arrow.draw_bare(onto, at)


def picture(layout: Layout, shown: Shown, side: Side) -> Picture:
    """The picture of a step, for one leg."""
    if shown is Shown.STEP_ON:
        return PosedPerson(layout, Move.STAND_ON_BOARD, side, up=True)
    if shown is Shown.STEP_DOWN:
        return PosedPerson(layout, Move.STAND, side, up=False)
    if shown is Shown.SIT:
        return PosedPerson(layout, Move.SIT_AT_BOARD, side, up=None)
    painters = {
        Shown.SHOE_OFF: paint_shoe_off,
        Shown.STRAP_ON_THIGH: PAINTERS[Figure.STRAP_ON_THIGH],
        Shown.STRAP_ON_SACRUM: PAINTERS[Figure.STRAP_ON_SACRUM],
        Shown.DOME_ON: paint_dome_on,
    }
    return StillPicture(layout, painters[shown], side)


def paint_shoe_off(sketch: Sketch, side: Side) -> None:
    """A bare foot, and the shoe that was taken off beside it."""
    way = -1.0 if side is Side.LEFT else 1.0
    leg = together(leg_parts(bones(STANDING).legs[0], 1, SKIN))
    seen = ANKLE_SEEN
    if side is Side.LEFT:
        leg = mirrored(leg)
        seen = View(-seen.round_deg, seen.above_deg, seen.scale, (-seen.middle[0], seen.middle[1]))
    sketch.cast(leg, seen)
    sketch.solid(leg, seen)
    sketch.dissolve(150.0)

    def placed(points: tuple[Point, ...]) -> list[Point]:
        return [(way * (SHOE_AT[0] + SHOE_SCALE * x), SHOE_AT[1] + SHOE_SCALE * y)
                for x, y in points]  # fmt: skip

    x, y = way * SHOE_AT[0] + 20, SHOE_AT[1] + 72
    shadow = [(x + 190 * right, y + 26 * down) for right, down in AROUND]
    sketch.fill(rounded(shadow), ABYSS, 0.5)
    sketch.fill(rounded(placed(SHOE)), UPPER)
    sketch.fill(
        rounded(placed(tuple((x * 0.9 - 8, y * 0.72 - 20) for x, y in SHOE))), UPPER_LIT, 0.6
    )
    sketch.fill(placed(SOLE_LINE), SOLE)
    for lace in range(3):
        x = -52.0 + 44.0 * lace
        lower, upper = placed(((x - 6, -34.0 + 12.0 * lace), (x + 22, -62.0 + 14.0 * lace)))
        sketch.line([lower, upper], SOLE, 7, 0.85)
    mouth = placed(((-142, -84), (-118, -96), (-78, -84), (-92, -66), (-132, -66)))
    sketch.fill(rounded(tuple(mouth)), ABYSS, 0.75)
    start, end = (way * 20.0, 70.0), (way * SHOE_AT[0], SHOE_AT[1] - 150)
    bend = (way * 200.0, -60.0)
    sketch.arrow(_bow(start, bend, end), INK, 22)


def _bow(start: Point, bend: Point, end: Point) -> list[Point]:
    """A bow from one place to another."""
    found = []
    for step in range(13):
        share = step / 12
        one, two, three = (1 - share) ** 2, 2 * share * (1 - share), share**2
        x, y = (one * start[i] + two * bend[i] + three * end[i] for i in (0, 1))
        found.append((x, y))
    return found
