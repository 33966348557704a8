"""The waters of a target that roams: the largest ellipse of tilts a leg may be asked for. Pure.

A range that is tiny in one direction, a lopsided rim or a no-go sector moves the ellipse away from
level, narrows it and turns it, so that a path inside it never needs to be cut.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from games.engine.ground import Ground, NoTargetLeft
from trainer.recording.columns import FloatArray

MIDDLE_DIRECTIONS, MIDDLE_SHARES = 16, (0.08, 0.16, 0.26, 0.38, 0.50, 0.64)
TURNS, ROUNDNESSES = 8, (1.0, 0.78, 0.58, 0.42)
EDGE_POINTS, FINE_EDGE_POINTS, HALVINGS = 36, 720, 9
LEVEL_IS_BETTER = 0.5
"""Waters whose middle is as far from level as the leg reaches count so much less."""


@dataclass(frozen=True)
class Waters:
    """An ellipse about (ap_deg, ml_deg); `turn_deg` is the direction of its longer half axis."""

    ap_deg: float
    ml_deg: float
    long_deg: float
    wide_deg: float
    turn_deg: float

    def scaled(self, share: float) -> "Waters":
        """Nearer to level, all of it."""
        ap_deg, ml_deg = share * self.ap_deg, share * self.ml_deg
        return Waters(ap_deg, ml_deg, share * self.long_deg, share * self.wide_deg, self.turn_deg)


def waters_of(ground: Ground, share: float) -> Waters:
    """The waters within a share of the reach; `NoTargetLeft` if there are none."""
    reach = tuple(ground.reach_deg(float(direction)) for direction in range(360))
    if not any(reach):
        raise NoTargetLeft
    return _largest(reach).scaled(share)


@lru_cache(maxsize=16)
def _largest(reach_deg: tuple[float, ...]) -> Waters:
    """The largest ellipse found within a reach that is given degree by degree."""
    middles, shapes = _middles(reach_deg), _shapes()
    sizes = _sizes(reach_deg, middles, shapes, EDGE_POINTS)
    away = np.hypot(*middles.T)[:, None] / max(reach_deg)
    score = sizes * np.sqrt(shapes[:, 1]) * (1.0 - LEVEL_IS_BETTER * away)
    middle, shape = np.unravel_index(int(np.argmax(score)), score.shape)
    turn_deg, roundness = shapes[shape].tolist()
    chosen = middles[middle : middle + 1], shapes[shape : shape + 1]
    # A narrow dip of the reach may lie between two points of a coarse edge.
    size = float(_sizes(reach_deg, *chosen, FINE_EDGE_POINTS)[0, 0])
    if size <= 0.0:
        raise NoTargetLeft
    ap_deg, ml_deg = middles[middle].tolist()
    return Waters(ap_deg, ml_deg, size, roundness * size, turn_deg)


def _middles(reach_deg: tuple[float, ...]) -> FloatArray:
    """Places to try: level first, and (ap, ml) in all directions."""
    turn = np.arange(MIDDLE_DIRECTIONS) * 2 * np.pi / MIDDLE_DIRECTIONS
    far = max(reach_deg) * np.array(MIDDLE_SHARES)
    around = np.stack((np.outer(far, np.cos(turn)), np.outer(far, np.sin(turn))), axis=-1)
    return np.concatenate((np.zeros((1, 2)), around.reshape(-1, 2)))


def _shapes() -> FloatArray:
    """Turn and roundness to try; a circle is not turned."""
    turned = [
        (180.0 * turn / TURNS, roundness) for roundness in ROUNDNESSES[1:] for turn in range(TURNS)
    ]
    return np.array([(0.0, ROUNDNESSES[0]), *turned])


def _sizes(
    reach_deg: tuple[float, ...], middles: FloatArray, shapes: FloatArray, points: int
) -> FloatArray:
    """The longer half axis that fits, for every middle and every shape."""
    edge = np.arange(points) * 2 * np.pi / points
    turn, roundness = np.radians(shapes[:, :1]), shapes[:, 1:]
    along, across = np.cos(edge), roundness * np.sin(edge)
    ap = along * np.cos(turn) - across * np.sin(turn)
    ml = along * np.sin(turn) + across * np.cos(turn)
    low = np.zeros((len(middles), len(shapes)))
    high = np.full_like(low, max(reach_deg))
    for _ in range(HALVINGS):
        tried = (low + high) / 2
        fits = _reached(
            reach_deg,
            middles[:, 0, None, None] + tried[..., None] * ap,
            middles[:, 1, None, None] + tried[..., None] * ml,
        ).all(axis=-1)
        low, high = np.where(fits, tried, low), np.where(fits, high, tried)
    return low


def _reached(reach_deg: tuple[float, ...], ap_deg: FloatArray, ml_deg: FloatArray) -> FloatArray:
    """Whether each tilt is within reach."""
    table = np.array((*reach_deg, reach_deg[0]))
    # The smaller one of two neighbours, so that nothing lies in the gap between two degrees.
    least = np.minimum(table[:-1], table[1:])
    direction = np.degrees(np.arctan2(ml_deg, ap_deg)).astype(np.int64) % 360
    return np.asarray(np.hypot(ap_deg, ml_deg) <= least[direction])
