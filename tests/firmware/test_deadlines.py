import numpy as np
import pytest

from tests.firmware.board_client import BoardClient, unwrapped
from tests.firmware.conftest import StartBoard


def _stream_with_pings(board: BoardClient, rate_hz: int, seconds: int) -> None:
    board.start(rate_hz=rate_hz)
    for second in range(0, seconds, 2):
        board.collect(seconds=second)
        board.ping()
    board.collect(seconds=seconds)


@pytest.mark.parametrize(("rate_hz", "seconds"), [(500, 60), (1000, 66)])
def test_no_deadline_is_missed_in_a_minute_with_pings_and_the_count_wraps_cleanly(
    start_board: StartBoard, rate_hz: int, seconds: int
) -> None:
    uno, board = start_board()
    _stream_with_pings(board, rate_hz, seconds)
    samples = board.samples
    assert np.array_equal(unwrapped(samples), np.arange(len(samples)))
    assert samples["overruns"][-1] == 0
    report = uno.report()
    assert report.slots >= rate_hz * seconds
    assert report.missed_deadlines == 0
    assert report.shortest_burst_us >= 480


def test_pongs_carry_the_boards_clock_between_the_samples_around_them(
    start_board: StartBoard,
) -> None:
    _, board = start_board()
    board.start(rate_hz=1000)
    before = int(board.collect(seconds=0.2)["device_us"][-1])
    pong = board.ping()
    after = int(board.collect(seconds=(pong.device_us - before) / 1e6 + 0.4)["device_us"][-1])
    assert before < pong.device_us < after
