"""An empty board lies stiller than a person ever stands, whatever its tilt."""

import numpy as np
import pytest

from tests.simulation.real_motion import wobble_boards
from trainer.motion.presence import (
    EMPTY_AFTER_S,
    EMPTY_RATE_DEG_S,
    EMPTY_SPREAD_DEG,
    PresenceWatch,
    first_empty_s,
)
from trainer.recording.columns import FloatArray
from trainer.simulation.recorded import read_wobble_board

RATE_HZ = 500


def empty(ap_deg: FloatArray, ap_rate_deg_s: FloatArray) -> bool:
    t_s = np.arange(len(ap_deg)) / RATE_HZ
    level = np.zeros_like(ap_deg)
    return first_empty_s(t_s, ap_deg, level, ap_rate_deg_s, level) is not None


def swaying(amplitude_deg: float, seconds: float) -> tuple[FloatArray, FloatArray]:
    angle = 2 * np.pi * 1.0 * np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return amplitude_deg * np.sin(angle), amplitude_deg * 2 * np.pi * np.cos(angle)


@pytest.mark.parametrize("resting_deg", [0.0, 3.3, 17.0])
def test_a_board_with_nothing_but_sensor_noise_is_empty_at_any_tilt(resting_deg: float) -> None:
    noise = np.random.default_rng(1)
    n = round((EMPTY_AFTER_S + 0.1) * RATE_HZ)
    assert empty(resting_deg + noise.normal(0, 0.005, n), noise.normal(0, 0.15, n))


def test_the_first_two_seconds_are_never_empty() -> None:
    n = round((EMPTY_AFTER_S - 0.1) * RATE_HZ)
    assert not empty(np.zeros(n), np.zeros(n))


def test_small_sway_is_a_person() -> None:
    assert not empty(*swaying(EMPTY_SPREAD_DEG, 6.0))


def test_a_slow_lean_is_a_person() -> None:
    n = 6 * RATE_HZ
    rate_deg_s = 0.9 * EMPTY_RATE_DEG_S
    assert not empty(np.arange(n) / RATE_HZ * rate_deg_s, np.full(n, rate_deg_s))


def test_a_person_who_steps_off_leaves_an_empty_board() -> None:
    ap_deg, rate_deg_s = swaying(1.0, 4.0)
    still = np.zeros(round((EMPTY_AFTER_S + 0.2) * RATE_HZ))
    assert empty(np.r_[ap_deg, still], np.r_[rate_deg_s, still])


def test_nobody_is_missed_in_the_real_recordings() -> None:
    for path in wobble_boards():
        motion = read_wobble_board(path)
        assert first_empty_s(motion.t_s, *motion.tilt(), *motion.rates()) is None, path.name


@pytest.mark.parametrize("seed", range(12))
def test_the_whole_recording_and_the_live_watch_see_the_same_board(seed: int) -> None:
    random = np.random.default_rng(seed)
    n = 3000
    t_s = np.cumsum(random.uniform(0.5, 1.5, n)) / RATE_HZ
    # Sway that comes and goes, so that about half of these boards are empty for a while.
    size_deg = 0.12 * np.abs(np.sin(t_s * random.uniform(0.3, 0.9) + random.uniform(0, 3)))
    ap_deg, ml_deg = size_deg * np.sin(9 * t_s), size_deg * np.cos(7 * t_s)
    rates = np.gradient(ap_deg, t_s) / 4, np.gradient(ml_deg, t_s) / 4
    watch, seen_at = PresenceWatch(), None
    passed_us = np.diff(np.rint(t_s * 1e6), prepend=np.rint(t_s[0] * 1e6)).astype(int)
    for at, row in enumerate(zip(passed_us, ap_deg, ml_deg, *rates, strict=True)):
        watch.take(*row)
        if watch.empty and seen_at is None:
            seen_at = t_s[at]
    began_s = first_empty_s(t_s, ap_deg, ml_deg, *rates)
    assert (began_s is None) == (seen_at is None)
    if began_s is not None:
        assert EMPTY_AFTER_S <= seen_at - began_s < EMPTY_AFTER_S + 0.1


def test_it_says_when_the_board_was_left() -> None:
    ap_deg, rate_deg_s = swaying(1.0, 4.0)
    still = np.zeros(round(3.0 * RATE_HZ))
    ap_deg, rate_deg_s = np.r_[ap_deg, still], np.r_[rate_deg_s, still]
    t_s, zero = np.arange(len(ap_deg)) / RATE_HZ, np.zeros_like(ap_deg)
    assert first_empty_s(t_s, ap_deg, zero, rate_deg_s, zero) == pytest.approx(4.0, abs=0.15)
