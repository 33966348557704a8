"""Firs seen from below: silhouettes whose tips point to the zenith, in the light of the sky."""

from dataclasses import dataclass

import numpy as np

from games.engine.draw.mask import Picture, Point
from games.engine.draw.palette import Colour
from games.worlds.kit.edges import Area, covered
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Scenery, blend

SPREAD, DROOP = 0.20, 0.55
"""Half its width as a share of the distance from the tip; how far branches hang."""

TIERS, DEEP_CUT = 13, 0.46
"""Rows of branches, and how much of the width is free between them."""


@dataclass(frozen=True)
class Fir:
    """From its tip in a direction (0 is up, clockwise) so many pixels down the stem."""

    tip: Point
    turn_deg: float
    length: float
    seed: int
    slender: float = 1.0

    @property
    def area(self) -> Area:
        angle = np.radians(self.turn_deg)
        foot = (
            self.tip[0] + self.length * float(np.sin(angle)),
            self.tip[1] - self.length * float(np.cos(angle)),
        )
        return Area.of([self.tip, foot], 1.1 * SPREAD * self.length * self.slender + 2)


def paint_fir(
    scenery: Scenery, fir: Fir, dark: Colour, light: Colour, light_from_deg: float = 20.0
) -> None:
    """One fir over what is there: brightest at its tip, and on the side of the light."""
    area = fir.area
    along, across = area.turned(fir.tip, fir.turn_deg)
    inside = _inside(fir, along, across)
    lit = np.exp(-np.maximum(along, 0) / (0.30 * fir.length))
    side = np.sin(np.radians(light_from_deg - fir.turn_deg))
    half = np.maximum(SPREAD * fir.slender * along, 1.0)
    lit = lit * (0.72 + 0.34 * side * np.clip(across / half, -1, 1))
    lit = lit * (0.62 + 0.76 * noise(area.size, (0.03 * fir.length,) * 2, fir.seed, octaves=2))
    colours = blend(dark, light, np.clip(lit, 0, 1).astype(np.float32))
    scenery.paint_many(area.mask(covered(inside)), colours)


def _inside(fir: Fir, along: Picture, across: Picture) -> Picture:
    """Pixels to its edge; below zero outside. Branches hang, row below row."""
    draw = np.random.default_rng(fir.seed)
    off = np.abs(across)
    down = along + np.float32(DROOP) * off * np.float32(-1.0)
    share = np.clip(along / np.float32(fir.length), 1e-3, 1)
    # Rows grow longer down the stem.
    row = TIERS * np.clip(down / np.float32(fir.length), 0, 1) ** np.float32(0.72)
    row = row + np.where(across > 0, np.float32(draw.uniform(0, 1)), np.float32(0))
    within = row - np.floor(row)
    half = SPREAD * fir.slender * fir.length * share ** np.float32(0.92)
    half = half * (1 - DEEP_CUT * (1 - within) ** np.float32(0.8))
    stem = np.float32(0.008) * along + np.float32(0.6)
    width = np.maximum(half, stem)
    beyond = np.maximum(-along, 0) * 3 + np.maximum(along - np.float32(fir.length), 0)
    return np.asarray(width - off - beyond, np.float32)
