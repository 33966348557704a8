"""Rings: where to be is mint with a bloom, what comes later is thin ink, what was earned amber.

Round a ring in which somebody waits an arc of ink closes.
"""

from math import ceil

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Picture, Point, arc, disc
from games.engine.draw.palette import ABYSS, INK, MINT, Colour

LINE, BLOOM, FILL = 7.0, 15.0, 0.07
LATER_LINE = 4.0
BED, BED_STRENGTH = 24.0, 0.62
WAIT_PARTS, WAIT_OUT, WAIT_LINE = 48, 20.0, 6.5


def mint_ring(layout: Layout, radius: float, lit: bool) -> Mask:
    """The ring to be in, resting or with the light in it; `radius` in pixels. Paint it MINT."""
    width = max(layout.px(1.15 * LINE if lit else LINE), 2.0)
    return _ring(layout, radius, width, 1.0 if lit else 0.92, 0.62 if lit else 0.36, 1 + 1.2 * lit)


def bedded_ring(layout: Layout, radius: float, lit: bool, fill: float = 0.0) -> Canvas:
    """The ring to be in on lighter ground: a soft dark bed under its line keeps the mint apart.

    `fill` is more mint inside, where there is nothing to be seen.
    """
    mask = mint_ring(layout, radius, lit)
    canvas = Canvas.around(mask)
    off = _from_middle(-mask.left - 0.5) - np.float32(radius)
    bed = np.exp(-((off / np.float32(layout.px(BED))) ** 2))
    canvas.paint(Mask(mask.left, mask.top, np.asarray(bed, np.float32)), ABYSS, BED_STRENGTH)
    canvas.paint(disc((0.5, 0.5), radius), MINT, fill)
    canvas.paint(mask, MINT)
    return canvas


def later_ring(layout: Layout, radius: float, strength: float, line: float = LATER_LINE) -> Mask:
    """A ring that is not the next one. Paint it INK."""
    return _ring(layout, radius, max(layout.px(line), 1.4), strength, 0.0, 0.0)


def earned_ring(layout: Layout, radius: float, strength: float) -> Mask:
    """A ring that has been earned. Paint it AMBER."""
    return _ring(layout, radius, layout.px(1.6 * LINE), strength, 0.4 * strength, 0.0)


def on_canvas(mask: Mask, colour: Colour) -> Canvas:
    """A ring as a canvas, for sprites and fading pictures."""
    canvas = Canvas.around(mask)
    canvas.paint(mask, colour)
    return canvas


class WaitArc:
    """A line of ink that closes round the ring while the light stays in it.

    It has no gaps: beads round a ring are taken for a way to go.
    """

    def __init__(self, layout: Layout, radius: float) -> None:
        step, width = 360 / WAIT_PARTS, layout.px(WAIT_LINE)
        away = radius + layout.px(WAIT_OUT)
        self._parts = [
            Sprite(on_canvas(arc((0.0, 0.0), away, width, step * part, step * (part + 1)), INK))
            for part in range(WAIT_PARTS)
        ]

    def draw_at(self, onto: pygame.Surface, at: Point, share: float) -> None:
        x, y = round(at[0]), round(at[1])
        for part in self._parts[: round(share * WAIT_PARTS)]:
            onto.blit(part.surface, (x + part.origin[0], y + part.origin[1]))


def _ring(
    layout: Layout, radius: float, width: float, line: float, bloom: float, fills: float
) -> Mask:
    """Line, bloom round it and fill, in one coverage: all of a ring has one colour."""
    reach = layout.px(BLOOM)
    away = _from_middle(radius + (2.6 * reach if bloom else 0.0) + width)
    off = np.abs(away - np.float32(radius))
    free = 1 - line * np.clip(np.float32(width / 2 + 0.5) - off, 0, 1)
    if bloom:
        free *= 1 - bloom * np.exp(-((off / np.float32(reach)) ** 2))
    if fills:
        free *= 1 - fills * FILL * np.clip(np.float32(radius + 0.5) - away, 0, 1)
    half = away.shape[0] // 2
    return Mask(-half, -half, np.asarray(1 - free, np.float32))


def _from_middle(reach: float) -> Picture:
    axis = np.arange(-ceil(reach), ceil(reach) + 1, dtype=np.float32)
    return np.hypot(axis[:, None], axis[None, :])
