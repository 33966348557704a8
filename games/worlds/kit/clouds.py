"""A sea of clouds seen from above, row behind row, and thin clouds of the sky."""

from dataclasses import dataclass

import numpy as np

from games.engine.draw.mask import Picture
from games.worlds.kit.edges import below
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Colours, Scenery, blend, smoothstep

HEADS = ((0.8, 1.0), (0.4, 0.45), (0.18, 0.22))
"""Sizes of heads and how high they are, as shares of the row's: small ones stand on large ones."""

REACH = 0.66, 0.92
"""Half of a head's width, of what is between two: heads that stand alone look like stones."""


@dataclass(frozen=True)
class CloudRow:
    """One row of heads. Its valleys lie at `base_y`; heads are `wide` px apart and `high` px high.

    `lit_depth` is how far light sinks below a head's edge, in pixels.
    """

    base_y: float
    wide: float
    high: float
    lit_depth: float
    seed: int


def cloud_edge(row: CloudRow, x: Picture) -> Picture:
    """The row's upper edge y(x): round heads of many sizes, with small ones upon large ones."""
    draw = np.random.default_rng(row.seed)
    rise = np.zeros(len(x), np.float32)
    span = float(x[-1] - x[0]) + 4 * row.wide
    for size, share in HEADS:
        count = max(round(span / (row.wide * size * 0.9)), 3)
        middles = (
            float(x[0])
            - 2 * row.wide
            + (np.arange(count) + draw.uniform(0, 1, count)) * (span / count)
        )
        radii = row.wide * size * draw.uniform(*REACH, count)
        tops = draw.uniform(0.45, 1.0, count)
        away = (x[:, None] - middles[None, :].astype(np.float32)) / radii[None, :].astype(
            np.float32
        )
        heads = np.sqrt(np.clip(1 - away * away, 0, 1)) * tops[None, :].astype(np.float32)
        rise += np.float32(share) * _soft_max(heads)
    return np.asarray(row.base_y - row.high * rise / 1.2, np.float32)


def paint_cloud_row(
    scenery: Scenery, row: CloudRow, lit: Colours, body: Colours, foot: Colours
) -> None:
    """Paint one row over what lies behind it: a lit edge, a body, and a foot that sinks away."""
    edge = cloud_edge(row, scenery.x[:, 0])
    first = max(int(edge.min() - scenery.origin[1]) - 2, 0)
    rows = slice(first, scenery.size[1])
    y = scenery.y[:, rows]
    if not y.shape[1]:
        return
    depth = np.maximum(y - edge[:, None], 0)
    light = np.exp(-depth / np.float32(row.lit_depth))
    glint = np.exp(-depth / np.float32(max(0.10 * row.lit_depth, 0.9)))
    sink = smoothstep(0.0, 5.2 * row.lit_depth, depth)
    colours = blend(body, foot, sink)
    colours = blend(colours, lit, np.minimum(0.74 * light + 0.26 * glint, 1))
    scenery.wash(below(edge, y), colours, rows)


def wisps(
    size: tuple[int, int], cell_px: tuple[float, float], seed: int, thin: float = 0.56
) -> Picture:
    """Coverage of thin clouds drawn out along the horizon; a higher `thin` leaves fewer."""
    found = noise(size, cell_px, seed, octaves=5, gain=0.55)
    return np.asarray(smoothstep(thin, thin + 0.26, found), np.float32)


def _soft_max(heads: Picture) -> Picture:
    """The largest of the heads at each place, with valleys a little rounded."""
    sharp = np.float32(14.0)
    together = np.exp(sharp * heads).sum(1) - (heads.shape[1] - 1)
    return np.asarray(np.log(together) / sharp, np.float32)
