import numpy as np

from tests.firmware.board_client import unwrapped
from tests.firmware.conftest import StartBoard
from tests.virtual_uno.setup import BodySensor, LoadCells

SECONDS = 10
"""Long enough for every phase that two clocks and four oscillators can have to each other; the
bench runs ten minutes."""
COUNTS = 1 << 16
LATEST_US = 100
"""Half of what counts as missed."""


def test_no_deadline_is_missed_at_a_kilohertz_with_pings(start_board: StartBoard) -> None:
    uno, board = start_board()
    board.start(rate_hz=1000)
    for second in range(SECONDS):
        board.collect(seconds=second)
        board.ping()
    samples = board.samples
    assert np.array_equal(unwrapped(samples), np.arange(len(samples)))
    assert samples["overruns"][-1] == 0
    report = uno.report()
    assert report.slots >= (SECONDS - 1) * 1000
    assert report.missed_deadlines == 0
    assert report.shortest_burst_us >= 480


def test_the_count_of_slots_wraps_cleanly(start_board: StartBoard) -> None:
    # A board that waits for its sensor is simulated far quicker than one that reads it.
    uno, board = start_board(schedule=["1:unplug", "64:plug"])
    board.start(rate_hz=1000)
    samples = board.collect(seconds=66.5)
    counted = np.diff(samples["seq"].astype(np.int64)) % COUNTS
    passed = np.rint(np.diff(samples["device_us"].astype(np.int64)) / 1000)
    assert np.array_equal(counted, passed % COUNTS)
    assert np.count_nonzero(counted > 1) == 1
    wrapped = np.flatnonzero(np.diff(samples["seq"].astype(np.int64)) == 1 - COUNTS)
    assert len(wrapped) == 1
    assert passed[wrapped[0]] == 1
    assert uno.report().missed_deadlines == 0


def test_no_deadline_is_missed_with_two_sensors_four_cells_and_a_host_that_keeps_asking(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(body=BodySensor(sensor_clock_pct=0.6), cells=LoadCells())
    board.start(rate_hz=500, body_hz=500, load_hz=80)
    for second in range(SECONDS):
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


def test_a_job_beside_a_burst_leaves_time_to_send_its_sample_before_the_next_slot(
    start_board: StartBoard,
) -> None:
    # Six at once, as a host sends them that was held up for a moment.
    uno, board = start_board(body=BodySensor(sensor_clock_pct=0.6), cells=LoadCells())
    board.start(rate_hz=500, body_hz=500, load_hz=80)
    board.advance_pinging(SECONDS, every_s=0.05, at_once=6)
    report = uno.report()
    assert report.missed_deadlines == 0
    assert max(report.board.worst_late_us, report.body.worst_late_us) < LATEST_US


def test_pongs_carry_the_boards_clock_between_the_samples_around_them(
    start_board: StartBoard,
) -> None:
    _, board = start_board()
    board.start(rate_hz=1000)
    before = int(board.collect(seconds=0.2)["device_us"][-1])
    pong = board.ping()
    after = int(board.collect(seconds=(pong.device_us - before) / 1e6 + 0.4)["device_us"][-1])
    assert before < pong.device_us < after
