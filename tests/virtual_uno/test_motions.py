import numpy as np
import pytest

from tests.virtual_uno import motions


@pytest.mark.parametrize("pose", motions.GOLDEN_POSES)
def test_golden_poses_give_their_tilt_and_back(pose: str) -> None:
    accel_g, (ap_deg, ml_deg) = motions.GOLDEN_POSES[pose]
    tilt = motions.tilt_of(np.array([accel_g]))
    assert np.allclose(tilt, [[ap_deg], [ml_deg]], atol=1e-9)
    assert np.allclose(-motions.down_of(*tilt), accel_g, atol=1e-9)


def test_the_gyroscope_of_a_motion_turns_gravity_as_its_accelerometer_shows() -> None:
    motion = motions.with_lead_in(motions.circle(radius_deg=12.0, period_s=1.5, seconds=4.0))
    rows = motion.rows.astype(float)
    down, omega = -rows[:, :3], np.radians(rows[:, 3:])
    step = down[:-1] + np.cross(down[:-1], omega[:-1]) / motions.RATE_HZ
    assert np.max(np.abs(step - down[1:])) < 1e-4


def test_the_lead_in_is_six_still_seconds_and_a_smooth_fade() -> None:
    circle = motions.circle(radius_deg=10.0, period_s=2.0, seconds=3.0)
    motion = motions.with_lead_in(circle)
    still, faded = 6000, 6500
    assert np.all(motion.rows[:still] == (0, 0, 1, 0, 0, 0))
    assert np.array_equal(motion.rows[faded:], circle.rows[500:])
    assert np.max(np.abs(np.diff(motion.ap_deg[still - 1 : faded + 1]))) < 0.06
    assert np.max(np.abs(np.diff(motion.rows[still - 1 : faded + 1, 3:], axis=0))) < 1.0


def test_motions_in_turn_are_whole_and_nothing_jumps_between_them() -> None:
    parts = [motions.constant_tilt((0.0, 0.0, 1.0), 1.0), motions.circle(8.0, 2.5, 2.0)]
    motion, begins_s = motions.in_turn(parts)
    for begin_s, part in zip(begins_s, parts, strict=True):
        begin = round(begin_s * motions.RATE_HZ)
        assert np.array_equal(motion.rows[begin : begin + len(part.rows)], part.rows)
    assert np.max(np.abs(np.diff(motion.ap_deg))) < 0.05
