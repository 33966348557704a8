"""A lily that opens petal by petal: one for each round of a visit that counts.

What is still closed is a bud, so that everybody sees what one more round would do.
"""

from math import cos, radians, sin

import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, disc, halo, outline, polygon, stroke
from games.engine.draw.palette import ABYSS, AMBER, INK, Colour, mixed
from games.engine.rounds import PETALS

ROSE: Colour = (206, 120, 160)
SHADED: Colour = (104, 52, 88)
LEAF: Colour = (24, 70, 60)
VEIN: Colour = (62, 122, 102)
PAD, NOTCH_DEG, VEINS = 76.0, 20.0, 9
PADS = ((0.0, 0.0, 1.0, 200.0), (-84.0, 44.0, 0.50, 70.0), (58.0, 86.0, 0.38, 310.0))
"""Middle beside the lily's, size, and the direction of the notch."""

FIRST_DEG, LONG, WIDE, INNER = 0.0, 60.0, 20.0, 0.64
PROFILE = (
    *((0.0, 0.10), (0.14, 0.46), (0.34, 0.86), (0.52, 1.0), (0.70, 0.88)),
    *((0.86, 0.52), (0.95, 0.20), (1.0, 0.0)),
)
"""Along a petal, and half its width there."""

CLOSED = ((-46.0, 0.50), (46.0, 0.50), (0.0, 0.58))
"""The petals of the bud: direction and length."""


class Lily:
    """Pads and bud, and the petals over them: the newest one unfolds."""

    def __init__(self, layout: Layout, centre: Point) -> None:
        self._layout, self._centre = layout, centre
        self._pads = self._painted_pads()
        self._bud = self._sprite(*((turn, length, True) for turn, length in CLOSED))
        turns = [FIRST_DEG + 360 / PETALS * index for index in range(PETALS)]
        self._outer = [self._sprite((turn, 1.0, False)) for turn in turns]
        self._inner = [self._sprite((turn + 180 / PETALS, INNER, False)) for turn in turns]
        self._heart = self._painted_heart()

    def draw(self, onto: pygame.Surface, petals: int, newest: float = 1.0) -> None:
        """So many petals open; the newest as far as `newest` says, 0 to 1."""
        self._pads.draw(onto)
        self._bud.draw(onto)
        for layer in (self._outer, self._inner):
            for index, petal in enumerate(layer[:petals]):
                petal.draw(onto, newest if index == petals - 1 else 1.0)
        if petals:
            self._heart.draw(onto, newest if petals == 1 else 1.0)

    def _sprite(self, *petals: tuple[float, float, bool]) -> Sprite:
        """Petals by direction and length, the closed ones in shade."""
        canvas, px = self._canvas(), self._layout.px
        for turn_deg, length, closed in petals:
            _paint_petal(canvas, self._centre, turn_deg, (px(LONG * length), px(WIDE)), closed)
        return Sprite(canvas)

    def _painted_pads(self) -> Sprite:
        canvas, px = self._canvas(PAD * 2), self._layout.px
        for x, y, size, notch_deg in PADS:
            middle = self._centre[0] + px(x), self._centre[1] + px(y)
            _paint_pad(canvas, middle, px(PAD * size), notch_deg)
        return Sprite(canvas)

    def _painted_heart(self) -> Sprite:
        canvas, px = self._canvas(), self._layout.px
        canvas.paint(halo(self._centre, px(30), 1.6), AMBER, 0.55)
        canvas.paint(disc(self._centre, px(8)), AMBER)
        canvas.paint(halo(self._centre, px(8), 0.8), INK, 0.7)
        return Sprite(canvas)

    def _canvas(self, around: float = LONG + 12) -> Canvas:
        reach = round(self._layout.px(around))
        left, top = (round(at) - reach for at in self._centre)
        return Canvas((2 * reach + 1,) * 2, (left, top))


def _paint_petal(
    canvas: Canvas, centre: Point, turn_deg: float, size: tuple[float, float], closed: bool
) -> None:
    """A petal in a light that grows towards its middle, with a pale edge."""
    dark, bright = (mixed(SHADED, ABYSS, 0.35), SHADED) if closed else (SHADED, ROSE)
    whole = polygon(_petal(centre, turn_deg, size, 1.0))
    canvas.paint(whole.blurred(max(0.06 * size[0], 1.0)), ABYSS, 0.5)
    canvas.paint(whole, dark)
    for step, share in enumerate((0.9, 0.76, 0.6, 0.42)):
        shape = polygon(_petal(centre, turn_deg, size, share))
        canvas.paint(shape, mixed(dark, bright, (step + 1) / 4), 0.75)
    line = outline(_petal(centre, turn_deg, size, 1.0), max(0.024 * size[0], 1.0))
    canvas.paint(line, mixed(bright, INK, 0.45), 0.20 if closed else 0.55)


def _petal(centre: Point, turn_deg: float, size: tuple[float, float], share: float) -> list[Point]:
    """The outline of a petal, or of a share of it that keeps the petal's middle line."""
    long, wide = size
    sides = [*PROFILE, *((along, -half) for along, half in reversed(PROFILE))]
    points = []
    for along, half in sides:
        out, across = long * (0.5 + (along - 0.5) * share), wide * half * share
        points.append(_turned(centre, turn_deg, across, out))
    return points


def _paint_pad(canvas: Canvas, centre: Point, radius: float, notch_deg: float) -> None:
    """A round leaf with its notch and veins."""
    turns = [notch_deg + NOTCH_DEG + (360 - 2 * NOTCH_DEG) * step / 60 for step in range(61)]
    edge = [_turned(centre, turn, 0.0, radius) for turn in turns] + [centre]
    leaf = polygon(edge)
    canvas.paint(leaf.blurred(0.12 * radius), ABYSS, 0.55)
    canvas.paint(leaf, LEAF)
    inner = halo((centre[0] - 0.3 * radius, centre[1] - 0.35 * radius), 1.2 * radius, 1.4)
    canvas.paint(inner.within(leaf), VEIN, 0.42)
    for index in range(VEINS):
        turn = turns[0] + (turns[-1] - turns[0]) * (index + 0.5) / VEINS
        vein = stroke([centre, _turned(centre, turn, 0.0, 0.9 * radius)], max(0.022 * radius, 1.0))
        canvas.paint(vein, VEIN, 0.45)
    canvas.paint(outline(edge, max(0.03 * radius, 1.0)), VEIN, 0.5)


def _turned(centre: Point, turn_deg: float, across: float, out: float) -> Point:
    """A point beside and along a direction from the middle; 0 is up, clockwise."""
    turn = radians(turn_deg)
    return (
        centre[0] + across * cos(turn) + out * sin(turn),
        centre[1] + across * sin(turn) - out * cos(turn),
    )
