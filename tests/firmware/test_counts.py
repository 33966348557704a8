"""Raw counts through firmware and wire, against the motion the sensor was given."""

import numpy as np
import pytest

from tests.firmware.conftest import StartBoard
from tests.virtual_uno import motions

COUNTS_PER_G = 8192.0
COUNTS_PER_DEG_S = 65.5


@pytest.mark.parametrize("pose", motions.GOLDEN_POSES)
def test_a_constant_tilt_gives_its_gravity_in_counts(start_board: StartBoard, pose: str) -> None:
    accel_g, (ap_deg, ml_deg) = motions.GOLDEN_POSES[pose]
    _, board = start_board(motion=motions.constant_tilt(accel_g, 1.0))
    board.start()
    samples = board.collect(0.3)
    assert np.all(np.abs(samples["accel"] - np.array(accel_g) * COUNTS_PER_G) <= 0.51)
    assert np.all(samples["gyro"] == 0)
    tilt = motions.tilt_of(samples["accel"].astype(float))
    assert np.allclose(tilt, [[ap_deg], [ml_deg]], atol=0.01)


@pytest.mark.parametrize(
    ("ap_rate", "ml_rate", "gyro_deg_s"),
    [(20.0, 0.0, (0.0, 20.0, 0.0)), (0.0, 20.0, (20.0, 0.0, 0.0))],
)
def test_a_constant_rate_gives_its_counts_on_the_right_axis_with_the_right_sign(
    start_board: StartBoard, ap_rate: float, ml_rate: float, gyro_deg_s: tuple[float, ...]
) -> None:
    """Toes down turns about +y (to the left) by the right hand, right edge down about +x."""
    _, board = start_board(motion=motions.constant_rate(ap_rate, ml_rate, 1.0))
    board.start()
    samples = board.collect(0.8)[10:]
    assert np.all(np.abs(samples["gyro"] - np.array(gyro_deg_s) * COUNTS_PER_DEG_S) <= 0.51)


@pytest.mark.parametrize(
    ("filter_setting", "delay_ms"),
    [(0, 0.0), (1, 2.0), (2, 3.0), (3, 4.9), (4, 8.5), (5, 13.8), (6, 19.0)],
)
def test_counts_follow_a_circle_behind_by_the_filters_delay_and_less_than_a_conversion(
    start_board: StartBoard, filter_setting: int, delay_ms: float
) -> None:
    circle = motions.circle(radius_deg=10.0, period_s=1.0, seconds=3.0)
    uno, board = start_board(motion=circle)
    board.start(filter_setting=filter_setting)
    samples = board.collect(2.0)
    truth = uno.truth()
    n = len(samples)
    behind_ms = (truth.motion_s - truth.sampled_s)[:n] * 1e3 - delay_ms
    assert np.all((behind_ms > 0) & (behind_ms < 1.6))
    late = slice(20, n)
    sampled_s = truth.sampled_s[late]
    for axis in range(3):
        accel = np.interp(sampled_s, circle.t_s, circle.rows[:, axis]) * COUNTS_PER_G
        gyro = np.interp(sampled_s, circle.t_s, circle.rows[:, 3 + axis]) * COUNTS_PER_DEG_S
        assert np.max(np.abs(samples["accel"][late, axis] - accel)) <= 0.6
        assert np.max(np.abs(samples["gyro"][late, axis] - gyro)) <= 0.6


def test_a_motion_beyond_the_ranges_saturates(start_board: StartBoard) -> None:
    hard = motions.from_rows(np.tile([5.0, -5.0, 1.0, 600.0, -600.0, 0.0], (100, 1)))
    _, board = start_board(motion=hard)
    board.start()
    samples = board.collect(0.2)
    assert np.all(samples["accel"] == (32767, -32768, 8192))
    assert np.all(samples["gyro"] == (32767, -32768, 0))


def test_bias_is_added_to_the_gyroscope(start_board: StartBoard) -> None:
    _, board = start_board(gyro_bias_deg_s=(10.0, -2.0, 0.0))
    board.start()
    samples = board.collect(0.2)
    assert np.all(samples["gyro"] == (655, -131, 0))
