"""The tilt some milliseconds ahead, from rows of samples."""

import numpy as np
import pytest

from trainer.motion.prediction import FADES_S, LONG_S, NEWEST_ROWS, tilt_ahead
from trainer.motion.tilt import delivered
from trainer.recording.columns import FloatArray
from trainer.recording.samples import Samples

AHEAD_S = (0.0, 0.01, 0.03, 0.06)


def rows(
    t_s: FloatArray, tilt_deg: FloatArray, rate_deg_s: FloatArray, seconds_per_slot: float = 0.002
) -> Samples:
    """Samples with this tilt and rate in ap, and half of both, the other way, in ml."""
    samples = Samples.zeros(len(t_s))
    samples.t_s[:] = t_s
    samples.seq[:] = np.rint(t_s / seconds_per_slot)
    samples.ap_deg[:], samples.ap_rate_deg_s[:] = delivered(tilt_deg), delivered(rate_deg_s)
    samples.ml_deg[:], samples.ml_rate_deg_s[:] = -samples.ap_deg / 2, -samples.ap_rate_deg_s / 2
    return samples


def ahead_of_each(samples: Samples, ahead_s: float) -> FloatArray:
    """The ap tilt predicted at each sample that has enough others before it."""
    return np.array(
        [
            tilt_ahead(samples[end - NEWEST_ROWS : end], ahead_s)[0]
            for end in range(NEWEST_ROWS, len(samples) + 1)
        ]
    )


def slots(seconds: float, hz: float = 500.0) -> FloatArray:
    return np.arange(round(seconds * hz)) / hz


@pytest.mark.parametrize("ahead_s", AHEAD_S)
def test_a_lean_of_constant_rate_is_predicted_to_thousandths_on_both_axes(ahead_s: float) -> None:
    t_s = slots(0.1)
    newest = rows(t_s, 3 + 12 * t_s, np.full(len(t_s), 12.0))
    expected = newest.ap_deg[-1] + 12 * ahead_s
    assert tilt_ahead(newest, ahead_s) == pytest.approx((expected, -expected / 2), abs=0.003)


@pytest.mark.parametrize("ahead_s", AHEAD_S)
def test_a_steady_acceleration_is_carried_on_and_fades(ahead_s: float) -> None:
    t_s = slots(0.1)
    newest = rows(t_s, 100 * t_s**2, 200 * t_s)
    straight = newest.ap_deg[-1] + ahead_s * newest.ap_rate_deg_s[-1]
    share = FADES_S * (ahead_s + FADES_S * np.expm1(-ahead_s / FADES_S))
    assert tilt_ahead(newest, ahead_s)[0] == pytest.approx(straight + 200 * share, abs=0.001)


@pytest.mark.parametrize(("ahead_s", "bound_deg"), [(0.02, 0.03), (0.045, 0.2), (0.06, 0.4)])
def test_a_sine_of_2_hz_is_followed(ahead_s: float, bound_deg: float) -> None:
    t_s, turn = slots(2.0), 2 * np.pi * 2
    samples = rows(t_s, 4 * np.sin(turn * t_s), 4 * turn * np.cos(turn * t_s))
    error = ahead_of_each(samples, ahead_s) - 4 * np.sin(turn * (t_s[NEWEST_ROWS - 1 :] + ahead_s))
    assert np.sqrt(np.mean(error**2)) < bound_deg


def test_a_push_that_has_only_just_begun_is_not_carried_on() -> None:
    t_s = slots(0.1)
    rate = 30 - 100 * t_s
    rate[-3:] += np.array([0.2, 0.6, 1.2])
    newest = rows(t_s, 30 * t_s, rate)
    straight = newest.ap_deg[-1] + 0.03 * newest.ap_rate_deg_s[-1]
    assert tilt_ahead(newest, 0.03)[0] == pytest.approx(straight, abs=0.001)


def test_the_noise_of_a_still_gyroscope_is_not_drawn() -> None:
    """The noise of an MPU-6050 behind its filter: 0.06 deg/s, its neighbours 0.5 alike."""
    random = np.random.default_rng(2)
    white = random.standard_normal(4001)
    rate = 0.06 * (white[1:] + 0.6 * white[:-1]) / np.hypot(1, 0.6)
    samples = rows(slots(8.0), np.full(4000, 3.0), rate)
    for ahead_s, bound_deg in ((0.02, 0.0006), (0.045, 0.002)):
        assert np.std(ahead_of_each(samples, ahead_s)) < bound_deg


@pytest.mark.parametrize("move_s", [0.3, 0.5])
def test_a_quick_move_that_stops_is_not_overshot_by_one_in_a_hundred(move_s: float) -> None:
    t_s = slots(move_s + 0.4)
    x = np.clip((t_s - 0.1) / move_s, 0, 1)
    way, speed = x**3 * (10 - 15 * x + 6 * x**2), 30 * x**2 * (1 - x) ** 2 / move_s
    ahead = ahead_of_each(rows(t_s, 10 * way, 10 * speed), 0.03)
    assert ahead.max() < 10.1
    assert ahead.min() > -0.1


def test_what_was_before_a_gap_has_no_say() -> None:
    t_s = slots(0.1)
    rate = np.where(t_s < 0.08, 900 * t_s, 5.0)
    behind_gap = (t_s < 0.05) | (t_s > 0.095)
    newest = rows(t_s, 3 + 0 * t_s, rate)[behind_gap]
    assert t_s[behind_gap][-3] < t_s[-1] - LONG_S
    assert tilt_ahead(newest, 0.03)[0] == pytest.approx(3 + 0.03 * 5.0, abs=0.001)


def test_what_was_before_a_reset_has_no_say() -> None:
    t_s = slots(0.1)
    rate = np.where(np.arange(len(t_s)) < len(t_s) - 5, 900 * t_s, 5.0)
    newest = rows(t_s, 3 + 0 * t_s, rate)
    newest.epoch[-5:] = 1
    assert tilt_ahead(newest, 0.03)[0] == pytest.approx(3 + 0.03 * 5.0, abs=0.001)


@pytest.mark.parametrize("count", [1, 2])
def test_the_first_samples_are_drawn_on_straight(count: int) -> None:
    newest = rows(slots(0.1), 3 + 0 * slots(0.1), 30 + 900 * slots(0.1))[:count]
    straight = 3 + 0.03 * newest.ap_rate_deg_s[-1]
    assert tilt_ahead(newest, 0.03)[0] == pytest.approx(straight, abs=0.001)


def test_a_stream_at_1_khz_is_predicted_as_one_at_500_hz() -> None:
    found = []
    for hz in (500.0, 1000.0):
        t_s = slots(0.1, hz) - slots(0.1, hz)[-1] + 1
        newest = rows(t_s, 4 * np.sin(9 * t_s), 36 * np.cos(9 * t_s), 1 / hz)
        found.append(tilt_ahead(newest[-NEWEST_ROWS:], 0.03)[0])
    assert found[0] == pytest.approx(found[1], abs=0.01)
