"""How a person stands, sits or lies: joint angles, and what the hands do.

Angles are degrees from upright standing with arms and legs straight, so all zeros is that.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any


class Base(Enum):
    """What carries the body."""

    LEG = "on the measured leg"
    OTHER_LEG = "on the other leg"
    SEAT = "on a seat"
    SIDE = "lying on the other side"
    BACK = "shoulders and feet, lying on the back"


class Hold(Enum):
    """Where a hand is."""

    SIDE = "beside the thigh"
    HIP = "on the hip"
    CROSSED = "on the other shoulder"
    AHEAD = "out in front"
    RAIL = "fingertips on the rail"
    FLOOR = "flat on the floor in front"
    MAT = "flat on the floor beside the hips"
    UNDER_HEAD = "under the head"
    KNEE = "on the knee"


@dataclass(frozen=True)
class Leg:
    """Hip flexion, knee flexion and ankle dorsiflexion; `out` leads the thigh away from the other
    leg, measured from the upright so that a dropping pelvis does not carry the leg along; `turn`
    turns thigh, knee and foot outward.
    """

    hip_deg: float = 0.0
    knee_deg: float = 0.0
    ankle_deg: float = 0.0
    out_deg: float = 0.0
    turn_deg: float = 0.0


@dataclass(frozen=True)
class Pose:
    """The whole person. `own` is the measured leg, which is on the right.

    The trunk leans forward and to the measured side, from the upright. The pelvis drops on the
    side of the other leg. While feet carry the body, the standing leg's own angles tilt the
    pelvis forward: hip less knee plus ankle; otherwise `tilt` does. That foot's ankle is over
    `right_mm`, its sole `under_foot_mm` high; on a seat the latter is the height of the hips.
    """

    own: Leg = Leg()
    other: Leg = Leg()
    lean_deg: float = 0.0
    side_deg: float = 0.0
    drop_deg: float = 0.0
    tilt_deg: float = 0.0
    nod_deg: float = 0.0
    base: Base = Base.LEG
    own_hand: Hold = Hold.HIP
    other_hand: Hold = Hold.HIP
    under_foot_mm: float = 0.0
    right_mm: float = 0.0

    @property
    def pelvis_deg(self) -> float:
        """How far the pelvis is tilted forward."""
        if self.base in (Base.LEG, Base.OTHER_LEG):
            leg = self.own if self.base is Base.LEG else self.other
            return leg.hip_deg - leg.knee_deg + leg.ankle_deg
        return self.tilt_deg


def between(first: Pose, second: Pose, share: float) -> Pose:
    """The pose at a share of the way; what carries the body and the hands stay as in the first."""
    return replace(first, **_between(first, second, share))


def _between(first: Any, second: Any, share: float) -> dict[str, Any]:
    mixed: dict[str, Any] = {}
    for field in fields(first):
        here, there = getattr(first, field.name), getattr(second, field.name)
        if isinstance(here, Leg):
            mixed[field.name] = Leg(**_between(here, there, share))
        elif isinstance(here, float):
            mixed[field.name] = here + (there - here) * share
    return mixed


Movement = Callable[[float], Pose]
"""A pose for each phase from 0 to 1; at 1 it is where it began."""
