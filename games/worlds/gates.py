"""The gates of `slalom`: two poles with flags of two shapes, and the mint arc between the next.

All sizes are radii of the ring to be in, in pixels: the poles stand on its left and right edge.
"""

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, Picture, Point, circle, disc, line, polygon, union
from games.engine.draw.palette import AMBER, INK, MINT, Colour, mixed
from games.worlds.kit.glow import Sizes, Stencil, nearest, spread
from games.worlds.kit.rings import earned_ring, mint_ring
from games.worlds.kit.scenery import smoothstep

LARGEST, MISSED_LARGEST = 1.75, 1.45
"""How large a gate is when it has come by, as a share of its size as it comes by."""

SMALLEST, LATER_LARGEST = 0.16, 0.58
BESIDE, TOP, FOOT = 1.07, 1.36, 1.22
"""Of a pole: how far from the gate's middle, and its top above and its foot below it, in radii."""

POLE, THINNEST_PX, EDGE = 0.085, 2.0, 4.0
HAZE: Colour = (104, 122, 174)
CLOTH: Colour = (198, 204, 238)
FOLD = 0.3
SHADOW: Colour = (12, 16, 40)
ARC, UNDER_ARC = 12.0, 0.36
"""Width of the arc at 1080 lines, and how much of an earned ring is left below its arc."""

MIDDLE: Point = (0.5, 0.5)
"""A ring's middle is that of a pixel."""


def next_arcs(layout: Layout, radius: float, smallest: float, lit: bool) -> Sizes:
    """The mint arc between the next poles, as it comes nearer."""
    sizes = spread(smallest * radius, radius, 30)
    return Sizes(sizes, lambda size: Stencil(mint_arc(layout, size, lit), MINT))


def mint_arc(layout: Layout, radius: float, lit: bool) -> Mask:
    """The ring to be in, with a strong arc from pole to pole as its upper half."""
    strong = circle(MIDDLE, radius, max(layout.px(ARC), 3.0))
    return union(mint_ring(layout, radius, lit), _above(strong, radius, 0.0))


def later_poles(layout: Layout, radius: float) -> Sizes:
    """Pairs of poles far off, in the haze, up to where they become the next ones."""

    def pair(size: float) -> Canvas:
        near = float(smoothstep(SMALLEST, 0.8, np.asarray(size / radius, np.float32)))
        return _pair(layout, size, near, mixed(HAZE, CLOTH, near))

    return Sizes(spread(SMALLEST * radius, LATER_LARGEST * radius, 20), pair)


def next_poles(layout: Layout, radius: float, smallest: float) -> Sizes:
    """The next pair, as it comes nearer: its flags say from afar where to go."""
    sizes = spread(smallest * radius, radius, 30)
    return Sizes(sizes, lambda size: _pair(layout, size, 1.0, MINT))


def near_poles(layout: Layout, radius: float) -> Canvas:
    """The next pair at its full size: to be faded in where nothing may come nearer."""
    return _pair(layout, radius, 1.0, MINT)


def passed_gates(layout: Layout, radius: float) -> Sizes:
    """Amber gates that grow past the patient, the larger the fainter."""

    def gate(size: float) -> Stencil:
        strength = 1.0 - (size / radius - 1) / (LARGEST - 0.96)
        arc = _above(earned_ring(layout, size, 1.0), size, UNDER_ARC)
        return Stencil(union(arc, _silhouette(layout, size)).times(strength), AMBER)

    return Sizes(spread(radius, LARGEST * radius, 18), gate)


def missed_gates(layout: Layout, radius: float) -> Sizes:
    """Poles that just go by."""

    def gate(size: float) -> Stencil:
        left = 1.0 - (size / radius - 1) / (MISSED_LARGEST - 0.98)
        return Stencil(_silhouette(layout, size).times(0.5 * left), CLOTH)

    return Sizes(spread(radius, MISSED_LARGEST * radius, 10), gate)


class PoleLight:
    """Mint that rises in both poles while the light waits between them."""

    def __init__(self, layout: Layout, radius: float, smallest: float) -> None:
        self._sizes = spread(smallest * radius, radius, 30)
        masks = [_bars(layout, size) for size in self._sizes]
        self._surfaces = [Stencil(mask, MINT).surface() for mask in masks]

    def draw_at(self, onto: pygame.Surface, centre: Point, size: float, share: float) -> None:
        """From the foot up, as far as the waiting is done."""
        if share <= 0:
            return
        index = nearest(self._sizes, size)
        surface, size = self._surfaces[index], self._sizes[index]
        width, height = surface.get_size()
        first = max(round(height / 2 + (FOOT - share * (FOOT + TOP)) * size), 0)
        left, top = round(centre[0] - width / 2), round(centre[1] - height / 2)
        onto.blit(surface, (left, top + first), (0, first, width, height - first))


def _pair(layout: Layout, size: float, near: float, cloth: Colour) -> Canvas:
    """Both poles with flags of a colour; `near` is 0 in the haze and 1 before it."""
    half_x, half_y = _halves(size)
    canvas = Canvas((2 * half_x + 1, 2 * half_y + 1), (-half_x, -half_y))
    width, edge = _width(layout, size), max(layout.px(EDGE), 1.0)
    for side in (-1.0, 1.0):
        x, foot = side * BESIDE * size, FOOT * size
        pole, flag = line((x, -TOP * size), (x, foot), width), _flag(size, side)
        shadow = line((x, foot), (x + 0.42 * size, foot + 0.10 * size), 1.3 * width)
        canvas.paint(shadow.blurred(max(0.5 * width, 0.6)), SHADOW, 0.65 * near)
        canvas.paint(line((x, -TOP * size), (x, foot), width + 2 * edge), SHADOW, 0.75 * near)
        canvas.paint(_flag(size, side, edge).blurred(0.5 * edge), SHADOW, 0.75 * near)
        canvas.paint(pole, mixed(HAZE, INK, near))
        shaded = x + 0.22 * width
        dark = line((shaded, -TOP * size), (shaded, foot), 0.5 * width)
        canvas.paint(dark, mixed(HAZE, (124, 138, 184), near), 0.8)
        canvas.paint(flag, cloth)
        canvas.paint(_fold(size, side).within(flag), mixed(cloth, SHADOW, FOLD), 0.8)
    return canvas


def _silhouette(layout: Layout, size: float) -> Mask:
    """Both poles with their flags as one shape about the gate's middle."""
    found = _bars(layout, size)
    for side in (-1.0, 1.0):
        found = union(found, _flag(size, side))
    return _centred(found)


def _bars(layout: Layout, size: float) -> Mask:
    """Both poles without their flags."""
    width, (half_x, half_y) = _width(layout, size), _halves(size)
    found = Mask(-half_x, -half_y, np.zeros((2 * half_x + 1, 2 * half_y + 1), np.float32))
    for side in (-1.0, 1.0):
        x = side * BESIDE * size
        found = union(found, line((x, -TOP * size), (x, FOOT * size), width))
    return _centred(found)


def _flag(size: float, side: float, edge: float = 0.0) -> Mask:
    """Left a triangle, right a disc, both outside the gate: what is inside stays free.

    `edge` is how much larger it is all round.
    """
    x, top = side * BESIDE * size, -TOP * size
    if side > 0:
        return disc((x + 0.29 * size, top + 0.26 * size), max(0.26 * size, 1.5) + edge)
    far = x - 0.62 * size - 2 * edge
    upper, lower = top - 1.3 * edge, top + 0.52 * size + 1.3 * edge
    return polygon([(x, upper), (x, lower), (far, top + 0.26 * size)])


def _fold(size: float, side: float) -> Mask:
    """The flag's darker lower part."""
    x, top = side * BESIDE * size, -TOP * size
    if side > 0:
        return disc((x + 0.40 * size, top + 0.46 * size), max(0.24 * size, 1.2))
    far = x - 0.62 * size
    return polygon([(x, top + 0.27 * size), (x, top + 0.52 * size), (far, top + 0.26 * size)])


def _above(ring: Mask, radius: float, below: float) -> Mask:
    """A ring of which only a share is left below."""
    down = np.arange(ring.cover.shape[1], dtype=np.float32)[None, :] + np.float32(ring.top)
    low = smoothstep(-0.1 * radius, 0.6 * radius, down)
    return Mask(ring.left, ring.top, ring.cover * (1 - np.float32(1 - below) * low))


def _centred(mask: Mask) -> Mask:
    """The same with as much on the left as on the right, and above as below: sprites need that."""
    half_x = max(-mask.left, mask.left + mask.cover.shape[0] - 1)
    half_y = max(-mask.top, mask.top + mask.cover.shape[1] - 1)
    empty: Picture = np.zeros((2 * half_x + 1, 2 * half_y + 1), np.float32)
    area = Mask(-half_x, -half_y, empty)
    return Mask(-half_x, -half_y, mask.over(area))


def _halves(size: float) -> tuple[int, int]:
    return round(1.78 * size) + 12, round(1.45 * size) + 8


def _width(layout: Layout, size: float) -> float:
    return max(POLE * size, THINNEST_PX * max(layout.scale, 0.5))
