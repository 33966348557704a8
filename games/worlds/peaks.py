"""Mountains under snow: faces that look to the light from the left, and faces that do not."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Picture, Point
from games.engine.draw.palette import Colour, mixed
from games.worlds.kit.edges import below
from games.worlds.kit.noise import line_noise, noise
from games.worlds.kit.ridges import ridge_line
from games.worlds.kit.scenery import Scenery, blend, smoothstep

ROUGH, ROUGH_CELL = 20.0, 90.0
BENDS = 150.0
"""How far an edge between two faces wanders sideways on its way down, at 1080 lines."""

Tones = tuple[Colour, Colour, Colour]
"""Lit snow, snow in the shade, and the haze at the foot."""


def paint_peaks(
    scenery: Scenery,
    layout: Layout,
    peaks: tuple[Point, ...],
    tones: Tones,
    foot_y: float,
    seed: int,
) -> None:
    """Mountains through `peaks` and saddles, given at 1080 lines, down to the haze at `foot_y`."""
    knots = [layout.at(*peak) for peak in peaks]
    line = ridge_line(scenery.x[:, 0], knots, layout.px(ROUGH), layout.px(ROUGH_CELL), seed)
    first = min(max(int(line.min()) - 2, 0), scenery.size[1] - 1)
    rows = slice(first, max(min(int(foot_y) + 2, scenery.size[1]), first + 1))
    y = scenery.y[:, rows]
    deep = np.maximum(y - line[:, None], 0)
    snow, shade, haze = tones
    rough = noise(deep.shape, (layout.px(70), layout.px(54)), seed + 5, octaves=5, gain=0.6)
    lit = _faces(scenery, layout, knots, y, rough, seed)
    colours = blend(shade, snow, lit)
    bare = smoothstep(0.56, 0.66, rough) * smoothstep(layout.px(10), layout.px(70), deep)
    colours = blend(colours, mixed((0, 0, 0), shade, 0.7), 0.45 * bare * (1 - 0.5 * lit))
    colours *= (1 + 0.16 * _gullies(layout, deep, seed))[..., None]
    sunk = smoothstep(float(np.median(line)), foot_y, np.broadcast_to(y, deep.shape))
    scenery.wash(below(line, y), blend(colours, haze, 0.9 * sunk), rows)


def _faces(
    scenery: Scenery, layout: Layout, knots: list[Point], y: Picture, rough: Picture, seed: int
) -> Picture:
    """1 on the left of each ridge that falls from a peak, 0 on its right, up to the next saddle."""
    soft = np.float32(layout.px(9))
    fine = noise(rough.shape, (layout.px(26), layout.px(16)), seed + 6, octaves=4, gain=0.62)
    off = layout.px(74) * (rough - 0.5) + layout.px(26) * (fine - 0.5)
    jagged = scenery.x + np.asarray(off, np.float32)
    lit = np.zeros((scenery.size[0], y.shape[1]), np.float32)
    edges = [_edge(layout, at, y, seed + index) for index, at in enumerate(_turns(knots))]
    for saddle, peak in zip(edges[::2], edges[1::2], strict=False):
        left = np.clip((jagged - saddle) / soft + 0.5, 0, 1)
        right = np.clip((peak - jagged) / soft + 0.5, 0, 1)
        lit = np.maximum(lit, left * right)
    return np.asarray(lit, np.float32)


def _gullies(layout: Layout, deep: Picture, seed: int) -> Picture:
    """Light and shade of gullies that run down and a little to the right; about 0."""
    count, room = deep.shape
    along = line_noise(count + room, layout.px(24), seed + 9, octaves=4, gain=0.7) - 0.5
    at = np.arange(count, dtype=np.float32)[:, None] + room - np.minimum(0.45 * deep, room)
    return np.asarray(3.0 * along[at.astype(np.int32)], np.float32)


def _edge(layout: Layout, top: Point, y: Picture, seed: int) -> Picture:
    """x(y) of an edge that falls from a place on the ridge."""
    deep = np.maximum(y - np.float32(top[1]), 0)
    wander = line_noise(y.shape[1], layout.px(120), seed, octaves=3) - 0.5
    grows = np.minimum(deep / np.float32(layout.px(BENDS)), 1.3)
    return np.asarray(top[0] + layout.px(BENDS) * 1.6 * wander[None, :] * grows, np.float32)


def _turns(knots: list[Point]) -> Iterator[Point]:
    """Saddles and peaks in turn, a saddle first: where a ridge stops rising, or falling."""
    rises = True
    yield knots[0]
    for here, after in pairwise(knots[1:]):
        if (after[1] > here[1]) == rises:
            yield here
            rises = not rises
