"""What counts as rest, and what a sensor at rest is not believed."""

import numpy as np
import pytest

from trainer.motion.rest_checks import check_stillness

RATE_HZ = 500.0


def resting(seconds: float = 3.0, g: float = 1.0, bias=(1.0, -2.0, 15.0)):
    random = np.random.default_rng(2)
    n = round(seconds * RATE_HZ)
    accel = random.normal((0.0, 0.0, g), 0.005, (n, 3))
    return accel, random.normal(bias, 0.06, (n, 3))


def test_rest_gives_the_bias() -> None:
    found = check_stillness(*resting(), RATE_HZ)
    assert found.still
    assert found.gyro_deg_s == pytest.approx((1.0, -2.0, 15.0), abs=0.02)
    assert found.accel_g == pytest.approx((0, 0, 1), abs=0.001)


def test_too_short_a_rest_is_none() -> None:
    assert "shorter" in check_stillness(*resting(1.5), RATE_HZ).reason


@pytest.mark.parametrize("g", [0.0, 0.5, 1.5, 4.0])
def test_gravity_far_from_one_g_is_not_believed(g: float) -> None:
    assert "instead of 1 g" in check_stillness(*resting(g=g), RATE_HZ).reason


def test_a_sensor_that_repeats_one_value_is_not_believed() -> None:
    accel, gyro = resting()
    accel[:], gyro[:] = (0, 0, 1), (0, 0, 0)
    assert "repeats one value" in check_stillness(accel, gyro, RATE_HZ).reason


@pytest.mark.parametrize("rate_deg_s", [0.5, 1.0, 1.8])
def test_a_slow_lean_is_not_taken_for_rest(rate_deg_s: float) -> None:
    accel, gyro = resting()
    angle = np.radians(rate_deg_s * np.arange(len(accel)) / RATE_HZ)
    accel[:, 0] -= np.sin(angle)
    gyro[:, 1] += rate_deg_s
    reason = check_stillness(accel, gyro, RATE_HZ).reason
    assert "leaning" in reason or "moving" in reason


def test_a_hand_on_the_board_is_motion() -> None:
    accel, gyro = resting()
    gyro[:, 0] += 2 * np.sin(np.arange(len(gyro)) / 40)
    assert "moving" in check_stillness(accel, gyro, RATE_HZ).reason


def test_a_spinning_board_is_no_bias() -> None:
    accel, gyro = resting(bias=(0.0, 0.0, 60.0))
    assert "turning" in check_stillness(accel, gyro, RATE_HZ).reason
