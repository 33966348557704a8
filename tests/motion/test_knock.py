"""A knock is found and timed in the samples of a chip whose filter spreads it."""

import numpy as np
import pytest
from scipy.signal import lfilter

from trainer.motion.knock import KnockWatch, struck_us

COUNTS_PER_G, RATE_HZ = 8192.0, 500.0
FINE_HZ = 10_000
FILTER_HZ = 94.0
SETTLING_S = 0.1


def accelerations(strikes_s: list[float], seconds: float = 4.0, strong_g_s: float = 0.004):
    """A board that hands tip about and a spoon strikes: 1 kHz conversions seen at 500 Hz.

    A first-order low-pass of the same bandwidth stands for the chip's filter, whose delay at low
    frequencies is 1 / (2 pi f).
    """
    t_s = np.arange(-SETTLING_S, seconds, 1 / FINE_HZ)
    force = np.zeros((len(t_s), 3))
    force[:, 0] = 0.3 * np.sin(2 * np.pi * 1.5 * t_s)
    force[:, 2] = 1.0
    for at_s in strikes_s:
        pulse = (t_s >= at_s) & (t_s < at_s + 0.001)
        force[pulse, 2] += strong_g_s / 0.001
    share = 1 - np.exp(-2 * np.pi * FILTER_HZ / FINE_HZ)
    filtered = lfilter([share], [1, share - 1], force, axis=0)
    seen = filtered[round(SETTLING_S * FINE_HZ) :: round(FINE_HZ / RATE_HZ)]
    noise = np.random.default_rng(2).normal(0, 0.004, seen.shape)
    return np.rint((seen + noise) * COUNTS_PER_G).astype(np.int16)


def found_in(counts, block: int) -> list[int]:
    watch = KnockWatch(COUNTS_PER_G, RATE_HZ)
    hits = []
    for start in range(0, len(counts), block):
        at = watch.take(counts[start : start + block])
        if at is not None:
            hits.append(start + at)
    return hits


@pytest.mark.parametrize("block", [1, 2, 8, 9, 200])
def test_a_knock_is_found_in_blocks_of_any_length(block: int) -> None:
    strikes = [1.0, 1.7003, 2.9017]
    hits = np.array(found_in(accelerations(strikes), block)) / RATE_HZ
    for strike in strikes:
        assert np.any((hits >= strike) & (hits < strike + 0.006))
    assert not np.any((hits > 1.1) & (hits < 1.6))


def test_hands_that_tip_the_board_are_no_knock() -> None:
    assert found_in(accelerations([]), 8) == []


def test_the_strike_is_timed_within_two_milliseconds() -> None:
    errors = []
    for strike in 1.0 + np.arange(20) * 0.00037:
        counts = accelerations([strike], seconds=1.3)
        (first, *_) = found_in(counts, 8)
        device_us = np.arange(len(counts), dtype=np.int64) * 2000
        errors.append(struck_us(device_us, counts, first) / 1e3 - 1e3 * strike)
    # The peak of what the filter makes of a pulse of 1 ms, seen every 2 ms.
    assert min(errors) >= 0.0
    assert max(errors) - min(errors) <= 2.5
    assert np.mean(errors) == pytest.approx(2.0, abs=1.0)
