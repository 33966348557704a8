"""The glass ball of `marble` with the patient's light inside, and the groove that it rakes."""

from math import atan2, degrees, pi

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, arc, around, circle, disc, halo
from games.engine.draw.palette import ABYSS, INK, MINT, Colour
from games.worlds.kit.edges import Area
from games.worlds.kit.scenery import Scenery, smoothstep

GLINTS, GROOVE_PX = 24, 20.0
LIT_BANK: Colour = (164, 150, 140)
DARK_BANK: Colour = (24, 22, 26)
SMOOTH: Colour = (82, 73, 70)
SHADOW_OFF = 0.42, 0.5
LEAN_DISCS, LEAN_STEP_DEG = 10, 5.0
LEAN_GAP_PX, LEAN_WIDTH_PX, LEAN_EDGE_PX = 6.0, 15.0, 3.0


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
    """A crescent of ink on the ball's side to which the board leans: the farther, the larger.

    It is no ring and belongs to the ball: nobody takes it for a place to go to. Discs that overlap
    make it, so it turns without steps.
    """

    def __init__(self, layout: Layout, radius: float) -> None:
        self._away = radius + layout.px(LEAN_GAP_PX + LEAN_WIDTH_PX / 2)
        widths = [LEAN_WIDTH_PX * (1 - (step / LEAN_DISCS) ** 2) for step in range(LEAN_DISCS)]
        edge = layout.px(LEAN_EDGE_PX)
        self._layers = [
            [Sprite(_dot(layout.px(width) / 2 + more, colour)) for width in widths]
            for more, colour in ((edge, ABYSS), (0.0, INK))
        ]

    def draw_at(self, onto: pygame.Surface, ball: Point, board: Point, share: float) -> None:
        """Round a ball there, for a board that points there; nothing at a share of 0."""
        turn_deg = degrees(atan2(board[0] - ball[0], ball[1] - board[1]))
        count = round(min(share, 1.0) * LEAN_DISCS)
        for discs in self._layers:
            for step, disc_ in enumerate(discs[LEAN_DISCS - count :]):
                for off_deg in (-step * LEAN_STEP_DEG, step * LEAN_STEP_DEG):
                    disc_.draw_at(onto, around(ball, self._away, turn_deg + off_deg))


class Groove:
    """A dent that is stamped along the ball's way: side by side they are a trough."""

    def __init__(self, layout: Layout) -> None:
        self._dent = Sprite(_dent(layout.px(GROOVE_PX)))

    def stamp(self, onto: pygame.Surface, at: Point) -> None:
        self._dent.draw_at(onto, at)


def _dot(radius: float, colour: Colour) -> Canvas:
    half = round(radius) + 2
    canvas = Canvas((2 * half + 1,) * 2)
    canvas.paint(disc((half + 0.5,) * 2, radius), colour)
    return canvas


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


def _dent(radius: float) -> Canvas:
    """Smooth sand with a dark bank towards the moon and a lit one away from it."""
    area = Area.around((0.5, 0.5), radius + 1)
    right, down = area.x - np.float32(0.5), area.y - np.float32(0.5)
    away = np.hypot(right, down)
    off = away / np.float32(radius)
    canvas = Scenery.on(area)
    canvas.paint(area.mask(np.float32(0.34) * smoothstep(1.0, 0.7, off)), SMOOTH)
    towards = (right * 0.64 + down * 0.77) / np.maximum(away, 1.0)
    bank = smoothstep(0.35, 0.72, off) * smoothstep(1.0, 0.76, off)
    for colour, part, strength in ((LIT_BANK, towards, 0.22), (DARK_BANK, -towards, 0.26)):
        cover = np.clip(part, 0, 1) ** 2 * bank * np.float32(strength)
        canvas.paint(area.mask(np.asarray(cover, np.float32)), colour)
    return canvas
