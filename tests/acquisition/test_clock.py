"""The board's clock: numbers and times that never wrap, and frames that lie about them."""

import numpy as np
import pytest

from trainer.acquisition.clock import AGREEING, BoardClock, Pace, Placed, Timeline
from trainer.wire.codec import IMU_DTYPE

PERIOD_US = 2000
EVEN = Pace(PERIOD_US)
HOUR_US = 3_600_000_000


def clock(pace: Pace = EVEN) -> BoardClock:
    return BoardClock(pace, 0)


def records(slots, first_us: int = 0):
    rows = np.zeros(len(slots), IMU_DTYPE)
    rows["seq"] = [s % (1 << 16) for s in slots]
    rows["device_us"] = [(first_us + s * PERIOD_US) % (1 << 32) for s in slots]
    return rows


def follow(clock: BoardClock, rows, generation: int = 1, host_ns: int = 0) -> Placed:
    return clock.follow(rows, generation, host_ns)


@pytest.mark.parametrize("first_us", [0, (1 << 32) - 5000])
def test_both_counters_wrap_without_a_seam(first_us: int) -> None:
    slots = list(range(65_000, 66_500))
    placed = follow(clock(), records(slots, first_us))
    assert np.array_equal(np.diff(placed.seq), np.ones(len(slots) - 1))
    assert np.array_equal(np.diff(placed.device_us), np.full(len(slots) - 1, PERIOD_US))


def test_device_time_tells_two_lost_from_a_whole_turn_lost() -> None:
    line = clock()
    follow(line, records([0]))
    assert follow(line, records([3])).seq[0] == 3
    turn_later_ns = (65_536 + 8) * PERIOD_US * 1000
    assert follow(line, records([3 + 65_536 + 5]), 1, turn_later_ns).seq[0] == 65_544


@pytest.mark.parametrize(("seq", "us"), [(7, 12_000), (6, 14_000), (5, 10_000), (0, 0)])
def test_a_frame_whose_number_and_time_disagree_is_dropped(seq: int, us: int) -> None:
    line = clock()
    follow(line, records(range(6)))
    damaged = records([6])
    damaged["seq"], damaged["device_us"] = seq, us
    placed = follow(line, np.concatenate((damaged, records([6, 7]))))
    assert placed.seq.tolist() == [6, 7]
    assert line.rejected == 1


def test_a_wrong_first_frame_does_not_lock_the_good_ones_out() -> None:
    wrong = records([40_000])
    wrong["device_us"] = 17
    placed = follow(clock(), np.concatenate((wrong, records(range(100)))))
    assert placed.seq[-1] - placed.seq[-70] == 69
    assert len(placed.seq) >= 70


def test_a_reset_device_goes_on_counting_in_a_new_epoch() -> None:
    line = clock()
    first = follow(line, records(range(10)), 1, 1_000_000_000)
    second = follow(line, records(range(10)), 2, 3_000_000_000)
    assert second.epoch[0] == first.epoch[0] + 1
    assert second.seq[0] == first.seq[-1] + 1000
    assert second.device_us[0] == first.device_us[-1] + 2_000_000


def test_readings_numbered_in_a_row_may_lie_apart_where_their_sensor_rests() -> None:
    rows = records(range(10))
    rows["device_us"][5:] += 5 * PERIOD_US
    assert len(follow(clock(Pace(PERIOD_US, longest_rest=6.0)), rows).seq) == 10
    assert len(follow(clock(), rows).seq) == 5
    assert len(follow(clock(Pace(PERIOD_US, longest_rest=4.0)), rows).seq) == 5


def streamed(line: BoardClock, blocks) -> tuple[int, set[bool]]:
    """How many of the records were kept, and what the clock was thought of; 10 ms a block."""
    kept, thought = 0, set()
    for n, rows in enumerate(blocks):
        kept += len(follow(line, rows, 1, n * 10_000_000).keep)
        thought.add(line.senseless)
    return kept, thought


def test_a_clock_that_jumps_at_random_is_not_followed_and_said_to_make_no_sense() -> None:
    random = np.random.default_rng(3)
    for column, below in (("seq", 1 << 16), ("device_us", 1 << 32)):
        blocks = [records(range(5 * n, 5 * n + 5)) for n in range(300)]
        for rows in blocks:
            rows[column] = random.integers(0, below, 5)
        line = clock()
        kept, thought = streamed(line, blocks)
        assert kept < 5
        assert line.epoch == 0
        assert thought == {False, True}


def test_one_sample_for_ever_is_taken_once() -> None:
    line = clock()
    kept, thought = streamed(line, [records([7] * 5)] * 300)
    assert kept == 1
    assert line.epoch == 0
    assert thought == {False, True}


def test_a_leap_of_an_hour_is_not_believed_against_the_hosts_clock() -> None:
    line = clock()
    blocks = [records(range(5 * n, 5 * n + 5)) for n in range(200)]
    slots = HOUR_US // PERIOD_US // 5
    blocks += [records(range(5 * (slots + n), 5 * (slots + n) + 5)) for n in range(200)]
    last_us = 0
    for n, rows in enumerate(blocks):
        placed = follow(line, rows, 1, n * 10_000_000)
        last_us = int(placed.device_us[-1]) if len(placed.keep) else last_us
    assert 3_900_000 < last_us <= 4_010_000
    assert line.epoch == 1
    assert not line.senseless


def test_a_clock_that_leaps_again_and_again_makes_no_sense() -> None:
    blocks = []
    for leap in range(5):
        first = leap * 97 * (AGREEING + 100)
        blocks += [records(range(first + 5 * n, first + 5 * n + 5), 7919 * leap) for n in range(60)]
    assert streamed(clock(), blocks)[1] == {False, True}


def test_a_record_of_another_sensor_whose_number_and_time_disagree_is_dropped() -> None:
    board = clock()
    follow(board, records([500]))
    rows = np.zeros(5, IMU_DTYPE)
    rows["seq"] = [65_534, 65_535, 9, 0, 1]
    rows["device_us"] = [990_000, 992_000, 993_000, 994_000, 9_000_000]
    placed = board.place(rows, Timeline(Pace(PERIOD_US, longest_rest=np.inf)))
    assert placed.keep.tolist() == [0, 1, 3]
    assert placed.seq.tolist() == [65_534, 65_535, 65_536]
    assert board.rejected == 2


def test_another_sensors_new_stream_goes_on_counting_by_the_time_that_passed() -> None:
    board, line = clock(), Timeline(Pace(PERIOD_US, longest_rest=np.inf))
    follow(board, records([5, 6]))
    board.place(records([5, 6]), line)
    follow(board, records([0]), 2, 4_988_000_000)
    placed = board.place(records([0]), line)
    assert placed.seq.tolist() == [6 + 2494]
    assert placed.device_us.tolist() == [12_000 + 4_988_000]


def test_each_arrivals_delay_is_what_it_came_later_than_the_quickest() -> None:
    line = clock()
    late_ns = np.random.default_rng(4).integers(0, 9_000_000, 3000)
    late_ns[::10] = 0
    for n, late in enumerate(late_ns.tolist()):
        follow(line, records([4 * n, 4 * n + 1]), 1, (4 * n + 1) * PERIOD_US * 1000 + late)
    delays_ms = line.arrival_delays_ms()
    assert len(delays_ms) == 500
    assert np.allclose(delays_ms, late_ns[-500:] / 1e6, atol=0.01)


def test_no_delay_is_told_of_arrivals_before_a_reset() -> None:
    line = clock()
    assert len(line.arrival_delays_ms()) == 0
    follow(line, records(range(10)), 1, 1_000_000_000)
    follow(line, records(range(10)), 2, 3_000_000_000)
    assert line.arrival_delays_ms().tolist() == [0.0]
