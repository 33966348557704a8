"""Slot numbers and times that never wrap, and frames that lie about them."""

import numpy as np
import pytest

from trainer.acquisition.timeline import Timeline
from trainer.wire.codec import IMU_DTYPE

PERIOD_US = 2000


def records(slots, first_us: int = 0):
    rows = np.zeros(len(slots), IMU_DTYPE)
    rows["seq"] = [s % (1 << 16) for s in slots]
    rows["device_us"] = [(first_us + s * PERIOD_US) % (1 << 32) for s in slots]
    return rows


@pytest.mark.parametrize("first_us", [0, (1 << 32) - 5000])
def test_both_counters_wrap_without_a_seam(first_us: int) -> None:
    slots = list(range(65_000, 66_500))
    placed = Timeline(500).place(records(slots, first_us), 1, 0)
    assert np.array_equal(np.diff(placed.seq), np.ones(len(slots) - 1))
    assert np.array_equal(np.diff(placed.device_us), np.full(len(slots) - 1, PERIOD_US))


def test_device_time_tells_two_lost_from_a_whole_turn_lost() -> None:
    timeline = Timeline(500)
    timeline.place(records([0]), 1, 0)
    assert timeline.place(records([3]), 1, 0).seq[0] == 3
    assert timeline.place(records([3 + 65_536 + 5]), 1, 0).seq[0] == 65_544


@pytest.mark.parametrize(("seq", "us"), [(7, 12_000), (6, 14_000), (5, 10_000), (0, 0)])
def test_a_frame_whose_number_and_time_disagree_is_dropped(seq: int, us: int) -> None:
    timeline = Timeline(500)
    timeline.place(records(range(6)), 1, 0)
    damaged = records([6])
    damaged["seq"], damaged["device_us"] = seq, us
    placed = timeline.place(np.concatenate((damaged, records([6, 7]))), 1, 0)
    assert placed.seq.tolist() == [6, 7]
    assert timeline.rejected == 1


def test_a_wrong_first_frame_does_not_lock_the_good_ones_out() -> None:
    timeline = Timeline(500)
    wrong = records([40_000])
    wrong["device_us"] = 17
    placed = timeline.place(np.concatenate((wrong, records(range(100)))), 1, 0)
    assert placed.seq[-1] - placed.seq[-70] == 69
    assert len(placed.seq) >= 70


def test_a_reset_device_goes_on_counting_in_a_new_epoch() -> None:
    timeline = Timeline(500)
    first = timeline.place(records(range(10)), 1, 1_000_000_000)
    second = timeline.place(records(range(10)), 2, 3_000_000_000)
    assert second.epoch == first.epoch + 1
    assert second.seq[0] == first.seq[-1] + 1000
    assert second.device_us[0] == first.device_us[-1] + 2_000_000


def test_readings_numbered_in_a_row_may_lie_apart_where_their_sensor_rests() -> None:
    rows = records(range(10))
    rows["device_us"][5:] += 5 * PERIOD_US
    assert len(Timeline(500, longest_rest=6.0).place(rows, 1, 0).seq) == 10
    assert len(Timeline(500).place(rows, 1, 0).seq) == 5
    assert len(Timeline(500, longest_rest=4.0).place(rows, 1, 0).seq) == 5
