"""The board's microseconds start again from zero after 71.6 minutes, and nothing else does."""

import numpy as np

from tests.firmware.board_client import unwrapped
from tests.firmware.conftest import StartBoard
from tests.virtual_uno.setup import BodySensor, LoadCells

WRAP = 1 << 32
BEFORE_US = 6_000_000
"""A busy host may need seconds until the stream begins; it must begin before the wrap."""


def test_slots_readings_and_pings_go_on_over_the_wrap_of_the_boards_clock(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(body=BodySensor(), cells=LoadCells(), start_us=WRAP - BEFORE_US)
    board.start(body_hz=500, load_hz=80)
    for second in range(9):
        board.collect(second)
        board.ping()
    for samples, period_us in ((board.samples, 2000), (board.body_samples, 2000)):
        assert np.array_equal(unwrapped(samples), np.arange(len(samples)))
        steps_us = np.diff(samples["device_us"]).astype(np.int64) % WRAP
        assert np.max(np.abs(steps_us - period_us)) < 200
        assert np.any(np.diff(samples["device_us"].astype(np.int64)) < 0), "it has wrapped"
    assert np.array_equal(unwrapped(board.loads), np.arange(len(board.loads)))
    assert np.max(np.diff(board.loads["device_us"]).astype(np.int64) % WRAP) < 20_000
    assert board.faults() == []
    assert uno.report().missed_deadlines == 0


def test_a_fault_at_the_wrap_is_seen_and_mended(start_board: StartBoard) -> None:
    uno, board = start_board(
        cells=LoadCells(),
        start_us=WRAP - 2_000_000,
        schedule=["0.8:unplug", "2:plug", "0.9:cell-stick:1", "2:cell-free:1"],
    )
    board.start(load_hz=80)
    board.collect(4.0)
    states = [state for _, _, state in board.faults()]
    assert states.count(1) == states.count(0) == len(states) // 2 > 0
    assert board.loads["ready_mask"][-1] == 0b1111
    assert uno.report().missed_deadlines == 0
