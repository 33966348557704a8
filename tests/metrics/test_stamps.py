"""Even or not, and relevance windows against a reference written out by hand."""

import numpy as np
import pytest

from trainer.metrics.errors import SignalError
from trainer.metrics.stamps import AS_RECORDED, evenly, gaps, swarii

STEP_S = 0.01


def swarii_by_hand(times: list[float], values: list[float], at: float, half: float) -> float:
    inside = [i for i, time in enumerate(times) if abs(time - at) <= half + 1e-12]
    if len(inside) == 1:
        return values[inside[0]]
    weights = []
    for i in inside:
        if i == inside[0]:
            weights.append((times[i + 1] + times[i]) / 2 - (at - half))
        elif i == inside[-1]:
            weights.append((at + half) - (times[i] + times[i - 1]) / 2)
        else:
            weights.append((times[i + 1] - times[i - 1]) / 2)
    weighted = sum(weight * values[i] for weight, i in zip(weights, inside, strict=True))
    return weighted / sum(weights)


def uneven_times(seed: int, n: int = 300) -> np.ndarray:
    return np.cumsum(np.random.default_rng(seed).uniform(0.4, 1.6, n)) * STEP_S


@pytest.mark.parametrize("start_s", [0.0, 1.7e9])
@pytest.mark.parametrize("seed", range(5))
def test_relevance_windows_are_those_written_out_by_hand(seed: int, start_s: float) -> None:
    times = uneven_times(seed)
    values = np.random.default_rng(seed).normal(size=(2, len(times)))
    grid = np.arange(times[0], times[-1], STEP_S)
    found = swarii(times + start_s, values, grid + start_s, STEP_S)
    expected = [
        [swarii_by_hand(times.tolist(), row.tolist(), at, STEP_S) for at in grid] for row in values
    ]
    # Seconds since 1970 leave 0.2 µs of a stamp, a few parts in 10 000 of a weight.
    assert found == pytest.approx(np.array(expected), abs=1e-12 if start_s == 0 else 1e-3)


def test_a_window_of_one_sample_has_its_value() -> None:
    values = np.array([[1.0, 5.0, 2.0]])
    assert swarii(np.array([0.0, 1.0, 2.0]), values, np.array([1.0]), 0.3) == 5.0


def test_a_constant_stays_what_it_is() -> None:
    times = np.delete(uneven_times(3), [50, 51, 52, 53, 120])
    grid = np.arange(times[0], times[-1], STEP_S)
    assert swarii(times, np.full((1, len(times)), 7.0), grid, STEP_S) == pytest.approx(7.0)


def test_an_empty_window_is_weighted_by_what_lies_nearer_to_its_neighbours() -> None:
    times, values = np.array([0.0, 1.0, 5.0, 6.0]), np.array([[0.0, 1.0, 2.0, 3.0]])
    found = swarii(times, values, np.array([2.5, 3.0, 3.8]), 1.0)
    assert found[0] == pytest.approx([0.75 * 1 + 0.25 * 2, 1.5, 0.1 * 1 + 0.9 * 2])


@pytest.mark.parametrize(("share", "even"), [(0.19, True), (0.21, False)])
def test_stamps_are_even_within_20_percent_of_the_median(share: float, even: bool) -> None:
    intervals = np.full(100, STEP_S)
    intervals[40] *= 1 + share
    intervals[60] *= 1 - share
    signal = evenly(np.cumsum(intervals), np.zeros((2, 100)))
    assert (signal.resampling == AS_RECORDED) is even


def test_even_stamps_keep_their_samples_at_the_rate_from_first_to_last() -> None:
    times = 5 + np.arange(101) * STEP_S + np.random.default_rng(1).uniform(0, 1e-3, 101)
    values = np.random.default_rng(2).normal(size=(2, 101))
    signal = evenly(times, values)
    assert signal.rate_hz == pytest.approx(100 / (times[-1] - times[0]))
    assert np.array_equal(signal.values, values)


def noisy(n: int = 1000) -> np.ndarray:
    return np.random.default_rng(4).normal(size=(2, n))


@pytest.mark.parametrize("lost", [[300], [300, 301], [10, 500, 502, 990]])
def test_lost_samples_are_filled_and_all_others_stay_as_they_are(lost: list[int]) -> None:
    times, values = np.arange(1000) * STEP_S, noisy()
    signal = evenly(np.delete(times, lost), np.delete(values, lost, axis=1))
    assert signal.rate_hz == pytest.approx(100.0)
    assert signal.values.shape == values.shape
    kept = np.delete(np.arange(1000), lost)
    assert np.array_equal(signal.values[:, kept], values[:, kept])
    assert (signal.resampling.whole, signal.resampling.filled) == (False, len(lost))


def test_a_lost_sample_is_the_mean_of_its_neighbours() -> None:
    values = noisy()
    signal = evenly(np.delete(np.arange(1000) * STEP_S, 300), np.delete(values, 300, axis=1))
    assert signal.values[:, 300] == pytest.approx((values[:, 299] + values[:, 301]) / 2)


@pytest.mark.parametrize("late", [0.4, -0.4, 0.7])
def test_a_late_stamp_changes_one_sample(late: float) -> None:
    times, values = np.arange(1000) * STEP_S, noisy()
    times[300] += late * STEP_S
    signal = evenly(times, values)
    others = np.delete(np.arange(1000), 300)
    assert np.array_equal(signal.values[:, others], values[:, others])
    assert not np.array_equal(signal.values[:, 300], values[:, 300])


@pytest.mark.parametrize("slip", [0.5, 1.5])
def test_a_clock_that_slips_by_half_an_interval_is_evened_out_around_the_slip(slip: float) -> None:
    times, values = np.arange(1000) * STEP_S, noisy()
    times[300:] += slip * STEP_S
    signal = evenly(times, values)
    assert np.array_equal(signal.values[:, :297], values[:, :297])
    assert np.array_equal(signal.values[:, -696:], values[:, -696:])
    assert abs(signal.rate_hz / 100 - 1) < 0.001


@pytest.mark.parametrize("seed", range(20))
def test_however_samples_are_lost_the_rest_stays_in_its_place(seed: int) -> None:
    rng = np.random.default_rng(seed)
    times, values = np.arange(1000) * STEP_S + 1.7e9, noisy()
    lost = rng.choice(np.arange(1, 999), rng.integers(1, 40), replace=False)
    signal = evenly(np.delete(times, lost), np.delete(values, lost, axis=1))
    kept = np.delete(np.arange(1000), lost)
    assert np.array_equal(signal.values[:, kept], values[:, kept])
    assert np.isfinite(signal.values).all()


def test_a_record_with_many_holes_is_averaged_as_a_whole_and_says_so() -> None:
    lost = np.random.default_rng(1).choice(np.arange(1, 999), 120, replace=False)
    values = np.delete(noisy(), lost, axis=1)
    signal = evenly(np.delete(np.arange(1000) * STEP_S, lost), values)
    assert signal.resampling.whole
    assert "whole record" in str(signal.resampling)
    assert str(AS_RECORDED) == ""


def test_samples_before_a_moment_leave_out_the_one_at_it() -> None:
    signal = evenly(np.arange(100) * STEP_S, np.arange(100.0)[None])
    assert signal.before(0.3).values[0, -1] == 29
    assert signal.since(0.2).before(0.3).values.shape == (1, 10)
    assert signal.before(99.0).values.shape == (1, 100)


def test_uneven_stamps_come_to_the_median_interval() -> None:
    times = np.delete(np.arange(1000) * STEP_S, [200, 500, 501])
    wave = np.sin(2 * np.pi * 0.5 * times)
    signal = evenly(times, np.stack([wave, wave]))
    assert signal.rate_hz == pytest.approx(100.0)
    assert signal.values.shape == (2, 1000)
    expected = np.sin(2 * np.pi * 0.5 * signal.times_s)
    assert signal.values[0, 1:-1] == pytest.approx(expected[1:-1], abs=0.04)


def test_a_stall_is_a_gap_and_a_few_lost_samples_are_none() -> None:
    assert gaps(np.delete(np.arange(500) * 0.002, slice(100, 110))).tolist() == []
    assert gaps(np.delete(np.arange(500) * 0.002, slice(100, 300))).tolist() == [100]
    assert gaps(np.arange(20) * 0.3).tolist() == []
    assert [gaps(np.arange(n) * 0.3).tolist() for n in (0, 1)] == [[], []]


@pytest.mark.parametrize("times", [[0.0, 0.1, 0.1, 0.2], [0.0, 0.2, 0.1, 0.3], [0.0]])
def test_times_that_do_not_rise_are_refused(times: list[float]) -> None:
    with pytest.raises(SignalError):
        evenly(np.array(times), np.zeros((2, len(times))))


def test_samples_from_a_moment_on_include_the_one_at_it() -> None:
    signal = evenly(np.arange(100) * STEP_S, np.arange(100.0)[None])
    assert signal.since(0.3).values[0, 0] == 30
    assert signal.since(0.301).values[0, 0] == 31
    assert signal.since(-5.0).values.shape == (1, 100)
    assert signal.since(0.3).start_s == pytest.approx(0.3)
