"""The filter: accuracy on slow leans, exact resumption, gaps."""

import json

import numpy as np
import pytest

from trainer.motion.tilt_filter import TiltFilter
from trainer.recording.sensor import UNCALIBRATED, SensorSetup

SETUP = SensorSetup()
RATE = SETUP.rate_hz


def rocking(n: int, amplitude_deg: float = 8.0, hz: float = 0.7):
    """Counts of a board rocked toes to heel about its centre, and its true ap."""
    t = np.arange(n) / RATE
    ap = amplitude_deg * np.sin(2 * np.pi * hz * t)
    rate = amplitude_deg * 2 * np.pi * hz * np.cos(2 * np.pi * hz * t)
    a = np.radians(ap)
    accel = np.column_stack((-np.sin(a), np.zeros(n), np.cos(a))) * SETUP.counts_per_g
    gyro = np.column_stack((np.zeros(n), rate, np.zeros(n))) * SETUP.counts_per_deg_s
    return np.arange(n), np.rint(accel).astype(np.int16), np.rint(gyro).astype(np.int16), ap


def fresh() -> TiltFilter:
    return TiltFilter(SETUP, UNCALIBRATED, (0.0, 0.0, 0.0))


def test_tilt_follows_the_motion_with_its_sign() -> None:
    seq, accel, gyro, ap = rocking(5000)
    tilt = fresh().update(seq, accel, gyro)
    assert np.sqrt(np.mean((tilt.ap_deg - ap) ** 2)) < 0.05
    assert np.abs(tilt.ml_deg).max() < 0.05


def test_slow_lean_is_not_taken_for_rest() -> None:
    n = int(20 * RATE)
    angle = np.clip((np.arange(n) / RATE - 3) * 0.8, 0, 8)
    rate = np.gradient(angle) * RATE
    a = np.radians(angle)
    accel = np.rint(np.column_stack((-np.sin(a), 0 * a, np.cos(a))) * SETUP.counts_per_g)
    gyro = np.rint(np.column_stack((0 * a, rate, 0 * a)) * SETUP.counts_per_deg_s)
    tilt = fresh().update(np.arange(n), accel.astype(np.int16), gyro.astype(np.int16))
    assert np.abs(tilt.ap_deg - angle).max() < 0.15


@pytest.mark.parametrize("cut", [1, 7, 1234])
def test_blocks_and_a_saved_state_change_nothing(cut: int) -> None:
    seq, accel, gyro, _ = rocking(2000)
    whole = fresh().update(seq, accel, gyro)
    first = fresh()
    first.update(seq[:cut], accel[:cut], gyro[:cut])
    state = json.loads(json.dumps(first.state()))
    second = fresh()
    second.restore(state)
    rest = second.update(seq[cut:], accel[cut:], gyro[cut:])
    assert np.array_equal(whole.ap_deg[cut:], rest.ap_deg)
    assert np.array_equal(whole.ml_rate_deg_s[cut:], rest.ml_rate_deg_s)


def test_short_gaps_are_bridged() -> None:
    seq, accel, gyro, ap = rocking(5000)
    kept = np.ones(5000, bool)
    kept[2000:2040] = False
    kept[3000::97] = False
    tilt = fresh().update(seq[kept], accel[kept], gyro[kept])
    assert np.abs(tilt.ap_deg - ap[kept]).max() < 0.2


def test_after_a_long_gap_tilt_begins_afresh_from_gravity() -> None:
    seq, accel, gyro, _ = rocking(1000, amplitude_deg=0.0)
    tilted = accel.copy()
    tilted[500:, 0] = round(-np.sin(np.radians(20)) * SETUP.counts_per_g)
    tilted[500:, 2] = round(np.cos(np.radians(20)) * SETUP.counts_per_g)
    seq = seq.copy()
    seq[500:] += 1000
    tilt = fresh().update(seq, tilted, gyro)
    assert tilt.ap_deg[499] == pytest.approx(0.0, abs=0.05)
    assert tilt.ap_deg[500] == pytest.approx(20.0, abs=0.05)


def test_no_samples_make_no_tilt() -> None:
    empty = np.zeros((0, 3), np.int16)
    assert len(fresh().update(np.zeros(0, np.int64), empty, empty).ap_deg) == 0
