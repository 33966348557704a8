"""Firs under snow, lit from the left: at the edges of a slope, and as a forest far away."""

from dataclasses import dataclass

import numpy as np

from games.engine.draw.mask import Mask, Picture, Point
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import Area, covered
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Scenery, blend, smoothstep

SLIM, DROOP = 0.235, 0.42


@dataclass(frozen=True)
class Fir:
    """Where it stands, how high it is in pixels, and which one of all firs it is."""

    foot: Point
    high: float
    seed: int


@dataclass(frozen=True)
class Coat:
    """Colours of the wood, of the snow on it, and of the snow that the light does not reach."""

    wood: Colour
    snow: Colour
    shade: Colour


def paint_fir(scenery: Scenery, fir: Fir, coat: Coat) -> None:
    """Paint one fir over what is there."""
    (x, y), high = fir.foot, fir.high
    area = Area.of([(x, y - high), (x, y)], (SLIM + 0.06) * high)
    draw = np.random.default_rng(fir.seed)
    lean = float(draw.uniform(-0.02, 0.02))
    down = (area.y - np.float32(y - high)) / np.float32(high)
    across = (area.x - np.float32(x)) / np.float32(high) + np.float32(lean) * (1 - down)
    fine = noise(area.size, (0.045 * high, 0.03 * high), fir.seed, octaves=3)
    inside, tier = _shape(across, down, fine, draw)
    cover = covered(np.asarray(inside * np.float32(high), np.float32))
    cover = cover * ((down > 0) & (down < 1.0))
    lit = smoothstep(0.16, -0.14, across + 0.10 * (fine - 0.5))
    lies = smoothstep(0.30, 0.74, tier) * smoothstep(1.0, 0.84, tier)
    lies = np.asarray(lies * smoothstep(0.38, 0.66, fine + 0.12 * lit), np.float32)
    snow = blend(coat.shade, coat.snow, lit)
    colours = blend(np.broadcast_to(np.array(coat.wood, np.float32), snow.shape), snow, lies)
    colours = colours * (0.78 + 0.34 * lit)[..., None]
    _throw_shadow(scenery, fir, coat)
    scenery.paint_many(Mask(area.left, area.top, np.asarray(cover, np.float32)), colours)


def _throw_shadow(scenery: Scenery, fir: Fir, coat: Coat) -> None:
    """What lies on the snow on its right, and binds it to the ground."""
    (x, y), high = fir.foot, fir.high
    area = Area.of([(x, y), (x + 0.34 * high, y)], 0.2 * high)
    along = (area.x - np.float32(x + 0.12 * high)) / np.float32(0.30 * high)
    down = (area.y - np.float32(y - 0.012 * high)) / np.float32(0.055 * high)
    share = np.clip(1 - np.hypot(along, down), 0, 1)
    scenery.paint(area.mask(np.asarray(share, np.float32)), coat.wood, 0.75)


def _shape(
    across: Picture, down: Picture, fine: Picture, draw: np.random.Generator
) -> tuple[Picture, Picture]:
    """How far a pixel is inside, and where it is on its tier: 0 at the stem, 1 at the hem."""
    tiers, phase = float(draw.uniform(7.5, 10.0)), float(draw.uniform(0, 1))
    # Branches hang: the farther out, the more a pixel belongs to the tier above.
    hang = down - DROOP * np.abs(across) + 0.05 * (fine - 0.5)
    hang = np.clip(hang, 0, 1.1)
    order = hang**0.86 * tiers + phase
    tier = order - np.floor(order)
    reach = (0.008 + SLIM * hang**0.92) * (0.50 + 0.50 * tier)
    reach = reach * (1 + 0.5 * (fine - 0.5)) * smoothstep(1.0, 0.93, down - 0.06 * fine)
    return np.asarray(reach - np.abs(across), np.float32), np.asarray(tier, np.float32)


def forest_line(x: Picture, ground: Picture, high: float, apart: float, seed: int) -> Picture:
    """The upper edge y(x) of firs on a ridge, side by side."""
    draw = np.random.default_rng(seed)
    count = max(round(float(x[-1] - x[0]) / apart), 3)
    middles = np.linspace(x[0] - apart, x[-1] + apart, count)
    middles += draw.uniform(-0.6, 0.6, count) * apart
    tops = high * draw.uniform(0.35, 1.0, count) ** 1.2
    away = np.abs(x[:, None] - middles[None, :].astype(np.float32))
    rises = tops[None, :] - away * np.float32(2.6)
    return np.asarray(ground - np.maximum(rises.max(axis=1), 0), np.float32)
