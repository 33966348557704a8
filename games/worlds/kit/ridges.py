"""Mountains as silhouettes that fade into haze, and stars above them."""

from collections.abc import Sequence

import numpy as np
from scipy.ndimage import uniform_filter

from games.engine.draw.mask import Mask, Picture, Point
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import below
from games.worlds.kit.noise import line_noise
from games.worlds.kit.scenery import Colours, Scenery, blend, smoothstep


def ridge_line(
    x: Picture, peaks: Sequence[Point], rough_px: float, cell_px: float, seed: int
) -> Picture:
    """A ridge's height y(x) through peaks and saddles, roughened; beyond the ends it goes on."""
    knots = sorted(peaks)
    line = np.interp(x, [at for at, _ in knots], [height for _, height in knots])
    uneven = line_noise(len(x), cell_px, seed, octaves=6, gain=0.55) - 0.5
    return np.asarray(line + rough_px * uneven, np.float32)


def paint_ridge(
    scenery: Scenery,
    line: Picture,
    crest: Colours,
    haze: Colours,
    foot_y: float,
    sun: tuple[float, Colour] | None = None,
) -> None:
    """From the crest's colour down to the haze at its foot; `sun` is (x, colour) of rim light."""
    rows = slice(max(int(line.min()) - 2, 0), min(int(foot_y) + 2, scenery.size[1]))
    y = scenery.y[:, rows]
    top = float(line.min())
    colours = blend(
        crest, haze, smoothstep(top, foot_y, np.broadcast_to(y, (len(line), y.shape[1])))
    )
    if sun is not None:
        colours = blend(colours, sun[1], _rim_light(scenery, line, y, sun[0]))
    scenery.wash(below(line, y), colours, rows)


def stars(size: tuple[int, int], count: int, seed: int, scale: float) -> Picture:
    """Light of stars, 0 to 1, (width, height): many faint ones and a few that shine."""
    draw = np.random.default_rng(seed)
    light = np.zeros(size, np.float32)
    for _ in range(count):
        x, y = draw.uniform(3, size[0] - 4), draw.uniform(3, size[1] - 4)
        bright = float(draw.random()) ** 4
        radius = (0.55 + 0.75 * bright) * max(scale, 0.6)
        star = _star((x, y), radius)
        at = slice(star.left, star.left + 7), slice(star.top, star.top + 7)
        light[at] = np.maximum(light[at], star.cover * np.float32(0.14 + 0.86 * bright))
    return light


def _star(at: Point, radius: float) -> Mask:
    left, top = int(at[0]) - 3, int(at[1]) - 3
    x = np.arange(left, left + 7)[:, None] + 0.5
    y = np.arange(top, top + 7)[None, :] + 0.5
    away = ((x - at[0]) ** 2 + (y - at[1]) ** 2) / (2 * radius * radius)
    return Mask(left, top, np.exp(-away).astype(np.float32))


def _rim_light(scenery: Scenery, line: Picture, y: Picture, sun_x: float) -> Picture:
    """Light along slopes that face the sun, strongest near it."""
    # The slope of the mountain, not of its stones: those would show as streaks.
    slope = uniform_filter(np.gradient(line), max(scenery.size[0] // 60, 3))
    toward = np.where(scenery.x[:, 0] < sun_x, slope, -slope)
    near = np.exp(-np.abs(scenery.x[:, 0] - sun_x) / (0.45 * scenery.size[0]))
    facing = np.clip(0.25 + 0.9 * toward, 0, 1) * near
    depth = np.maximum(y - line[:, None], 0)
    return np.asarray(facing[:, None] * np.exp(-depth / (0.0045 * scenery.size[0])), np.float32)
