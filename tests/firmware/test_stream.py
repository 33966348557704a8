import numpy as np
import pytest

from tests.firmware.board_client import unwrapped
from tests.firmware.conftest import StartBoard
from trainer.wire.messages import Ack, SampleFlag, Start

# The clock that is right is watched in test_deadlines.
SENSOR_CLOCKS_PCT = (0.3, -0.7, 1.0, -1.0)


@pytest.mark.parametrize("sensor_clock_pct", SENSOR_CLOCKS_PCT)
def test_every_scheduled_slot_arrives_exactly_once_whatever_the_sensors_clock(
    start_board: StartBoard, sensor_clock_pct: float
) -> None:
    uno, board = start_board(sensor_clock_pct=sensor_clock_pct)
    board.start(rate_hz=500)
    samples = board.collect(seconds=10.0)
    seq = unwrapped(samples)
    assert seq[0] == 0
    assert np.array_equal(seq, np.arange(len(seq)))
    assert board.bad_frames == 0
    spacing_us = np.diff(samples["device_us"].astype(np.int64))
    assert np.max(np.abs(spacing_us - 2000)) <= 200
    assert np.all(samples["flags"] & SampleFlag.NEW_DATA)
    assert uno.report().missed_deadlines == 0


@pytest.mark.parametrize(("sensor_clock_pct", "share"), [(-1.0, 0.99), (0.0, 1.0), (1.0, 1.0)])
def test_the_new_data_bit_shows_the_repeats_of_a_slow_sensor_and_no_others(
    start_board: StartBoard, sensor_clock_pct: float, share: float
) -> None:
    uno, board = start_board(sensor_clock_pct=sensor_clock_pct, gyro_noise_deg_s=1.0)
    board.start(rate_hz=1000)
    samples = board.collect(seconds=10.0)
    fresh = (samples["flags"] & SampleFlag.NEW_DATA) != 0
    # The loop's own few microseconds of jitter repeat or pass over a conversion now and then.
    assert np.mean(fresh) == pytest.approx(share, abs=0.004)
    repeated = np.flatnonzero(~fresh)
    assert np.array_equal(samples["gyro"][repeated], samples["gyro"][repeated - 1])
    truth = uno.truth()
    assert np.array_equal(fresh, truth.new_data[: len(fresh)])


@pytest.mark.parametrize("rate_hz", [100, 200, 250])
def test_slower_rates_keep_their_period(start_board: StartBoard, rate_hz: int) -> None:
    _, board = start_board()
    board.start(rate_hz=rate_hz)
    samples = board.collect(seconds=2.0)
    assert np.array_equal(unwrapped(samples), np.arange(len(samples)))
    span_us = int(samples["device_us"][-1]) - int(samples["device_us"][0])
    assert span_us / (len(samples) - 1) == pytest.approx(1e6 / rate_hz, abs=10)


def test_device_time_is_the_start_of_the_read_but_for_a_constant(start_board: StartBoard) -> None:
    uno, board = start_board()
    board.start(rate_hz=500)
    samples = board.collect(seconds=1.0)
    truth = uno.truth()
    behind_us = truth.device_us[: len(samples)] - samples["device_us"]
    assert np.ptp(behind_us) < 20
    assert 0 < np.mean(behind_us) < 500, "micros() begins when the C library has started"


def test_a_start_repeated_with_its_tag_does_not_begin_anew(start_board: StartBoard) -> None:
    _, board = start_board()
    board.identify()
    start = Start(9, 500, 0, 0, 2, 0)
    board.ask(start, Ack)
    board.collect(seconds=0.3)
    board.ask(start, Ack)
    samples = board.collect(seconds=0.6)
    assert np.array_equal(unwrapped(samples), np.arange(len(samples)))


def test_a_new_start_changes_the_rate_and_counts_from_zero(start_board: StartBoard) -> None:
    _, board = start_board()
    board.start(rate_hz=500)
    board.collect(seconds=0.3)
    before = len(board.samples)
    board.start(rate_hz=100)
    board.collect(seconds=1.5)
    seq = board.samples["seq"][before:].astype(int)
    first = int(np.flatnonzero(seq == 0)[0])
    assert np.array_equal(seq[first:], np.arange(len(seq) - first))


def test_stop_ends_the_stream(start_board: StartBoard) -> None:
    _, board = start_board()
    board.start()
    board.collect(seconds=0.3)
    board.stop()
    board.ping()
    count = len(board.samples)
    board.ping()
    assert len(board.samples) == count
