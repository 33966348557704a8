"""The exercises and tests around the board as movements: key poses, and the way between them."""

from collections.abc import Mapping
from dataclasses import replace
from enum import Enum
from math import acos, atan2, cos, degrees, hypot, pi, radians, sin

from games.screens.figures.body.pose import Base, Hold, Leg, Movement, Pose, between
from games.screens.figures.body.skeleton import (
    ANKLE_MM,
    CHEST_MM,
    SHANK_MM,
    THIGH_MM,
    WAIST_MM,
    bones,
)

BOARD_TOP_MM, STEP_MM, SEAT_HIPS_MM = 96.0, 132.0, 616.0
LEGS_TOGETHER_DEG, OVER_FOOT_DEG = -2.0, -5.5
"""How far legs lean in while both stand, and while one carries the body over its foot."""

BRIDGE_MM, BRIDGE_FEET_MM, CHEST_FOLLOWS = 122.0, 940.0, 0.75
"""From the floor to the shoulders' joints, and from there to the ankles, lying on the back; how
much of the pelvis' tilt the chest follows."""


class Move(Enum):
    """What is shown."""

    STAND = "stand"
    STAND_ON_BOARD = "stand on the board"
    SIT_AT_BOARD = "sit at the board"
    SQUAT = "squat on one leg"
    STEP_DOWN = "step down"
    PELVIC_DROP = "pelvic drop"
    SWING_OWN_LEG = "swing the measured leg forward"
    OTHER_LEG_FORWARD = "other leg forward against a band"
    OTHER_LEG_OUT = "other leg out against a band"
    OTHER_LEG_BACK = "other leg back against a band"
    LATERAL_WALK = "lateral walk with a band"
    CLAM = "clam shell"
    LEG_RAISE = "straight leg raise on the side"
    BRIDGE = "bridge"


LYING_MOVES = frozenset({Move.CLAM, Move.LEG_RAISE, Move.BRIDGE})

STANDING = Pose(
    Leg(out_deg=LEGS_TOGETHER_DEG), Leg(out_deg=LEGS_TOGETHER_DEG),
    own_hand=Hold.SIDE, other_hand=Hold.SIDE,
)  # fmt: skip
ON_LEG = Pose(Leg(out_deg=OVER_FOOT_DEG), Leg(24.0, 58.0, -2.0))
ON_BOARD = replace(ON_LEG, under_foot_mm=BOARD_TOP_MM, other=Leg(20.0, 62.0, -6.0, 4.0))
SQUATTED = Pose(
    Leg(64.0, 68.0, 25.0, OVER_FOOT_DEG), Leg(50.0, 96.0, -4.0, -1.0), lean_deg=27.0, nod_deg=-16.0
)
ON_STEP = Pose(Leg(out_deg=OVER_FOOT_DEG), Leg(13.0, 8.0, 4.0, 2.0), under_foot_mm=STEP_MM)
HEEL_DOWN = replace(
    ON_STEP, own=Leg(62.0, 74.0, 30.0, OVER_FOOT_DEG), other=Leg(42.0, 4.0, 6.0, 2.0),
    lean_deg=20.0, nod_deg=-8.0,
)  # fmt: skip
LEVEL_HIP = Pose(Leg(out_deg=-4.0), Leg(0.0, 3.0, 0.0, 6.0), under_foot_mm=STEP_MM, drop_deg=-4.0)
DROPPED_HIP = replace(LEVEL_HIP, drop_deg=13.0, own=Leg(out_deg=-7.0))
BAND_REST = Pose(Leg(out_deg=OVER_FOOT_DEG), Leg(6.0, 13.0, 7.0, 2.0))
"""Pelvis and trunk stay as they are while the leg moves."""

LEG_BEHIND = Pose(
    Leg(-14.0, 4.0, 12.0), Leg(out_deg=OVER_FOOT_DEG), drop_deg=3.0, base=Base.OTHER_LEG,
    own_hand=Hold.SIDE, other_hand=Hold.RAIL,
)  # fmt: skip
ON_SIDE = Pose(
    Leg(44.9, 80.1, 0.0, -14.3, -6.3), Leg(46.0, 82.0, 0.0, 2.0), base=Base.SIDE,
    own_hand=Hold.FLOOR, other_hand=Hold.UNDER_HEAD, side_deg=7.0,
)  # fmt: skip
CLAM_OPEN = replace(ON_SIDE, own=Leg(35.3, 80.1, 0.0, 18.2, 47.4))
"""Knee lies on knee and foot on foot; the upper knee opens, and that foot stays where it lies."""

LEG_LOW = replace(ON_SIDE, own=Leg(-6.0, 0.0, 4.0, -9.0), other=Leg(40.0, 70.0, 0.0, 2.0))
HALF_SQUAT = Pose(Leg(44.0, 46.0, 18.0, 5.0), Leg(44.0, 46.0, 18.0, 5.0), lean_deg=20.0)


Keys = tuple[tuple[float, Pose], ...]
"""Poses at phases from 0 to 1."""


def movement(move: Move, arms: Hold | None = None) -> Movement:
    """The pose at each phase; `arms` puts both hands elsewhere."""
    keys = KEYS[move]
    if arms is not None:
        keys = tuple((at, replace(pose, own_hand=arms, other_hand=arms)) for at, pose in keys)
    return lambda phase: _at(keys, phase % 1.0)


def still(move: Move, arms: Hold | None = None) -> Pose:
    """The pose that tells most: as far as the movement goes."""
    return movement(move, arms)(FARTHEST.get(move, 0.5))


def _at(keys: Keys, phase: float) -> Pose:
    following = next((i for i, (at, _) in enumerate(keys) if at > phase), len(keys))
    start, first = keys[following - 1]
    if following == len(keys):
        return first
    end, second = keys[following]
    return between(first, second, (1 - cos(pi * (phase - start) / (end - start))) / 2)


def _there_and_back(first: Pose, second: Pose, hold: float = 0.08) -> Keys:
    return (0.0, first), (0.5 - hold / 2, second), (0.5 + hold / 2, second), (1.0, first)


def _lying_on_back(lift: float) -> Pose:
    """Shoulders and feet stay where they are; `lift` raises the hips from the floor, 0 to 1."""
    up = radians(1.0 + 22.0 * lift)
    rounded = CHEST_FOLLOWS * up
    across = BRIDGE_FEET_MM - WAIST_MM * cos(up) - CHEST_MM * cos(rounded)
    down = BRIDGE_MM + WAIST_MM * sin(up) + CHEST_MM * sin(rounded) - ANKLE_MM
    apart = hypot(across, down)
    thigh_deg = degrees(_corner(THIGH_MM, apart, SHANK_MM) - atan2(down, across))
    knee_deg = 180.0 - degrees(_corner(THIGH_MM, SHANK_MM, apart))
    tilt_deg = -degrees(up)
    leg = Leg(thigh_deg + tilt_deg, knee_deg, knee_deg - thigh_deg - 90.0)
    return Pose(
        leg, leg, lean_deg=-degrees(rounded), tilt_deg=tilt_deg, nod_deg=degrees(rounded),
        base=Base.BACK,
        own_hand=Hold.MAT, other_hand=Hold.MAT,
    )  # fmt: skip


def _corner(first: float, second: float, opposite: float) -> float:
    """The angle between two sides of a triangle."""
    return acos((first**2 + second**2 - opposite**2) / (2 * first * second))


def _lateral_walk() -> Keys:
    """A step out, the other foot follows; then back. A foot that stands stays where it is."""
    bent = HALF_SQUAT.own
    close, wide = replace(bent, out_deg=5.0), replace(bent, out_deg=15.0)
    lifted = Leg(bent.hip_deg + 8.0, bent.knee_deg + 14.0, bent.ankle_deg, 11.0)
    narrow = replace(HALF_SQUAT, own=close, other=close, base=Base.OTHER_LEG)
    keys: list[tuple[float, Pose]] = [(0.0, narrow)]
    stepping_out = replace(narrow, own=lifted, other=replace(bent, out_deg=10.0))
    apart = replace(narrow, own=wide, other=wide)
    keys += [(0.14, stepping_out), (0.25, apart)]
    on_own = _carried(apart, Base.LEG)
    following = replace(on_own, own=replace(bent, out_deg=10.0), other=lifted)
    there = replace(on_own, own=close, other=close)
    keys += [(0.25, on_own), (0.39, following), (0.5, there)]
    leaving = replace(there, own=replace(bent, out_deg=10.0), other=lifted)
    back_apart = replace(there, own=wide, other=wide)
    keys += [(0.64, leaving), (0.75, back_apart)]
    on_other = _carried(back_apart, Base.OTHER_LEG)
    closing = replace(on_other, own=lifted, other=replace(bent, out_deg=10.0))
    keys += [(0.75, on_other), (0.89, closing), (1.0, replace(on_other, own=close, other=close))]
    middle = bones(apart).trunk.pelvis.at[0]
    return tuple((at, replace(pose, right_mm=pose.right_mm - middle)) for at, pose in keys)


def _carried(pose: Pose, base: Base) -> Pose:
    """The same, now carried by the other foot where it stands."""
    leg = bones(pose).legs[0 if base is Base.LEG else 1]
    return replace(pose, base=base, right_mm=float(leg.foot.at[0]))


KEYS: Mapping[Move, Keys] = {
    Move.STAND: ((0.0, STANDING),),
    Move.STAND_ON_BOARD: _there_and_back(ON_BOARD, replace(ON_BOARD, side_deg=2.0, lean_deg=1.0)),
    Move.SIT_AT_BOARD: (
        (
            0.0,
            Pose(
                Leg(85.0, 88.0, 3.0, 2.0),
                Leg(71.0, 75.0, 4.0, 6.0),
                base=Base.SEAT,
                lean_deg=3.0,
                tilt_deg=0.0,
                under_foot_mm=SEAT_HIPS_MM,
                own_hand=Hold.KNEE,
                other_hand=Hold.KNEE,
            ),
        ),
    ),
    Move.SQUAT: _there_and_back(ON_LEG, SQUATTED),
    Move.STEP_DOWN: _there_and_back(ON_STEP, HEEL_DOWN),
    Move.PELVIC_DROP: _there_and_back(LEVEL_HIP, DROPPED_HIP),
    Move.SWING_OWN_LEG: _there_and_back(
        LEG_BEHIND, replace(LEG_BEHIND, own=Leg(38.0, 2.0, 2.0)), 0.0
    ),
    Move.OTHER_LEG_FORWARD: _there_and_back(
        BAND_REST, replace(BAND_REST, other=Leg(38.0, 4.0, 4.0, 2.0))
    ),
    Move.OTHER_LEG_OUT: _there_and_back(
        BAND_REST, replace(BAND_REST, other=Leg(2.0, 4.0, 2.0, 30.0))
    ),
    Move.OTHER_LEG_BACK: _there_and_back(
        BAND_REST, replace(BAND_REST, other=Leg(-22.0, 8.0, 6.0, 4.0), lean_deg=2.0)
    ),
    Move.LATERAL_WALK: _lateral_walk(),
    Move.CLAM: _there_and_back(ON_SIDE, CLAM_OPEN),
    Move.LEG_RAISE: _there_and_back(LEG_LOW, replace(LEG_LOW, own=Leg(-6.0, 0.0, 4.0, 28.0))),
    Move.BRIDGE: _there_and_back(_lying_on_back(0.0), _lying_on_back(1.0)),
}
FARTHEST = {Move.LATERAL_WALK: 0.25}
"""The phases that tell most, where it is not the middle."""
