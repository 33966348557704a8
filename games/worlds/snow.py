"""A slope of snow seen from above it: it falls away from the eye, with drifts and old tracks."""

import numpy as np
from scipy.ndimage import map_coordinates, uniform_filter

from games.engine.draw.layout import Layout
from games.engine.draw.mask import Picture, Point, polygon
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import below
from games.worlds.kit.noise import noise
from games.worlds.kit.ridges import ridge_line, stars
from games.worlds.kit.scenery import Scenery, blend, gradient, smoothstep

VANISHES_X, VANISHES_Y = 650.0, 268.0
"""Where all that runs straight down the slope meets, at 1080 lines."""

SLOPE: tuple[tuple[float, Colour], ...] = (
    *((0.0, (88, 104, 164)), (0.16, (70, 86, 148)), (0.45, (50, 64, 122))),
    *((0.75, (32, 42, 90)), (1.0, (17, 23, 54))),
)
ROLLS: tuple[tuple[tuple[float, float], ...], ...] = (
    ((-700, 250), (0, 330), (300, 366), (560, 388), (820, 392), (1100, 366), (1500, 330)),
    ((-700, 640), (60, 520), (340, 476), (620, 462), (900, 474), (1200, 520), (1700, 620)),
    ((-700, 560), (0, 640), (320, 690), (640, 708), (960, 684), (1300, 620), (1700, 560)),
    ((-700, 1010), (0, 880), (360, 834), (700, 826), (1040, 850), (1400, 910), (1800, 990)),
)
"""Crests of the slope's long rolls at 1080 lines, the farthest first."""

CREST, HOLLOW = (0.50, 46.0), (0.50, 64.0)
"""How clear the light below a crest is and the shade above it, and how far both reach."""

LIT: Colour = (156, 174, 226)
GROOVE: Colour = (22, 30, 70)
DRIFTS = 512
WAVES = (((60, 26), 0.16, 60.0, 0.30, 8), ((26, 10), 0.30, 130.0, 0.40, 28))
"""Large drifts and small ones: their cells, how dense they lie across and down, how clear."""

TRACKS = (
    (0.00, 1.15, 0.62, 0.4, 0.9),
    (0.9, 0.7, 0.43, 4.4, 0.5),
)
"""Where a track runs, how far it swings, how often, where it begins, how clear it is."""


def paint_slope(scenery: Scenery, layout: Layout, brow: Picture) -> None:
    """All that lies below the brow's line y(x)."""
    first = min(max(int(brow.min()) - 2, 0), scenery.size[1] - 1)
    rows = slice(first, scenery.size[1])
    y = scenery.y[:, rows]
    bottom = layout.at(0, 1080)[1]
    deep = (y - brow[:, None]) / np.maximum(bottom - brow[:, None], 1.0)
    colours = gradient(SLOPE, deep)
    near = _nearness(layout, y)
    light = _drifts(scenery, layout, near)
    fade = smoothstep(0.0, 0.10, np.asarray(deep, np.float32))
    colours = blend(colours, LIT, 0.34 * np.clip(light, 0, 1) * fade)
    colours = blend(colours, GROOVE, 0.46 * np.clip(-light, 0, 1) * fade)
    colours = _rolling(colours, scenery, layout, y)
    for track in TRACKS:
        _press(colours, scenery, layout, near, track)
    cover = below(brow, y)
    scenery.wash(cover, colours, rows)
    edge = np.exp(-np.maximum(y - brow[:, None], 0) / np.float32(layout.px(5)))
    scenery.wash(np.asarray(0.30 * edge * cover, np.float32), LIT, rows)
    glints = stars(scenery.size, 240, seed=17, scale=0.7 * layout.scale)[:, rows]
    scenery.shine(np.asarray(0.30 * glints * cover * fade, np.float32), (210, 222, 255), rows)


def throw_shadow(scenery: Scenery, layout: Layout, foot: Point, high: float) -> None:
    """The long shadow of a fir on the snow: the light stands low on the left."""
    x, y = foot
    wide, long = 0.13 * high, 0.95 * high
    shape = (x - wide, y), (x + wide, y - 0.02 * high), (x + long, y + 0.30 * long)
    shadow = polygon([layout.at(*point) for point in shape])
    scenery.paint(shadow.blurred(layout.px(0.012 * high + 1.5)), GROOVE, 0.5)


def _rolling(colours: Picture, scenery: Scenery, layout: Layout, y: Picture) -> Picture:
    """Light below the crest of each roll, and shade in the hollow before it."""
    for index, crest in enumerate(ROLLS):
        knots = [layout.at(*point) for point in crest]
        line = ridge_line(scenery.x[:, 0], knots, layout.px(16), layout.px(300), 60 + index)
        line = uniform_filter(line, max(round(layout.px(90)), 1))[:, None]
        deep = y - line
        under = below(line[:, 0], y)
        (light, lit_px), (dark, dark_px) = CREST, HOLLOW
        grown = np.float32(0.6 + 0.35 * index)
        lit = light * under * np.exp(-np.maximum(deep, 0) / (grown * np.float32(layout.px(lit_px))))
        shade = dark * (1 - under)
        shade *= np.exp(-np.maximum(-deep, 0) / (grown * np.float32(layout.px(dark_px))))
        colours = blend(colours, GROOVE, np.asarray(shade, np.float32))
        colours = blend(colours, LIT, np.asarray(lit, np.float32))
    return colours


def _nearness(layout: Layout, y: Picture) -> Picture:
    """How large things are on the slope at a height: 1 where the light runs, 0 far away."""
    vanishes, light = layout.at(0, VANISHES_Y)[1], layout.at(0, 640)[1]
    return np.asarray(np.maximum((y - vanishes) / (light - vanishes), 0.03), np.float32)


def _drifts(scenery: Scenery, layout: Layout, near: Picture) -> Picture:
    """Light and shade of waves in the snow, which lie across the slope; about 0, -1 to 1."""
    away = 1 / near
    across = (scenery.x - layout.at(VANISHES_X, 0)[0]) / np.float32(layout.px(1.0)) * away
    found = np.zeros(across.shape, np.float32)
    for cells, along, down, strength, seed in WAVES:
        height = noise((DRIFTS, DRIFTS), cells, seed=seed, octaves=4, gain=0.55)
        shade = np.gradient(height, axis=0) + 0.6 * np.gradient(height, axis=1)
        shade /= np.float32(2.2 * shade.std())
        u = np.mod(across * along + DRIFTS / 2, DRIFTS - 1)
        v = np.broadcast_to(np.mod(away * down, DRIFTS - 1), u.shape)
        found += np.float32(strength) * map_coordinates(shade, [u, v], order=1, mode="nearest")
    seen = smoothstep(0.06, 0.5, np.broadcast_to(near, found.shape))
    return np.asarray(np.clip(found, -1, 1) * seen, np.float32)


def _press(
    colours: Picture,
    scenery: Scenery,
    layout: Layout,
    near: Picture,
    track: tuple[float, float, float, float, float],
) -> None:
    """Two grooves that somebody left on the way down, darker and with one lit edge."""
    at, swing, often, begins, clear = track
    away = 1 / near
    size = near * np.float32(layout.px(150.0))
    wave = np.sin(np.float32(often) * away * 6.0 + np.float32(begins))
    middle = layout.at(VANISHES_X, 0)[0] + size * (at + swing * wave)
    # Where it runs across, its breadth is seen from top to bottom and not from side to side.
    steep = np.sqrt(1 + np.gradient(middle, axis=1) ** 2)
    for side in (-1.0, 1.0):
        away_px = (scenery.x - middle - np.float32(0.10 * side) * size) / steep
        half = np.maximum(0.028 * size, 0.5)
        groove = np.clip(half + 0.5 - np.abs(away_px), 0, 1)
        rim = np.clip(half + 0.5 - np.abs(away_px - 1.7 * half), 0, 1)
        fade = np.float32(clear) * smoothstep(0.10, 0.34, near)
        share = (0.42 * groove * fade)[..., None]
        colours += share * (np.array(GROOVE, np.float32) - colours)
        share = (0.20 * rim * fade)[..., None]
        colours += share * (np.array(LIT, np.float32) - colours)
