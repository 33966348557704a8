"""Spots off level that a leg is asked to reach, laid out on the ground of one trial.

Nobody is in a spot's ring by standing level, so nothing is earned by standing still.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin
from random import Random

from games.engine.ground import Ground
from games.engine.setup import Parameters, number, numbers
from trainer.recording.json_form import Json

CLEAR_OF_LEVEL = 1.2
"""A spot lies at least so many of its ring's radii from level."""

Spot = tuple[float, float]
"""The middle of a spot's ring: ap_deg, ml_deg."""

PARAMETER, RADIUS, WEAK = "spots_deg", "spot_radius_deg", "weak_spot"


@dataclass(frozen=True)
class Spots:
    """Rings of one size; `weak` is the index of the spot where the leg reaches least."""

    radius_deg: float
    places: tuple[Spot, ...]
    weak: int | None = None

    def parameters(self) -> dict[str, Json]:
        """As they are stored with a trial."""
        weak: dict[str, Json] = {} if self.weak is None else {WEAK: float(self.weak)}
        flat: list[Json] = [axis for place in self.places for axis in place]
        return {PARAMETER: flat, RADIUS: self.radius_deg, **weak}

    @classmethod
    def of(cls, parameters: Parameters) -> "Spots":
        """Those of a stored trial; ValueError if they cannot be read."""
        flat = parameters.get(PARAMETER)
        count = len(flat) if isinstance(flat, list) else 0
        if not count or count % 2:
            raise ValueError(f"the trial's parameter {PARAMETER} holds no pairs of angles")
        values = numbers(parameters, PARAMETER, count)
        pairs = tuple(zip(values[::2], values[1::2], strict=True))
        weak = int(number(parameters, WEAK)) if WEAK in parameters else None
        return cls(number(parameters, RADIUS), pairs, weak)


def laid_out(ground: Ground, count: int, radius_share: float, *shares: float) -> Spots:
    """Spots in up to `count` even directions, at shares of the reach in each; `NoTargetLeft`.

    A direction in which the leg reaches so little that its spots would touch level is left out. If
    that leaves none, the one that reaches farthest stays, with a smaller ring.
    """
    found = [
        (direction, share * ground.reach_deg(direction))
        for direction in ground.directions_deg(count)
        for share in shares
    ]
    radius_deg = ground.ring_radius_deg(radius_share)
    kept = [one for one in found if one[1] >= CLEAR_OF_LEVEL * radius_deg]
    if not kept:
        kept = [max(found, key=lambda one: one[1])]
        radius_deg = round(kept[0][1] / CLEAR_OF_LEVEL, 3)
    weak_deg = ground.weak_direction_deg(count)
    weak = next((i for i, one in enumerate(kept) if one[0] == weak_deg), None)
    return Spots(radius_deg, tuple(place_at(*one) for one in kept), weak)


class Bag:
    """Draws indices in an order that a seed decides: all of them before any comes again.

    `often` are in the bag twice more. The same one never comes twice in a row, unless it is alone.
    """

    def __init__(self, count: int, seed: int, often: Sequence[int] = ()) -> None:
        self._all = [*range(count), *often, *often]
        self._random = Random(seed)
        self._left: list[int] = []
        self._last: int | None = None

    def draw(self) -> int:
        """The next index."""
        if not self._left:
            self._left = list(self._all)
            self._random.shuffle(self._left)
        fresh = next((i for i in self._left if i != self._last), self._left[0])
        self._left.remove(fresh)
        self._last = fresh
        return fresh


def place_at(direction_deg: float, tilt_deg: float) -> Spot:
    """The spot so far from level in a direction."""
    turn = radians(direction_deg)
    return round(tilt_deg * cos(turn), 3), round(tilt_deg * sin(turn), 3)
