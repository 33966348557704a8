"""Host times follow a map that is being learned without a leap, and never go back."""

import numpy as np
import pytest

from trainer.acquisition.host_times import HostTimes, Rising
from trainer.recording.trial import ClockMap

BLOCK_US, PERIOD_US = 20_000, 2_000
TRUE = ClockMap(5e9, 1000.0)


def blocks(times: HostTimes, first: int, maps: list[ClockMap], epoch: int = 0) -> np.ndarray:
    """The times of consecutive blocks of ten samples, one block for each map."""
    found = []
    for at, clock_map in enumerate(maps, start=first):
        device_us = np.arange(at * BLOCK_US, (at + 1) * BLOCK_US, PERIOD_US)
        times.follow(int(device_us[-1]), epoch, clock_map)
        found.append(times.seconds(device_us))
    return np.concatenate(found)


def moved(ms: float) -> ClockMap:
    return ClockMap(TRUE.offset_ns + 1e6 * ms, TRUE.ns_per_us)


def test_a_map_that_does_not_move_is_followed_exactly() -> None:
    device_us = np.arange(0, 3 * BLOCK_US, PERIOD_US)
    assert blocks(HostTimes(), 0, [TRUE] * 3) == pytest.approx(5.0 + device_us / 1e6, abs=1e-12)


@pytest.mark.parametrize("ms", [-5.0, 5.0])
def test_a_map_that_moves_is_approached_by_one_percent_and_reached(ms: float) -> None:
    seconds = blocks(HostTimes(), 0, [TRUE] * 5 + [moved(ms)] * 35)
    steps = np.diff(seconds) / (PERIOD_US / 1e6)
    assert steps == pytest.approx(1.0, abs=0.0101)
    assert seconds[40:50] == pytest.approx(5.0 + np.arange(40, 50) * PERIOD_US / 1e6, abs=1e-9)
    last_us = (len(seconds) - 1) * PERIOD_US
    assert seconds[-1] == pytest.approx(moved(ms).host_ns(last_us) / 1e9, abs=1e-12)


def test_a_map_that_moves_with_every_block_gives_rising_times_near_it() -> None:
    random = np.random.default_rng(3)
    maps = [moved(ms) for ms in random.normal(0.0, 0.2, 300)]
    seconds = blocks(HostTimes(), 0, maps)
    assert (np.diff(seconds) > 0).all()
    device_us = np.arange(len(seconds)) * PERIOD_US
    assert np.abs(seconds - TRUE.host_ns(0) / 1e9 - device_us / 1e6).max() < 1e-3


def test_a_slower_sensors_reading_of_just_before_lies_on_the_line_of_the_samples() -> None:
    times = HostTimes()
    blocks(times, 0, [TRUE] * 3)
    early = np.array([2 * BLOCK_US - 25_000])
    times.follow(4 * BLOCK_US, 0, moved(0.5))
    assert times.seconds(early) == pytest.approx(5.0 + early / 1e6, abs=1e-9)


def test_a_restarted_board_has_its_new_clock_at_once() -> None:
    times = HostTimes()
    blocks(times, 0, [TRUE] * 3)
    seconds = blocks(times, 3, [moved(700.0)], epoch=1)
    assert seconds[0] == pytest.approx(5.7 + 3 * BLOCK_US / 1e6, abs=1e-9)


def test_samples_from_before_a_restart_keep_the_old_clocks_map() -> None:
    times = HostTimes()
    blocks(times, 0, [TRUE] * 3)
    device_us = np.array([3, 4, 5]) * BLOCK_US
    times.follow(5 * BLOCK_US, 1, moved(700.0))
    seconds = times.seconds(device_us, np.array([0, 0, 1]))
    assert seconds[:2] == pytest.approx(5.0 + device_us[:2] / 1e6, abs=1e-9)
    assert seconds[2] == pytest.approx(5.7 + device_us[2] / 1e6, abs=1e-9)


def test_times_that_would_go_back_are_pushed_on_and_rising_ones_left_alone() -> None:
    rising = Rising()
    first = np.array([1.0, 1.1, 1.2])
    assert rising.risen(first) is first
    assert not len(rising.risen(np.array([])))
    pushed = rising.risen(np.array([1.15, 1.1, 1.3]))
    assert (np.diff(np.append(1.2, pushed)) > 0).all()
    assert pushed == pytest.approx([1.2, 1.2, 1.3], abs=1e-5)
