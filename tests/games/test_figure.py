"""The jointed figure: bones keep their lengths, joints bend rightly, feet stay on the floor."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from games.screens.figures.body.arms import (
    RAIL_RIGHT_MM,
    RAIL_THICK_MM,
    RAIL_UP_MM,
    arms,
)
from games.screens.figures.body.flesh import FOREARM, THIGH, person
from games.screens.figures.body.hand import fingertip
from games.screens.figures.body.moves import (
    DROPPED_HIP,
    HEEL_DOWN,
    KEYS,
    LYING_MOVES,
    STANDING,
    Move,
    movement,
    still,
)
from games.screens.figures.body.pose import Base, Hold, Leg, Pose
from games.screens.figures.body.skeleton import (
    ANKLE_MM,
    FOOT_MM,
    FOREARM_MM,
    HEAD_MM,
    HEIGHT_MM,
    HIP_MM,
    SHANK_MM,
    THIGH_MM,
    UPPER_ARM_MM,
    bones,
)
from games.screens.figures.body.stage import beneath

HIPS_STILL = (
    Move.CLAM,
    Move.LEG_RAISE,
    Move.OTHER_LEG_FORWARD,
    Move.OTHER_LEG_OUT,
    Move.OTHER_LEG_BACK,
)
PHASES = tuple(step / 24 for step in range(24))
STANDING_BASES = (Base.LEG, Base.OTHER_LEG)
MOVES = pytest.mark.parametrize("move", Move, ids=lambda move: move.name.lower())


def poses(move: Move) -> list[Pose]:
    return [movement(move)(phase) for phase in PHASES]


def apart(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.linalg.norm(second - first))


@MOVES
def test_bones_keep_their_lengths_in_every_movement(move: Move) -> None:
    for pose in poses(move):
        body = bones(pose)
        for leg in body.legs:
            assert apart(leg.thigh.at, leg.shank.at) == pytest.approx(THIGH_MM)
            assert apart(leg.shank.at, leg.foot.at) == pytest.approx(SHANK_MM)
        for arm in arms(pose, body):
            assert apart(arm.upper.at, arm.fore.at) == pytest.approx(UPPER_ARM_MM)
            assert apart(arm.fore.at, arm.hand.at) == pytest.approx(FOREARM_MM)
        assert apart(body.legs[0].thigh.at, body.legs[1].thigh.at) == pytest.approx(2 * HIP_MM)


@MOVES
def test_knees_bend_to_the_front_of_the_leg(move: Move) -> None:
    for pose in poses(move):
        for leg in bones(pose).legs:
            straight = (leg.thigh.at + leg.foot.at) / 2
            ahead = float((leg.shank.at - straight) @ leg.thigh.axes[:, 1])
            assert ahead > -1e-6


@MOVES
def test_the_foot_that_carries_the_body_stays_flat_where_it_stands(move: Move) -> None:
    for before, after in pairwise([*poses(move), movement(move)(0.0)]):
        if before.base not in STANDING_BASES or before.base is not after.base:
            continue
        standing = 0 if before.base is Base.LEG else 1
        feet = [bones(pose).legs[standing].foot for pose in (before, after)]
        assert apart(feet[0].at, feet[1].at) < 1e-6
        assert feet[0].at[2] == pytest.approx(before.under_foot_mm + ANKLE_MM)
        assert feet[0].axes[2, :2] == pytest.approx([0.0, 0.0], abs=1e-6)


@MOVES
def test_nobody_sinks_into_the_floor(move: Move) -> None:
    for phase in (0.0, 0.13, 0.25, 0.37, 0.5, 0.63, 0.75):
        lowest = person(movement(move)(phase)).quads[..., 2].min()
        assert lowest > -14.0, phase


@MOVES
def test_a_movement_ends_where_it_began_and_never_jumps(move: Move) -> None:
    places = [_joints(movement(move)(step / 180)) for step in range(181)]
    assert places[0] == pytest.approx(places[-1], abs=1.0)
    steps = [float(np.abs(b - a).max()) for a, b in pairwise(places)]
    assert max(steps) < 30.0


def _joints(pose: Pose) -> np.ndarray:
    body = bones(pose)
    legs = [bone.at for leg in body.legs for bone in (leg.thigh, leg.shank, leg.foot)]
    return np.array([*legs, body.trunk.head.at])


@pytest.mark.parametrize("move", HIPS_STILL, ids=lambda move: move.name.lower())
def test_the_hips_stay_where_they_are_while_the_leg_moves(move: Move) -> None:
    first, *others = (bones(pose).trunk.pelvis for pose in poses(move))
    for pelvis in others:
        assert pelvis.at == pytest.approx(first.at, abs=1e-6)
        assert pelvis.axes == pytest.approx(first.axes, abs=1e-6)


def test_the_knees_of_a_clam_open_while_foot_lies_on_foot() -> None:
    legs = [bones(pose).legs for pose in poses(Move.CLAM)]
    feet = np.array([own.foot.at - other.foot.at for own, other in legs])
    knees = np.array([own.shank.at[2] - other.shank.at[2] for own, other in legs])
    assert np.ptp(feet, axis=0).max() < 45.0
    assert np.ptp(feet[:, 2]) < 20.0
    assert np.ptp(knees) > 150.0


@pytest.mark.parametrize("move", sorted(LYING_MOVES, key=str), ids=lambda move: move.name.lower())
def test_whoever_lies_lies_on_a_mat(move: Move) -> None:
    (mat,) = beneath(move, still(move))
    low, high = mat.quads.reshape(-1, 3).min(axis=0), mat.quads.reshape(-1, 3).max(axis=0)
    assert high[2] == pytest.approx(0.0)
    for pose in poses(move):
        body = bones(pose)
        for place in (body.trunk.head.at, *(leg.foot.at for leg in body.legs)):
            assert (place[:2] > low[:2]).all()
            assert (place[:2] < high[:2]).all()


def test_the_pelvis_drops_on_the_side_of_the_lifted_leg_and_the_trunk_stays_upright() -> None:
    body = bones(DROPPED_HIP)
    own, other = (leg.thigh.at[2] for leg in body.legs)
    assert own - other == pytest.approx(2 * HIP_MM * np.sin(np.radians(13.0)))
    assert body.trunk.chest.axes[:, 2] == pytest.approx([0.0, 0.0, 1.0])


@pytest.mark.parametrize("pose", [still(Move.SQUAT), still(Move.STEP_DOWN), STANDING])
def test_the_other_leg_is_the_mirror_image_of_the_measured_one(pose: Pose) -> None:
    swapped = replace(
        pose, own=pose.other, other=pose.own, base=Base.OTHER_LEG, drop_deg=-pose.drop_deg,
        side_deg=-pose.side_deg,
    )  # fmt: skip
    here, there = bones(pose), bones(swapped)
    for first, second in zip(here.legs, there.legs[::-1], strict=True):
        for bone, twin in ((first.thigh, second.thigh), (first.shank, second.shank)):
            assert bone.at == pytest.approx(twin.at * (-1, 1, 1), abs=1e-6)
        assert first.foot.at == pytest.approx(second.foot.at * (-1, 1, 1), abs=1e-6)


def test_hip_knee_and_ankle_of_the_standing_leg_tilt_the_pelvis() -> None:
    pose = Pose(Leg(60.0, 70.0, 25.0))
    body = bones(pose)
    assert pose.pelvis_deg == 15.0
    shank = body.legs[0].shank.at - body.legs[0].foot.at
    assert np.degrees(np.arctan2(shank[1], shank[2])) == pytest.approx(25.0)
    forward = body.trunk.pelvis.axes[:, 2]
    assert np.degrees(np.arctan2(forward[1], forward[2])) == pytest.approx(15.0)


def test_proportions_are_those_of_a_person() -> None:
    solid = person(STANDING).quads[..., 2]
    assert solid.max() - solid.min() == pytest.approx(HEIGHT_MM, rel=0.03)
    assert pytest.approx(7.5) == HEIGHT_MM / HEAD_MM
    assert pytest.approx(1.0, abs=0.1) == FOOT_MM / FOREARM_MM
    foot = person(STANDING).quads
    sole = foot[foot[..., 2].max(axis=1) < 20.0][..., 1]
    assert sole.max() - sole.min() == pytest.approx(FOOT_MM, rel=0.08)
    for limb in (THIGH, FOREARM):
        widths = [section[1] for section in limb]
        assert min(widths) / max(widths) == pytest.approx(0.62, abs=0.04)


def test_fingertips_lie_on_the_rail_whatever_the_body_does() -> None:
    for pose in poses(Move.SWING_OWN_LEG):
        arm = arms(pose, bones(pose))[1]
        tip = arm.hand.place(*(fingertip(arm.grip) * (-1, 1, 1)))
        assert tip[0] == pytest.approx(RAIL_RIGHT_MM, abs=2.0)
        assert 0.0 < tip[2] - RAIL_UP_MM - RAIL_THICK_MM < 12.0


def test_in_a_step_down_the_heel_just_reaches_the_floor() -> None:
    body = bones(HEEL_DOWN)
    heel = body.legs[1].foot.place(0.0, -55.0, -ANKLE_MM)
    assert heel[2] == pytest.approx(0.0, abs=25.0)


def test_the_clam_opens_at_the_knees_while_the_feet_stay_together() -> None:
    closed, opened = (bones(movement(Move.CLAM)(phase)).legs[0] for phase in (0.0, 0.5))
    assert opened.shank.at[2] - closed.shank.at[2] > 100.0
    assert apart(opened.foot.at, closed.foot.at) < 30.0


def test_the_bridge_makes_one_line_of_shoulders_hips_and_knees() -> None:
    body = bones(still(Move.BRIDGE))
    shoulder, hip, knee = body.trunk.shoulder(1.0), body.legs[0].thigh.at, body.legs[0].shank.at
    first, second = (hip - shoulder)[1:], (knee - hip)[1:]
    cosine = first @ second / (np.linalg.norm(first) * np.linalg.norm(second))
    bend = np.degrees(np.arccos(cosine))
    assert bend < 12.0


@pytest.mark.parametrize("arms_at", [Hold.HIP, Hold.CROSSED, Hold.SIDE])
def test_arms_can_be_put_where_the_conditions_say(arms_at: Hold) -> None:
    pose = movement(Move.SQUAT, arms_at)(0.5)
    assert {pose.own_hand, pose.other_hand} == {arms_at}
    assert pose.own == KEYS[Move.SQUAT][1][1].own
