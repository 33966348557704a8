"""Rings: where to be is mint with a bloom, what comes later is thin ink, what was earned amber."""

from math import ceil

import numpy as np

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Picture
from games.engine.draw.palette import Colour

LINE, BLOOM, FILL = 7.0, 15.0, 0.07
LATER_LINE = 4.0


def mint_ring(layout: Layout, radius: float, lit: bool) -> Mask:
    """The ring to be in, resting or with the light in it; `radius` in pixels. Paint it MINT."""
    width = max(layout.px(1.15 * LINE if lit else LINE), 2.0)
    return _ring(layout, radius, width, 1.0 if lit else 0.92, 0.62 if lit else 0.36, 1 + 1.2 * lit)


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
