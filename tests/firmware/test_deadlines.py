import numpy as np

from tests.firmware.board_client import BoardClient, unwrapped
from tests.firmware.conftest import StartBoard
from tests.virtual_uno.setup import BodySensor, LoadCells


def _stream_with_pings(board: BoardClient, seconds: int) -> None:
    for second in range(0, seconds, 2):
        board.collect(seconds=second)
        board.ping()
    board.collect(seconds=seconds)


def test_no_deadline_is_missed_in_a_minute_with_pings_and_the_count_wraps_cleanly(
    start_board: StartBoard,
) -> None:
    uno, board = start_board()
    board.start(rate_hz=1000)
    _stream_with_pings(board, 66)
    samples = board.samples
    assert np.array_equal(unwrapped(samples), np.arange(len(samples)))
    assert samples["overruns"][-1] == 0
    report = uno.report()
    assert report.slots >= 66_000
    assert report.missed_deadlines == 0
    assert report.shortest_burst_us >= 480


def test_no_deadline_is_missed_with_two_sensors_four_cells_and_a_host_that_keeps_asking(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(body=BodySensor(sensor_clock_pct=0.6), cells=LoadCells())
    board.start(rate_hz=500, body_hz=500, load_hz=80)
    for second in range(20):
        board.collect(seconds=second)
        board.ping()
        board.identify()
    for samples in (board.samples, board.body_samples):
        assert np.array_equal(unwrapped(samples), np.arange(len(samples)))
        assert samples["overruns"][-1] == 0
    assert np.array_equal(unwrapped(board.loads), np.arange(len(board.loads)))
    report = uno.report()
    assert report.missed_deadlines == 0
    assert report.load.corrupted == 0


def test_pongs_carry_the_boards_clock_between_the_samples_around_them(
    start_board: StartBoard,
) -> None:
    _, board = start_board()
    board.start(rate_hz=1000)
    before = int(board.collect(seconds=0.2)["device_us"][-1])
    pong = board.ping()
    after = int(board.collect(seconds=(pong.device_us - before) / 1e6 + 0.4)["device_us"][-1])
    assert before < pong.device_us < after
