"""Poses are the exact inverse of tilt, and their gyroscope is the one that turns gravity so."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from trainer.simulation.board_state import TICK_S, LeadIn, trace
from trainer.simulation.patient import SimulatedPatient
from trainer.simulation.pose import joined, level, motion_from_tilt, motion_of_trace
from trainer.simulation.traits import PatientTraits

SIN, COS = np.sin(np.radians(10.0)), np.cos(np.radians(10.0))
GOLDEN = [
    ((0.0, 0.0, 1.0), (0.0, 0.0)),
    ((-SIN, 0.0, COS), (10.0, 0.0)),
    ((SIN, 0.0, COS), (-10.0, 0.0)),
    ((0.0, SIN, COS), (0.0, 10.0)),
    ((0.0, -SIN, COS), (0.0, -10.0)),
    ((-0.5, 0.5, 0.70711), (31.82, 31.82)),
]
T_S = np.arange(0.0, 4.0, TICK_S)


def still(ap_deg, ml_deg):
    zero = np.zeros(1)
    return motion_from_tilt(np.array([ap_deg]), np.array([ml_deg]), zero, zero)


def circle(tilt_deg=12.0, hz=0.7):
    angle, speed = 2 * np.pi * hz * T_S, 2 * np.pi * hz
    return motion_from_tilt(
        tilt_deg * np.cos(angle),
        tilt_deg * np.sin(angle),
        -tilt_deg * speed * np.sin(angle),
        tilt_deg * speed * np.cos(angle),
    )


def swing(hz=1.0):
    angle, speed = 2 * np.pi * hz * T_S, 2 * np.pi * hz
    zero = np.zeros_like(T_S)
    return motion_from_tilt(8 * np.sin(angle), zero, 8 * speed * np.cos(angle), zero)


def patient():
    traits = PatientTraits(skill=0.2, level=4, lead_in=LeadIn(0.2, 0.5))
    return motion_of_trace(trace(SimulatedPatient(traits, 4), 15.0))


MOTIONS = {"circle": circle, "swing": swing, "patient": patient}


@pytest.mark.parametrize(("accel_g", "tilt"), GOLDEN)
def test_golden_poses_come_from_their_tilt(accel_g, tilt):
    motion = still(*tilt)
    assert motion.accel_g[0] == pytest.approx(accel_g, abs=2e-5)
    assert not motion.gyro_deg_s.any()


@given(st.floats(-120, 120), st.floats(-120, 120), st.floats(-300, 300), st.floats(-300, 300))
def test_tilt_and_rates_come_back_as_they_went_in(ap, ml, ap_rate, ml_rate):
    motion = motion_from_tilt(*(np.array([value]) for value in (ap, ml, ap_rate, ml_rate)))
    assert np.concatenate(motion.tilt()) == pytest.approx((ap, ml), abs=1e-8)
    assert np.concatenate(motion.rates()) == pytest.approx((ap_rate, ml_rate), abs=1e-4)
    assert np.linalg.norm(motion.down) == pytest.approx(1.0, abs=1e-12)


@pytest.mark.parametrize("name", MOTIONS)
def test_gravity_turns_against_the_gyroscope(name):
    motion = MOTIONS[name]()
    rate = np.radians(motion.gyro_deg_s)
    middle = np.cross(rate, motion.down)
    slope = np.diff(motion.down, axis=0) / TICK_S
    assert np.abs(slope + (middle[1:] + middle[:-1]) / 2).max() < 2e-3


@pytest.mark.parametrize("name", MOTIONS)
def test_nothing_turns_about_the_vertical(name):
    motion = MOTIONS[name]()
    assert np.abs(np.sum(motion.gyro_deg_s * motion.down, axis=1)).max() < 1e-9


@pytest.mark.parametrize("name", MOTIONS)
def test_integrating_the_gyroscope_finds_gravity_again(name):
    motion = MOTIONS[name]()
    turns = (motion.gyro_deg_s[1:] + motion.gyro_deg_s[:-1]) / 2 * TICK_S
    down = motion.down[0]
    for turn in turns:
        down = Rotation.from_rotvec(turn, degrees=True).inv().apply(down)
    away = np.degrees(np.arccos(np.clip(down @ motion.down[-1], -1, 1)))
    assert away < 0.1


def test_toe_edge_going_down_turns_about_the_left_axis():
    motion = motion_from_tilt(np.zeros(1), np.zeros(1), np.array([20.0]), np.zeros(1))
    assert motion.gyro_deg_s[0] == pytest.approx((0.0, 20.0, 0.0))


def test_right_edge_going_down_turns_about_the_toe_axis():
    motion = motion_from_tilt(np.zeros(1), np.zeros(1), np.zeros(1), np.array([20.0]))
    assert motion.gyro_deg_s[0] == pytest.approx((20.0, 0.0, 0.0))


def test_joined_motions_follow_each_other():
    whole = joined(level(0.5), circle())
    assert len(whole) == 500 + len(T_S)
    assert whole.t_s[-1] == pytest.approx(0.5 + T_S[-1])
