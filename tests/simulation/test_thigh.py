"""The simulated thigh: its poses are the angles asked for, and its gyroscope agrees with them."""

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from tests.simulation.thigh_exercises import (
    FAULTY_SQUAT,
    set_up,
    slipping,
    squats,
    standing,
    swings,
)
from trainer.motion.readings import rotation_of
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import TICK_S
from trainer.simulation.pose import Motion
from trainer.simulation.thigh import (
    ThighCourse,
    strapped,
    thigh_motion,
    thigh_rotations,
)

SIDES = (Side.LEFT, Side.RIGHT)
INWARD = {Side.LEFT: -1.0, Side.RIGHT: 1.0}
"""Which way along the patient's left the other leg is."""


def carried(motion: Motion) -> np.ndarray:
    """Down at each pose by turning the first with the gyroscope alone."""
    down = [motion.down[0]]
    mean = (motion.gyro_deg_s[1:] + motion.gyro_deg_s[:-1]) / 2.0
    for turn in Rotation.from_rotvec(np.radians(mean) * TICK_S):
        down.append(turn.inv().apply(down[-1]))
    return np.array(down)


@pytest.mark.parametrize("side", SIDES)
def test_the_knee_is_before_the_hip_and_nearer_to_the_other_leg(side: Side) -> None:
    course = ThighCourse(np.array([40.0]), np.array([10.0]), np.array([0.0]))
    to_knee = thigh_rotations(course, side).apply((0.0, 0.0, -1.0))[0]
    assert np.degrees(np.arctan2(to_knee[0], -to_knee[2])) == pytest.approx(40.0)
    assert np.degrees(np.arctan2(INWARD[side] * to_knee[1], -to_knee[2])) == pytest.approx(10.0)


@pytest.mark.parametrize("side", SIDES)
def test_inward_turns_the_front_of_the_thigh_to_the_other_leg(side: Side) -> None:
    course = ThighCourse(np.array([0.0]), np.array([0.0]), np.array([20.0]))
    front = thigh_rotations(course, side).apply((1.0, 0.0, 0.0))[0]
    assert INWARD[side] * front[1] == pytest.approx(np.sin(np.radians(20.0)))


@pytest.mark.parametrize("side", SIDES)
def test_gyroscope_and_gravity_tell_the_same_story(side: Side) -> None:
    motion = thigh_motion(squats(1, fault=FAULTY_SQUAT), side)
    assert np.abs(carried(motion) - motion.down).max() < 1e-4


def test_a_strap_on_its_mark_points_up_and_out() -> None:
    for side in SIDES:
        mount = rotation_of(strapped(side).mount)
        assert mount.apply((1.0, 0.0, 0.0)) == pytest.approx((0.0, 0.0, 1.0), abs=1e-12)
        out = (0.0, -INWARD[side], 0.0)
        assert mount.apply((0.0, 0.0, 1.0)) == pytest.approx(out, abs=1e-12)
        assert np.sign(strapped(side).lever_arm_m[1]) == np.sign(out[1])


def test_a_slipped_strap_differs_by_as_much_as_it_slipped() -> None:
    course = standing(4.0, sway_deg=0.0)
    motion = thigh_motion(course, Side.LEFT, slipping(len(course), 2.0, (0.0, 6.0, 0.0)))
    assert np.array_equal(motion.down[0], (0.0, 0.0, -1.0))
    assert np.degrees(np.arccos(-motion.down[-1, 2])) == pytest.approx(6.0)
    assert np.abs(carried(motion) - motion.down).max() < 1e-4


def test_exercises_do_what_they_are_named_for() -> None:
    assert len(set_up()) == 15_000
    assert swings().flexion_deg.max() == pytest.approx(30.0)
    deep = squats(2, depth_deg=45.0, fault=FAULTY_SQUAT)
    assert deep.flexion_deg.max() == pytest.approx(45.0)
    assert deep.medial_lean_deg.max() == pytest.approx(13.5)
    swayed = standing(30.0, flexion_deg=12.0, sway_deg=0.5, seed=1)
    assert swayed.flexion_deg.mean() == pytest.approx(12.0, abs=0.2)
    assert swayed.flexion_deg.std() == pytest.approx(0.5, rel=0.2)
    again = standing(30.0, flexion_deg=12.0, sway_deg=0.5, seed=1)
    assert np.array_equal(swayed.flexion_deg, again.flexion_deg)
