"""The ground an activity's targets are laid out on: how far this leg may go, and where not.

`games.engine.activity` makes it for one trial; `parameters` of each activity reads it.
"""

from dataclasses import dataclass, field
from math import cos, radians, sin

from games.engine.setup import LARGEST_RIM_SHARE, SMALLEST_RING_DEG, Difficulty
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Envelope, Range, Rim
from trainer.recording.sector import Sector

CLEAR_OF_SECTOR_DEG = 10.0
"""A target's middle stays farther than this from the edge of a no-go sector."""

NO_TARGET_LEFT = (
    "the no-go sectors leave no direction for a target: make them smaller, or choose an activity "
    "that stays level"
)


RANGE_TOO_SMALL = (
    "today's range or this rim leaves no direction for a mark: measure the range again, or choose "
    "an activity that stays level"
)


class NoTargetLeft(ValueError):
    """No-go sectors, or what `why` says, leave no direction for a target."""

    def __init__(self, why: str = NO_TARGET_LEFT) -> None:
        super().__init__(why)


@dataclass(frozen=True)
class Ground:
    """What the parameters of one trial are computed from.

    `limit` is the patient's own range of today, if there is one. No target lies in a `no_go`
    sector. `seeks_weak` says that the therapist allows more targets where the leg reaches least.
    An assessment has its distances from the rim alone. A path that is drawn by lot is drawn from
    the `seed`.
    """

    conditions: Conditions
    rim: Rim
    limit: Range | None = None
    difficulty: Difficulty = field(default_factory=Difficulty)
    no_go: tuple[Sector, ...] = ()
    seeks_weak: bool = False
    seed: int = 0

    def allows(self, direction_deg: float) -> bool:
        """Whether targets may lie in a direction."""
        return all(sector.away_deg(direction_deg) > CLEAR_OF_SECTOR_DEG for sector in self.no_go)

    def reach_deg(self, direction_deg: float) -> float:
        """How far a training may ask for in a direction: the smaller of rim and range; 0 in a
        no-go sector.
        """
        if not self.allows(direction_deg):
            return 0.0
        limits = (self.rim,) if self.limit is None else (self.rim, self.limit)
        return min(_limit_deg(limit, direction_deg) for limit in limits)

    def directions_deg(self, count: int, first_deg: float = 0.0) -> tuple[float, ...]:
        """Those of `count` evenly spaced directions where targets may lie; `NoTargetLeft`."""
        even = (round((first_deg + 360.0 * i / count) % 360.0, 6) for i in range(count))
        found = tuple(direction for direction in even if self.allows(direction))
        if not found:
            raise NoTargetLeft
        return found

    def weak_direction_deg(self, count: int = 8) -> float | None:
        """Of evenly spaced directions the one where the range is the least part of the rim.

        None without a range, or if the therapist does not allow it.
        """
        if self.limit is None or not self.seeks_weak:
            return None
        return min(
            self.directions_deg(count),
            key=lambda direction: self.reach_deg(direction) / _limit_deg(self.rim, direction),
        )

    def ring_radius_deg(self, share: float) -> float:
        """Radius of a round ring around level: a share of the smaller of rim and range, in its
        tightest direction.

        At least `SMALLEST_RING_DEG`, unless a very flat dome has no room for it.
        """
        room_deg = min(self.rim.tilt_deg)
        limit = self.limit
        reach_deg = room_deg if limit is None else min(room_deg, *limit.tilt_deg)
        wanted_deg = max(share * reach_deg, SMALLEST_RING_DEG)
        return round(min(wanted_deg, LARGEST_RIM_SHARE * room_deg), 3)

    def rim_ring_radius_deg(self, share: float) -> float:
        """The same of the rim alone: a patient's range changes from day to day, an assessment must
        not.
        """
        return Ground(self.conditions, self.rim).ring_radius_deg(share)


def _limit_deg(envelope: Envelope, direction_deg: float) -> float:
    turn = radians(direction_deg)
    return float(envelope.limit_deg(cos(turn), sin(turn)))
