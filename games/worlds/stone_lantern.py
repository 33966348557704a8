"""A stone lantern from above: its roof of six sides, and the light that comes from under it."""

from math import cos, pi, sin

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, disc, halo, outline, polygon, stroke
from games.engine.draw.palette import AMBER, Colour
from games.worlds.kit.glow import Fading, Glow

ROOF_PX, SHADOW_PX, SHADOW_STEPS = 36.0, 66.0, 9
STONE: Colour = (130, 128, 130)
SHADE: Colour = (12, 12, 14)
WARM: Colour = (255, 236, 200)
GLOW_PX = 160.0
TURN = pi / 6


def paint_lantern_shadow(canvas: Canvas, layout: Layout, at: Point) -> None:
    """Long and soft: a lantern stands higher than a wall."""
    for step in range(SHADOW_STEPS, 0, -1):
        far = layout.px(SHADOW_PX) * step / SHADOW_STEPS
        place = at[0] + 0.64 * far, at[1] + 0.77 * far
        canvas.paint(disc(place, layout.px(24)).blurred(layout.px(5)), SHADE, 0.13)


def paint_lantern(canvas: Canvas, layout: Layout, at: Point) -> None:
    """Unlit: six sides of a roof, each in its own light, and a round knob."""
    _paint_roof(canvas, at, layout.px(ROOF_PX), STONE)


def _paint_roof(canvas: Canvas, at: Point, radius: float, stone: Colour) -> None:
    corners = [_corner(at, radius, side) for side in range(6)]
    canvas.paint(polygon(corners).blurred(0.08 * radius), SHADE, 0.8)
    for side in range(6):
        middle = TURN + (side + 0.5) * pi / 3
        facing = -0.64 * sin(middle) + 0.77 * cos(middle)
        tone = 0.62 + 0.34 * facing
        colour = _toned(stone, tone)
        canvas.paint(polygon([at, corners[side], corners[(side + 1) % 6]]), colour)
    for corner in corners:
        canvas.paint(stroke([at, corner], max(0.07 * radius, 1.0)), _toned(stone, 1.12), 0.7)
    canvas.paint(disc((at[0] + 0.08 * radius, at[1] + 0.1 * radius), 0.3 * radius), SHADE, 0.5)
    canvas.paint(disc(at, 0.27 * radius), _toned(stone, 0.95))
    shine = at[0] - 0.08 * radius, at[1] - 0.1 * radius
    canvas.paint(halo(shine, 0.26 * radius, 1.0), _toned(stone, 1.4), 0.7)


class Lamps:
    """Lanterns that burn: amber on the sand, light from under the roof, a warm roof."""

    def __init__(self, layout: Layout) -> None:
        reach, radius = layout.px(GLOW_PX), layout.px(ROOF_PX)
        self._glow = Glow.of(halo((0.0, 0.0), reach, 1.9), AMBER, 0.62)
        half = round(1.9 * radius) + 2
        canvas = Canvas((2 * half + 1,) * 2)
        middle = (half + 0.5,) * 2
        canvas.paint(halo(middle, 1.85 * radius, 0.9), AMBER, 0.8)
        eaves = [_corner(middle, radius, side) for side in range(6)]
        canvas.paint(polygon(eaves).blurred(0.16 * radius), WARM, 0.9)
        _paint_roof(canvas, middle, 0.96 * radius, (214, 142, 66))
        canvas.paint(outline(eaves, max(0.09 * radius, 1.2)), (255, 216, 146), 0.95)
        canvas.paint(halo(middle, 0.7 * radius, 0.8), WARM, 0.95)
        self._lamp = Fading(canvas)

    def draw_at(self, onto: pygame.Surface, at: Point, strength: float = 1.0) -> None:
        self._glow.draw_at(onto, at, strength)
        self._lamp.draw_at(onto, at, min(2 * strength, 1.0))


def _corner(at: Point, radius: float, side: int) -> Point:
    turn = TURN + side * pi / 3
    return at[0] + radius * sin(turn), at[1] - radius * cos(turn)


def _toned(colour: Colour, tone: float) -> Colour:
    red, green, blue = (min(round(level * tone), 255) for level in colour)
    return red, green, blue
