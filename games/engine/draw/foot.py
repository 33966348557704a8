"""A foot seen from above, as it stands on the board: sole and toes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np

from games.engine.draw.mask import Mask, Point, polygon, union
from trainer.recording.vocabulary import Side

# A right foot of length 1 around its middle: x to its outside, y to the toes.
SOLE: tuple[Point, ...] = (
    (-0.005, -0.500), (0.075, -0.482), (0.122, -0.425), (0.132, -0.340), (0.122, -0.230),
    (0.120, -0.110), (0.140, 0.010), (0.166, 0.110), (0.176, 0.195), (0.158, 0.262),
    (0.100, 0.305), (0.020, 0.335), (-0.070, 0.352), (-0.140, 0.338), (-0.178, 0.285),
    (-0.180, 0.205), (-0.150, 0.110), (-0.105, 0.010), (-0.085, -0.100), (-0.098, -0.220),
    (-0.126, -0.330), (-0.124, -0.420), (-0.082, -0.482),
)  # fmt: skip
TOES: tuple[tuple[float, float, float, float, float], ...] = (
    (-0.126, 0.425, 0.062, 0.076, 8.0),
    (-0.030, 0.432, 0.037, 0.056, 2.0),
    (0.042, 0.408, 0.033, 0.050, -6.0),
    (0.106, 0.370, 0.030, 0.045, -14.0),
    (0.160, 0.315, 0.027, 0.039, -24.0),
)
"""Middle x and y, half width, half length, and lean of each toe."""


@dataclass(frozen=True)
class Foot:
    """Which foot it is, where its middle lies on the screen, and its length in pixels."""

    side: Side
    centre: Point
    length: float
    lean_deg: float = 0.0

    def mask(self) -> Mask:
        """All of it."""
        sole, *toes = self.outlines()
        whole = polygon(sole)
        for toe in toes:
            whole = union(whole, polygon(toe))
        return whole

    def outlines(self) -> list[list[Point]]:
        """The outline of the sole, then of each toe, the big one first."""
        return [self._placed(rounded(SOLE)), *(self._placed(_toe(*toe)) for toe in TOES)]

    def at(self, x: float, y: float) -> Point:
        """Where a point of a right foot of length 1 is drawn: x to its outside, y to the toes."""
        outwards = -x if self.side is Side.LEFT else x
        lean = radians(self.lean_deg)
        return (
            self.centre[0] + self.length * (outwards * cos(lean) + y * sin(lean)),
            self.centre[1] - self.length * (y * cos(lean) - outwards * sin(lean)),
        )

    def _placed(self, points: list[Point]) -> list[Point]:
        return [self.at(x, y) for x, y in points]


def rounded(points: Sequence[Point], steps: int = 8) -> list[Point]:
    """A smooth closed line through points."""
    knots = np.array(points)
    before, after, beyond = (np.roll(knots, shift, axis=0) for shift in (1, -1, -2))
    curve = []
    for t in np.arange(steps) / steps:
        curve.append(
            0.5
            * (
                2 * knots
                + (after - before) * t
                + (2 * before - 5 * knots + 4 * after - beyond) * t**2
                + (3 * knots - before - 3 * after + beyond) * t**3
            )
        )
    ordered = np.stack(curve, axis=1).reshape(-1, 2)
    return [(float(x), float(y)) for x, y in ordered]


def _toe(x: float, y: float, width: float, length: float, lean_deg: float) -> list[Point]:
    around = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    lean = np.radians(lean_deg)
    u, v = width * np.cos(around), length * np.sin(around)
    turned = np.stack(
        [x + u * np.cos(lean) + v * np.sin(-lean), y + u * np.sin(lean) + v * np.cos(lean)]
    )
    return [(float(a), float(b)) for a, b in turned.T]
