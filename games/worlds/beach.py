"""A beach before dawn for `free_leg`: sky, headland, sea and wet sand, seen from eye height.

The sun is still below the horizon; sea and wet sand give back the band of light over it.
"""

import numpy as np

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Picture
from games.engine.draw.palette import Colour
from games.worlds.kit.clouds import wisps
from games.worlds.kit.noise import line_noise, noise
from games.worlds.kit.ridges import paint_ridge, ridge_line, stars
from games.worlds.kit.scenery import Scenery, blend, gradient, smoothstep

HORIZON_Y, WATER_Y, WET_Y = 190.0, 262.0, 452.0
"""Horizon, where the water rests between two waves, and how far the sand is wet."""
DAWN_X = 318.0
"""Left of the pool, so that the light's path over water and sand is seen."""
NIGHT: Colour = (9, 16, 27)
ZENITH: Colour = (15, 26, 48)
SILVER: Colour = (124, 140, 150)
DAWN: Colour = (226, 196, 180)
SEA_FAR: Colour = (86, 102, 114)
SEA_NEAR: Colour = (33, 52, 67)
HEADLAND = (
    *((-900, 190), (-420, 150), (-240, 128), (-120, 122), (-10, 139), (70, 150), (120, 168)),
    *((190, 178), (250, 187), (330, 191), (1180, 191), (1300, 184), (1420, 172), (1560, 150)),
    *((1700, 132), (1900, 140), (2600, 120)),
)
"""Crest of the land on both sides of the bay, at 1080 lines."""


def paint_beach(scenery: Scenery, layout: Layout) -> None:
    """All of it, from the sky to the sand at the patient's feet."""
    _paint_sky(scenery, layout)
    crest = ridge_line(
        scenery.x[:, 0], [layout.at(*peak) for peak in HEADLAND], layout.px(7), layout.px(60), 4
    )
    foot = layout.at(0, HORIZON_Y + 3)[1]
    paint_ridge(scenery, crest, (27, 42, 58), (62, 80, 96), foot)
    _paint_sea(scenery, layout)
    _paint_sand(scenery, layout)


def dawn_share(scenery: Scenery, layout: Layout, reach: float) -> Picture:
    """How much of the dawn's light stands in each column, up to 1."""
    away = (scenery.x - layout.at(DAWN_X, 0)[0]) / layout.px(reach)
    return np.asarray(np.exp(-away * away), np.float32)


def water_line(layout: Layout, x: Picture) -> Picture:
    """Where the resting water ends: y(x)."""
    uneven = line_noise(len(x), layout.px(420), seed=31, octaves=3) - 0.5
    return np.asarray(layout.at(0, WATER_Y)[1] + layout.px(26) * uneven, np.float32)


def _paint_sky(scenery: Scenery, layout: Layout) -> None:
    up = np.maximum(layout.at(0, HORIZON_Y)[1] - scenery.y, 0)
    stops = ((0, SILVER), (34, (92, 112, 130)), (96, (50, 74, 102)), (230, ZENITH))
    scenery.fill(gradient([(layout.px(at), colour) for at, colour in stops], up))
    low = np.exp(-up / layout.px(58)) * dawn_share(scenery, layout, 620)
    scenery.wash((0.96 * low).astype(np.float32), DAWN)
    light = stars(scenery.size, 150, seed=17, scale=layout.scale * 1.2)
    scenery.shine(light * smoothstep(layout.px(90), layout.px(190), up), (190, 204, 226))
    thin = wisps(scenery.size, (layout.px(900), layout.px(26)), seed=8, thin=0.5)
    band = smoothstep(0, layout.px(22), up) * smoothstep(layout.px(190), layout.px(70), up)
    scenery.wash((0.5 * thin * band).astype(np.float32), (46, 62, 82))


def _paint_sea(scenery: Scenery, layout: Layout) -> None:
    """Long swells that give back the sky's light, the quieter the nearer."""
    horizon, line = layout.at(0, HORIZON_Y)[1], water_line(layout, scenery.x[:, 0])
    last = int(line.max()) + 2
    rows = slice(max(round(horizon), 0), min(last, scenery.size[1]))
    y = scenery.y[:, rows]
    if not y.shape[1]:
        return
    down = (y - horizon) / layout.px(WATER_Y - HORIZON_Y)
    swell = far_to_near(scenery, layout, rows, layout.px(190), 9)
    colours = blend(SEA_FAR, SEA_NEAR, smoothstep(0.0, 0.8, down))
    path = dawn_share(scenery, layout, 330) * np.exp(-1.1 * down)
    glint = smoothstep(0.46, 0.74, swell) * (0.22 + 0.78 * path)
    colours = blend(colours, DAWN, (0.80 * glint * (1 - 0.4 * down)).astype(np.float32))
    troughs = smoothstep(0.5, 0.28, swell) * np.minimum(0.3 + down, 1)
    colours = blend(colours, (18, 33, 47), (0.6 * troughs).astype(np.float32))
    cover = np.clip(line[:, None] - y + 0.5, 0, 1).astype(np.float32)
    scenery.wash(cover, colours, rows)


def _paint_sand(scenery: Scenery, layout: Layout) -> None:
    """Wet and silver near the water, rippled and darker towards the feet."""
    line = water_line(layout, scenery.x[:, 0])
    rows = slice(max(int(line.min()) - 1, 0), scenery.size[1])
    y = scenery.y[:, rows]
    stops = (
        *((WATER_Y, (92, 108, 122)), (360, (70, 88, 104)), (WET_Y, (54, 70, 87))),
        *((640, (43, 56, 72)), (860, (30, 40, 55)), (1080, (17, 24, 36))),
    )
    colours = gradient([(layout.at(0, at)[1], colour) for at, colour in stops], y)
    colours = np.broadcast_to(colours, (scenery.size[0], *colours.shape[1:])).astype(np.float32)
    uneven = line_noise(scenery.size[0], layout.px(260), seed=12, octaves=4) - 0.5
    edge = layout.at(0, WET_Y)[1] + layout.px(64) * uneven[:, None]
    wet = smoothstep(layout.px(26), -layout.px(26), y - edge)
    path = dawn_share(scenery, layout, 300) * smoothstep(
        layout.at(0, 620)[1], layout.at(0, WATER_Y)[1], y
    )
    colours = blend(colours, (172, 168, 168), (0.56 * wet * path).astype(np.float32))
    _ripple(scenery, layout, rows, colours, wet)
    cover = np.clip(y - line[:, None] + 0.5, 0, 1).astype(np.float32)
    scenery.wash(cover, colours, rows)


def _ripple(scenery: Scenery, layout: Layout, rows: slice, colours: Picture, wet: Picture) -> None:
    """Ridges that the ebb drew: they turn their backs to the light, and shine where it is wet."""
    uneven = far_to_near(scenery, layout, rows, layout.px(300), 22)
    patches = smoothstep(0.36, 0.66, far_to_near(scenery, layout, rows, layout.px(640), 41))
    ridges = np.sin(1.15 * depth_of(scenery, layout, rows)[None, :] + 17.0 * uneven)
    colours *= (1 + (0.10 + 0.22 * patches) * ridges)[..., None]
    grains = noise((scenery.size[0], ridges.shape[1]), (3.0, 2.4), seed=3, octaves=2) - 0.5
    colours *= (1 + grains * (0.22 - 0.12 * wet))[..., None]
    crests = smoothstep(0.62, 1.0, ridges.astype(np.float32))
    path = 0.30 + 0.70 * dawn_share(scenery, layout, 420)
    shine = (0.52 * crests * patches * np.maximum(wet, 0.22) * path).astype(np.float32)
    colours += shine[..., None] * (np.array(SILVER, np.float32) - colours)


LINES = 62.0
"""How many lines of noise lie on the ground for each e-fold of the way from the horizon."""


def depth_of(
    scenery: Scenery, layout: Layout, rows: slice, horizon_y: float = HORIZON_Y
) -> Picture:
    """The line of the ground that each row of pixels shows: rows near the horizon show many."""
    down = np.maximum(scenery.y[0, rows] - layout.at(0, horizon_y)[1], 0) / layout.px(14)
    return np.asarray(np.log1p(down) * LINES, np.float32)


def far_to_near(
    scenery: Scenery,
    layout: Layout,
    rows: slice,
    wide_px: float,
    seed: int,
    horizon_y: float = HORIZON_Y,
) -> Picture:
    """Noise on the ground: its cells grow with the way from the horizon, as far things are flat."""
    at = depth_of(scenery, layout, rows, horizon_y)
    lines = int(at.max(initial=0)) + 3
    flat = noise((scenery.size[0], lines), (wide_px, LINES / 6), seed, octaves=5, gain=0.55)
    first = at.astype(np.int64)
    share = (at - first).astype(np.float32)
    share = share * share * (3 - 2 * share)
    return np.asarray(flat[:, first] * (1 - share) + flat[:, first + 1] * share, np.float32)
