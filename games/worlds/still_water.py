"""A lake without wind between two shores, seen from a low bank, at any hour of the night.

The places of a visit lie on it: the stepping stones, the bench, and the shore of lanterns. Nothing
moves on it, and sky and water keep their colours for the whole of an evening.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Picture, Point
from games.engine.draw.palette import Colour, mixed
from games.worlds.beach import far_to_near
from games.worlds.kit.clouds import wisps
from games.worlds.kit.leaves import Leaf, paint_leaf
from games.worlds.kit.ridges import paint_ridge, ridge_line, stars
from games.worlds.kit.scenery import Scenery, blend, gradient, smoothstep


@dataclass(frozen=True)
class Hour:
    """Colours of an hour: sky from top to horizon, its light and where that stands, water.

    `horizon_y` says how high the eye is, at 1080 lines.
    """

    zenith: Colour
    low: Colour
    glow: Colour
    glow_x: float
    near: Colour
    horizon_y: float = 190.0
    seed: int = 1
    stars: int = 260


FAR_HILLS = (
    *((-600, 40), (-200, 62), (40, 38), (260, 70), (420, 44), (640, 30), (860, 52)),
    *((1040, 38), (1260, 74), (1480, 50), (1700, 68), (1960, 40), (2600, 60)),
)
WOODS = (
    *((-600, 22), (0, 18), (240, 10), (520, 7), (760, 12), (980, 6), (1240, 9)),
    *((1500, 16), (1760, 24), (2000, 20), (2600, 30)),
)
"""Crests of the far shore, how high above the horizon, at 1080 lines."""


def paint_lake(scenery: Scenery, layout: Layout, hour: Hour) -> None:
    """Sky, far shore and water."""
    _paint_sky(scenery, layout, hour)
    _paint_far_shore(scenery, layout, hour)
    _paint_water(scenery, layout, hour)
    _lay_mist(scenery, layout, hour)


def glow_share(scenery: Scenery, layout: Layout, hour: Hour, reach: float) -> Picture:
    """How much of the hour's light stands in each column, up to 1."""
    away = (scenery.x - layout.at(hour.glow_x, 0)[0]) / layout.px(reach)
    return np.asarray(np.exp(-away * away), np.float32)


def paint_reeds(
    scenery: Scenery, layout: Layout, hour: Hour, clumps: Sequence[tuple[float, float, int]]
) -> None:
    """Reeds of the near bank before the water: (middle x, height, blades) of each clump."""
    draw = np.random.default_rng(hour.seed + 20)
    blade, light = _mean(hour.near, (2, 6, 12)), _mean(hour.near, hour.low)
    for middle, high, count in clumps:
        for _ in range(count):
            foot = layout.at(middle + float(draw.normal(0, 0.42 * high)), 1100)
            length = layout.px(high * float(draw.uniform(0.5, 1.15)))
            lean = float(draw.normal(4, 13))
            bend = float(draw.uniform(-0.07, 0.07))
            leaf = Leaf(foot, lean, length, max(0.026 * length, 1.6), bend)
            paint_leaf(scenery, leaf, blade, mixed(blade, light, float(draw.uniform(0.15, 0.6))))


def _paint_sky(scenery: Scenery, layout: Layout, hour: Hour) -> None:
    up = np.maximum(layout.at(0, hour.horizon_y)[1] - scenery.y, 0)
    stops = ((0, hour.low), (layout.px(120), _mean(hour.low, hour.zenith)))
    scenery.fill(gradient((*stops, (layout.px(330), hour.zenith)), up))
    low = np.exp(-up / layout.px(70)) * glow_share(scenery, layout, hour, 640)
    scenery.wash((0.9 * low).astype(np.float32), hour.glow)
    light = stars(scenery.size, hour.stars, seed=hour.seed, scale=layout.scale * 1.2)
    scenery.shine(0.8 * light * smoothstep(layout.px(30), layout.px(120), up), (206, 216, 246))
    thin = wisps(scenery.size, (layout.px(900), layout.px(26)), seed=hour.seed + 1, thin=0.5)
    band = smoothstep(0, layout.px(24), up) * smoothstep(layout.px(180), layout.px(60), up)
    scenery.wash((0.36 * thin * band).astype(np.float32), _mean(hour.glow, hour.zenith))


def _paint_far_shore(scenery: Scenery, layout: Layout, hour: Hour) -> None:
    x, foot = scenery.x[:, 0], layout.at(0, hour.horizon_y + 4)[1]
    hills = ridge_line(x, _crest(layout, hour, FAR_HILLS), layout.px(9), layout.px(70), 3)
    paint_ridge(scenery, hills, _mean(hour.low, hour.near), hour.low, foot)
    trees = ridge_line(x, _crest(layout, hour, WOODS), layout.px(16), layout.px(30), 5)
    dark = _mean(hour.near, (6, 12, 22))
    paint_ridge(scenery, trees, dark, _mean(dark, hour.low), foot)


def _crest(layout: Layout, hour: Hour, peaks: Sequence[tuple[float, float]]) -> list[Point]:
    return [layout.at(x, hour.horizon_y - high) for x, high in peaks]


def _paint_water(scenery: Scenery, layout: Layout, hour: Hour) -> None:
    """It mirrors the sky, far away more than near; long quiet ripples break that."""
    horizon = layout.at(0, hour.horizon_y)[1]
    rows = slice(max(round(horizon), 0), scenery.size[1])
    down = (scenery.y[:, rows] - horizon) / layout.px(1080 - hour.horizon_y)
    wide = (scenery.size[0], down.shape[1])
    far = _mean(hour.low, hour.near)
    stops = ((0.0, far), (0.05, _mean(_mean(far, hour.near), far)), (0.4, hour.near))
    night = tuple(round(0.55 * level) for level in hour.near)
    tones = gradient((*stops, (1.0, (night[0], night[1], night[2]))), down)
    colours = np.broadcast_to(tones, (*wide, 3)).astype(np.float32)
    swell = far_to_near(scenery, layout, rows, layout.px(330), hour.seed + 6, hour.horizon_y)
    path = glow_share(scenery, layout, hour, 420) * np.exp(-2.6 * down)
    colours = blend(colours, hour.glow, (0.34 * path).astype(np.float32))
    glint = smoothstep(0.50, 0.72, swell) * (0.13 + 0.6 * path) * np.exp(-1.5 * down)
    colours = blend(colours, hour.low, (0.5 * glint).astype(np.float32))
    colours = blend(colours, hour.glow, (0.6 * glint * path).astype(np.float32))
    troughs = smoothstep(0.48, 0.3, swell) * np.minimum(0.25 + down, 0.8)
    colours = blend(colours, (4, 9, 18), (0.42 * troughs).astype(np.float32))
    scenery.wash(np.ones(wide, np.float32), colours, rows)
    edge = np.exp(-(((scenery.y - horizon - layout.px(7)) / layout.px(9)) ** 2))
    dark = (0.55 * edge + np.zeros_like(scenery.x)).astype(np.float32)
    scenery.wash(dark, _mean(hour.near, (6, 12, 22)))


def _lay_mist(scenery: Scenery, layout: Layout, hour: Hour) -> None:
    """A breath of mist on the far water."""
    at = layout.at(0, hour.horizon_y + 8)[1]
    low = np.exp(-(((scenery.y - at) / layout.px(17)) ** 2)) + np.zeros_like(scenery.x)
    tone = blend(hour.low, hour.glow, 0.5 * glow_share(scenery, layout, hour, 520) * low)
    scenery.wash((0.34 * low).astype(np.float32), tone)


def _mean(first: Colour, second: Colour) -> Colour:
    return mixed(first, second, 0.5)
