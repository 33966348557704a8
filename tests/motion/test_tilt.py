"""Signs, exactness and derivatives of tilt."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.transform import Rotation

from trainer.motion.tilt import (
    delivered,
    delivered_tilt,
    down_from_quaternion,
    inside_deg,
    tilt_from_down,
    tilt_rates,
)

S10, C10 = np.sin(np.radians(10)), np.cos(np.radians(10))
GOLDEN = [
    ((0, 0, 1), (0, 0)),
    ((-S10, 0, C10), (10, 0)),
    ((S10, 0, C10), (-10, 0)),
    ((0, S10, C10), (0, 10)),
    ((0, -S10, C10), (0, -10)),
    ((-0.5, 0.5, 0.70711), (31.82, 31.82)),
]


@pytest.mark.parametrize(("accel", "expected"), GOLDEN)
def test_golden_poses(accel, expected) -> None:
    down = -np.array([accel]) / np.linalg.norm(accel)
    ap, ml = tilt_from_down(down)
    assert (ap[0], ml[0]) == pytest.approx(expected, abs=0.005)


def test_inside_is_mirrored_by_the_standing_leg() -> None:
    _, ml = tilt_from_down(np.array([[0, -S10, -C10]]))
    assert inside_deg(ml, standing_on_right=True)[0] == pytest.approx(-10)
    assert inside_deg(ml, standing_on_right=False)[0] == pytest.approx(10)


direction = st.tuples(st.floats(-1, 1), st.floats(-1, 1), st.floats(-1, -0.05))


@given(direction)
def test_tilt_squared_is_the_sum_of_its_parts(vector) -> None:
    down = np.array([vector]) / np.linalg.norm(vector)
    ap, ml = tilt_from_down(down)
    true = np.degrees(np.arctan2(np.hypot(down[0, 0], down[0, 1]), -down[0, 2]))
    assert np.hypot(ap, ml)[0] == pytest.approx(true, abs=1e-9)


@given(direction, st.tuples(*[st.floats(-300, 300)] * 3))
def test_rates_are_the_derivative_of_tilt(vector, rate) -> None:
    down = np.array([vector]) / np.linalg.norm(vector)
    omega = np.array([rate])
    step = 1e-6
    sides = [
        tilt_from_down(down @ Rotation.from_rotvec(-np.radians(omega[0]) * s).as_matrix().T)
        for s in (-step, step)
    ]
    numeric = (np.array(sides[1]) - np.array(sides[0]))[:, 0] / (2 * step)
    assert np.array(tilt_rates(down, omega))[:, 0] == pytest.approx(numeric, abs=0.01, rel=1e-5)


def test_level_has_rates_too() -> None:
    ap_rate, ml_rate = tilt_rates(np.array([[0.0, 0.0, -1.0]]), np.array([[3.0, 5.0, 7.0]]))
    # Turning about the left-pointing axis lowers the toes, about the toe-pointing one the right.
    assert (ap_rate[0], ml_rate[0]) == pytest.approx((5.0, 3.0))


def test_few_rows_and_many_give_the_same_bits() -> None:
    random = np.random.default_rng(3)
    quaternions = random.normal(size=(3000, 4))
    quaternions[1000:] *= [1, 0.05, 0.05, 1]
    # Level, hardly tilted, and upside down.
    quaternions[:3] = (1, 0, 0, 0), (1, 1e-6, -1e-6, 0), (0, 1, 0, 0)
    quaternions /= np.linalg.norm(quaternions, axis=1, keepdims=True)
    gyro = random.normal(0, 100, (3000, 3))
    many = delivered_tilt(quaternions, gyro)
    for size in (1, 2, 5):
        cuts = np.arange(0, 3000, size)
        few = [delivered_tilt(quaternions[i : i + size], gyro[i : i + size]) for i in cuts]
        assert np.concatenate(few, axis=1).tobytes() == many.tobytes()
    down = down_from_quaternion(quaternions)
    parts = (*tilt_from_down(down), *tilt_rates(down, gyro))
    assert np.array([delivered(part) for part in parts]).tobytes() == many.tobytes()


def test_no_rows_have_no_tilt() -> None:
    assert delivered_tilt(np.zeros((0, 4)), np.zeros((0, 3))).shape == (4, 0)


def test_delivered_tilt_is_in_thousandths_without_minus_zero() -> None:
    values = delivered(np.array([-0.0001, 1.23456]))
    assert values.tolist() == [0.0, 1.235]
    assert not np.signbit(values[0])
