"""The glass ball of `marble` with the patient's light inside, and the groove that it rakes."""

from math import atan2, cos, degrees, hypot, pi, sin

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, arc, circle, disc, halo
from games.engine.draw.palette import ABYSS, INK, MINT
from games.worlds.kit.edges import Area
from games.worlds.kit.glow import Fading
from games.worlds.kit.scenery import Scenery, smoothstep

HEADINGS, GLINTS = 48, 24
RAKE_WIDE_PX, STAMP_LONG_PX = 40.0, 9.0
FURROW_LIGHT: tuple[int, int, int] = (178, 164, 146)
FURROW_SHADE: tuple[int, int, int] = (44, 39, 35)
SMOOTH: tuple[int, int, int] = (108, 97, 85)
SHADOW_OFF = 0.42, 0.5
LEAN_PX, LEAN_LINE_PX = 15.0, 5.0


class GlassBall:
    """The ball round the light: shadow below it, then light, then glass and its turning glint."""

    def __init__(self, layout: Layout, radius: float) -> None:
        self._radius = radius
        self._shadow = Sprite(_shadow(radius))
        self._glass = Sprite(_glass(layout, radius))
        self._glints = [Sprite(_glint(radius, 360 * step / GLINTS)) for step in range(GLINTS)]

    def draw_shadow(self, onto: pygame.Surface, at: Point, lean: Point) -> None:
        """On the sand, to the lower right; it shifts the way the board leans, a share of 1."""
        shift = 0.3 * self._radius
        x = at[0] + SHADOW_OFF[0] * self._radius - shift * lean[0]
        y = at[1] + SHADOW_OFF[1] * self._radius - shift * lean[1]
        self._shadow.draw_at(onto, (x, y))

    def draw_glass(self, onto: pygame.Surface, at: Point, rolled: float) -> None:
        """Over the light; the glint has turned by `rolled`, in radians."""
        self._glass.draw_at(onto, at)
        self._glints[round(rolled / (2 * pi) * GLINTS) % GLINTS].draw_at(onto, at)


class LeanMark:
    """A small ring of ink where the board points, which the ball follows."""

    def __init__(self, layout: Layout) -> None:
        half = round(layout.px(LEAN_PX)) + 5
        canvas, middle = Canvas((2 * half + 1,) * 2), (half + 0.5,) * 2
        line = max(layout.px(LEAN_LINE_PX), 2.0)
        canvas.paint(circle(middle, layout.px(LEAN_PX), line + layout.px(4)), ABYSS, 0.75)
        canvas.paint(circle(middle, layout.px(LEAN_PX), line), INK)
        self._mark = Fading(canvas)

    def draw_at(self, onto: pygame.Surface, at: Point, strength: float) -> None:
        self._mark.draw_at(onto, at, strength)


class Groove:
    """Stamps along the ball's way: each is a short piece of a trough in its direction."""

    def __init__(self, layout: Layout) -> None:
        self._stamps = [Sprite(_stamp(layout, pi * step / HEADINGS)) for step in range(HEADINGS)]

    def stamp(self, onto: pygame.Surface, start: Point, end: Point) -> None:
        """One piece of the groove, with its middle between two points of it."""
        turn = atan2(end[0] - start[0], start[1] - end[1]) % pi
        stamp = self._stamps[round(turn / pi * HEADINGS) % HEADINGS]
        stamp.draw_at(onto, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))


def _shadow(radius: float) -> Canvas:
    half = round(1.7 * radius)
    canvas, middle = Canvas((2 * half + 1,) * 2), (half + 0.5,) * 2
    canvas.paint(disc(middle, 0.92 * radius).blurred(0.2 * radius), (8, 8, 10), 0.75)
    # Light that goes through glass gathers in its shadow.
    canvas.paint(
        halo((middle[0] + 0.1 * radius, middle[1] + 0.12 * radius), 0.6 * radius, 1.3), MINT, 0.30
    )
    return canvas


def _glass(layout: Layout, radius: float) -> Canvas:
    """A rim that is dark outside and bright inside, and the moon's reflection."""
    half = round(radius) + 3
    canvas, middle = Canvas((2 * half + 1,) * 2), (half + 0.5,) * 2
    canvas.paint(circle(middle, radius - layout.px(1), max(layout.px(4), 1.6)), ABYSS, 0.8)
    rim = max(layout.px(4.5), 1.6)
    canvas.paint(circle(middle, radius - layout.px(5), rim), (150, 214, 204), 0.62)
    canvas.paint(arc(middle, radius - layout.px(6), rim, 280, 358), INK, 0.95)
    canvas.paint(arc(middle, radius - layout.px(6), rim, 110, 170), INK, 0.5)
    return canvas


def _glint(radius: float, turn_deg: float) -> Canvas:
    """A flaw in the glass that shows how the ball turns."""
    half = round(radius) + 2
    canvas, middle = Canvas((2 * half + 1,) * 2), (half + 0.5,) * 2
    canvas.paint(arc(middle, 0.84 * radius, 0.10 * radius, turn_deg - 16, turn_deg + 16), INK, 0.55)
    back = turn_deg + 180
    canvas.paint(arc(middle, 0.84 * radius, 0.07 * radius, back - 9, back + 9), INK, 0.32)
    return canvas


def _stamp(layout: Layout, turn: float) -> Canvas:
    """A trough lit from the upper left, for a direction: 0 is up, clockwise."""
    wide, long = layout.px(RAKE_WIDE_PX), max(layout.px(STAMP_LONG_PX), 3.0)
    area = Area.around((0.5, 0.5), 0.5 * hypot(wide, long) + 2)
    along, across = area.turned((0.5, 0.5), degrees(turn))
    ends = np.clip((long / 2 - np.abs(along)) / 1.2 + 0.5, 0, 1)
    off = np.abs(across) / np.float32(wide / 2)
    canvas = Scenery.on(area)
    canvas.paint(area.mask(ends * smoothstep(1.0, 0.78, off) * np.float32(0.6)), SMOOTH)
    # Across points to the right of the direction; the moon stands at the upper left.
    facing = -0.64 * cos(turn) - 0.77 * sin(turn)
    bank = ends * smoothstep(0.18, 0.55, off) * smoothstep(1.0, 0.72, off)
    lit = np.sign(across) * np.float32(-facing)
    for colour, part in ((FURROW_LIGHT, lit), (FURROW_SHADE, -lit)):
        canvas.paint(area.mask(np.asarray(np.clip(part, 0, 1) * bank * 0.55, np.float32)), colour)
    return canvas
