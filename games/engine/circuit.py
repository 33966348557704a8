"""A way round level that a leg is asked to go, laid out on the ground of one trial.

It follows the leg's reach, so that a range which is small on one side makes it flat there. With a
no-go sector it is no full circle: it is the widest arc that is left, to be gone to and fro.
"""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians, sin
from typing import Literal

import numpy as np

from games.engine.ground import Ground, NoTargetLeft
from games.engine.setup import Parameters, number, numbers
from trainer.recording.columns import FloatArray
from trainer.recording.json_form import Json

FULL_DEG = 360.0
PIECE_DEG = 60.0
"""About so long is a piece of the way; a full circle has six."""

LEAST_ARC_DEG = 40.0
"""A shorter arc is no way to go."""

KNOT_DEG, SMOOTH_DEG = 10.0, 20.0
"""From direction to direction of the way, and how far apart corners of the reach are rounded."""

CLEAR_OF_LEVEL = 1.0
"""Somewhere the way is at least so many of its ring's radii from level."""

CLEAR_OF_RIM = 0.92
"""The ring stays within this share of the rim: who rests on the rim is never in it."""

PARAMETER, RADIUS = "circuit_deg", "ring_radius_deg"


@dataclass(frozen=True)
class Circuit:
    """How far the way is from level in rising directions, evenly between two of them.

    A full circle ends 360 degrees after where it begins. `radius_deg` is that of the ring that goes
    on it.
    """

    radius_deg: float
    directions_deg: tuple[float, ...]
    away_deg: tuple[float, ...]

    @cached_property
    def from_deg(self) -> float:
        return self.directions_deg[0]

    @cached_property
    def width_deg(self) -> float:
        """From its first direction to its last one."""
        return self.directions_deg[-1] - self.from_deg

    @cached_property
    def closed(self) -> bool:
        """Whether it goes all the way round."""
        return self.width_deg >= FULL_DEG - 1e-6

    @property
    def pieces(self) -> int:
        """Even pieces of about a sixth of a full circle."""
        return max(round(self.width_deg / PIECE_DEG), 1)

    @cached_property
    def piece_deg(self) -> float:
        return self.width_deg / self.pieces

    def place(self, direction_deg: float) -> tuple[float, float]:
        """The way's (ap, ml) in a direction, which may count on with every round."""
        after_deg = direction_deg - self.from_deg
        if self.closed:
            after_deg %= FULL_DEG
        away = self._away_at(self.from_deg + after_deg)
        turn = radians(direction_deg)
        return away * cos(turn), away * sin(turn)

    def _away_at(self, direction_deg: float) -> float:
        """Quick enough for every sample."""
        directions = self.directions_deg
        after = min(max(bisect_right(directions, direction_deg), 1), len(directions) - 1)
        first_deg, last_deg = directions[after - 1], directions[after]
        share = min(max((direction_deg - first_deg) / (last_deg - first_deg), 0.0), 1.0)
        return self.away_deg[after - 1] + share * (self.away_deg[after] - self.away_deg[after - 1])

    def parameters(self) -> dict[str, Json]:
        """As they are stored with a trial."""
        flat: list[Json] = [*self.directions_deg, *self.away_deg]
        return {PARAMETER: flat, RADIUS: self.radius_deg}

    @classmethod
    def of(cls, parameters: Parameters) -> "Circuit":
        """That of a stored trial; ValueError if it cannot be read."""
        flat = parameters.get(PARAMETER)
        count = len(flat) if isinstance(flat, list) else 0
        if count < 4 or count % 2:
            raise ValueError(f"the trial's parameter {PARAMETER} holds no way to go")
        values = numbers(parameters, PARAMETER, count)
        return cls(number(parameters, RADIUS), values[: count // 2], values[count // 2 :])


def laid_round(ground: Ground, share: float, radius_share: float) -> Circuit:
    """The way at a share of the reach in each direction; `NoTargetLeft` without an arc to go on.

    Where even the farthest part of it would leave level inside the ring, or the ring would come
    too near to the rim, the ring is smaller.
    """
    first_deg, width_deg = _widest_arc(ground)
    directions = np.linspace(
        first_deg, first_deg + width_deg, max(round(width_deg / KNOT_DEG), 1) + 1
    )
    away = share * _smooth_reach(ground, directions, closed=width_deg >= FULL_DEG)
    ap, ml = np.cos(np.radians(directions)), np.sin(np.radians(directions))
    room_deg = float(np.min(CLEAR_OF_RIM * ground.rim.limit_deg(ap, ml) - away))
    radius_deg = min(
        ground.ring_radius_deg(radius_share), float(away.max()) / CLEAR_OF_LEVEL, room_deg
    )
    return Circuit(
        round(radius_deg, 3),
        tuple(np.round(directions, 3).tolist()),
        tuple((np.floor(1000 * away) / 1000).tolist()),
    )


def _widest_arc(ground: Ground) -> tuple[float, float]:
    """Where the widest row of allowed directions begins, and how wide it is, in whole degrees."""
    allowed = [ground.allows(float(direction)) for direction in range(360)]
    if all(allowed):
        return 0.0, FULL_DEG
    widest, first = 0, 0
    length = 0
    # Twice round: a row may go across the toes.
    for direction, free in enumerate(allowed * 2):
        length = length + 1 if free else 0
        if length > widest:
            widest, first = length, direction - length + 1
    if widest - 1 < LEAST_ARC_DEG:
        raise NoTargetLeft
    return float(first % 360), float(widest - 1)


def _smooth_reach(ground: Ground, directions: FloatArray, closed: bool) -> FloatArray:
    """The reach without its corners, nowhere beyond it.

    The least within 20° is averaged over 20°: each of those is the least of a part that holds the
    direction itself, so none of them is beyond its reach.
    """
    reach = np.array([ground.reach_deg(float(each)) for each in directions])
    apart_deg = float(directions[1] - directions[0])
    steps = max(round(SMOOTH_DEG / apart_deg), 1)
    mode: Literal["wrap", "edge"] = "wrap" if closed else "edge"
    ring = reach[:-1] if closed else reach
    least = np.min(_windows(ring, steps, mode), axis=0)
    smooth = np.mean(_windows(least, steps, mode), axis=0)
    return np.append(smooth, smooth[0]) if closed else np.asarray(smooth)


def _windows(values: FloatArray, steps: int, mode: Literal["wrap", "edge"]) -> FloatArray:
    """The values shifted by up to so many steps either way; (shifts, values)."""
    wide = np.pad(values, steps, mode=mode)
    shifts = range(2 * steps + 1)
    return np.array([wide[shift : shift + len(values)] for shift in shifts])
