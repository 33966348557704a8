"""Load cells through firmware and wire, against what their converters made of the load."""

from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.firmware.board_client import BoardClient, unwrapped
from tests.firmware.conftest import StartBoard
from tests.virtual_uno.outcome import LoadTruth
from tests.virtual_uno.setup import CLOCK_PCT, LoadCell, LoadCells, four_cells
from trainer.recording.load import SETTLING_CONVERSIONS
from trainer.wire.frozen import NackReason, SensorEntry, SensorKind
from trainer.wire.messages import FaultCode, LoadRates, Start

ALL = 0b1111
STUCK, DESYNC, SATURATED = (
    FaultCode.LOAD_CELL_STUCK,
    FaultCode.LOAD_CELL_DESYNC,
    FaultCode.LOAD_CELL_SATURATED,
)
# Even counts, so that a clock that got lost shows in the last bit every time.
STEADY = tuple(LoadCell(80, pct, zero_counts=2_000.0, noise_counts=0.0) for pct in CLOCK_PCT)


def _swaying_n(seconds: float) -> npt.NDArray[np.float64]:
    t_s = np.arange(int(seconds * 1000)) / 1000
    return 170 + 60 * np.sin(2 * np.pi * (0.7 * t_s[:, None] + np.array([0.0, 0.2, 0.5, 0.7])))


def _cells_of(board: BoardClient) -> SensorEntry:
    return next(s for s in board.identify().sensors if s.kind == SensorKind.LOAD_CELLS)


def _rows_of(loads: npt.NDArray[Any], truth: LoadTruth) -> npt.NDArray[np.int64]:
    """Index of each load sample's reading: `device_us` is taken just before the first pulse."""
    return np.searchsorted(truth.device_us, loads["device_us"].astype(float))


def _in_mask(loads: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    return (loads["ready_mask"][:, None] >> np.arange(4) & 1).astype(bool)


def _assert_counts_are_the_truth(loads: npt.NDArray[Any], truth: LoadTruth) -> None:
    rows = _rows_of(loads, truth)
    assert np.all(truth.device_us[rows] - loads["device_us"] < 50)
    good = _in_mask(loads)
    assert np.array_equal(loads["counts"][good], truth.counts[rows][good])
    assert np.all(loads["counts"][~good] == 0)


@pytest.mark.parametrize("rate_hz", [10, 80])
def test_hello_tells_the_cells_that_answer_and_their_rate(
    start_board: StartBoard, rate_hz: int
) -> None:
    cell = LoadCell(rate_hz)
    _, board = start_board(cells=LoadCells((cell, None, cell, cell)))
    entry = _cells_of(board)
    assert entry.present == 0b1101
    assert entry.rate_hz == rate_hz


def test_common_readings_are_what_every_converter_held(start_board: StartBoard) -> None:
    uno, board = start_board(cells=LoadCells(four_cells(), _swaying_n(6.0)))
    board.start(load_hz=80)
    loads = board.collect_loads(5.0)
    assert np.all(loads["ready_mask"] == ALL)
    assert np.array_equal(unwrapped(loads), np.arange(len(loads)))
    report, truth = uno.report(), uno.load_truth()
    _assert_counts_are_the_truth(loads, truth)
    assert np.ptp(loads["counts"], axis=0).min() > 400_000
    assert report.load.corrupted == report.load.incomplete == 0
    assert board.faults() == []
    assert report.missed_deadlines == 0


def test_readings_come_at_the_slowest_cells_rate(start_board: StartBoard) -> None:
    _, board = start_board(cells=LoadCells())
    board.start(load_hz=80)
    loads = board.collect_loads(5.0)
    span_s = (int(loads["device_us"][-1]) - int(loads["device_us"][0])) / 1e6
    slowest_hz = 80 * (1 + min(CLOCK_PCT) / 100)
    assert (len(loads) - 1) / span_s == pytest.approx(slowest_hz, rel=0.01)


@pytest.mark.parametrize(("rate_hz", "seconds"), [(80, 3.5), (10, 4.5)])
def test_each_cells_own_period_is_told_once_a_second(
    start_board: StartBoard, rate_hz: int, seconds: float
) -> None:
    _, board = start_board(cells=LoadCells(four_cells(rate_hz)))
    board.start(load_hz=rate_hz)
    board.collect(seconds)
    told = [m for m in board.messages if isinstance(m, LoadRates)]
    assert len(told) == int(seconds)
    true_us = 1e6 / (rate_hz * (1 + np.array(CLOCK_PCT) / 100))
    assert np.allclose(told[-1].period_us, true_us, rtol=5e-4)


def test_a_cell_that_is_not_fitted_is_told_as_unheard_and_not_as_stuck(
    start_board: StartBoard,
) -> None:
    _, board = start_board(cells=LoadCells((LoadCell(), LoadCell(), LoadCell(), None)))
    board.start(load_hz=80)
    board.collect(2.5)
    told = [m for m in board.messages if isinstance(m, LoadRates)]
    assert told[-1].period_us[3] == 0
    assert np.all(board.loads["ready_mask"] == 0b0111)
    assert board.faults() == []


def test_a_stuck_cell_is_left_out_and_comes_back_when_it_has_settled(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(
        cells=LoadCells(four_cells(), _swaying_n(6.0)), schedule=["1:cell-stick:2", "2:cell-free:2"]
    )
    board.start(load_hz=80)
    loads = board.collect_loads(3.0)
    assert board.faults() == [(STUCK, 2, 1), (STUCK, 2, 0)]
    assert set(np.unique(loads["ready_mask"])) == {ALL, 0b1011}
    assert loads["ready_mask"][-1] == ALL
    # The others missed one reading, the one that was waited for.
    spacing_us = np.diff(loads["device_us"].astype(np.int64))
    assert np.max(spacing_us) < 2.7 * 1e6 / 80
    assert np.array_equal(unwrapped(loads), np.arange(len(loads)))
    report, truth = uno.report(), uno.load_truth()
    _assert_counts_are_the_truth(loads, truth)
    assert report.missed_deadlines == 0


def test_cells_that_are_asked_for_but_silent_at_the_start_are_stuck_until_they_are_heard(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(cells=LoadCells())
    for cell in (0, 2):
        uno.do(f"cell-stick:{cell}")
    board.wait_for(lambda: _cells_of(board).present == 0b1010)
    board.start(load_hz=80, cells=ALL)
    board.collect(0.5)
    assert board.faults() == [(STUCK, 0, 1), (STUCK, 2, 1)]
    uno.do("cell-free:0")
    uno.do("cell-free:2")
    board.wait_for(lambda: len(board.faults()) == 4)
    assert board.faults()[2:] == [(STUCK, 0, 0), (STUCK, 2, 0)]
    # The event may overtake the reading with which they settled.
    settled = len(board.loads) + 1
    board.wait_for(lambda: len(board.loads) > settled + 10)
    assert np.all(board.loads["ready_mask"][settled:] == ALL)
    _assert_counts_are_the_truth(board.loads, uno.load_truth())


def test_a_stream_may_begin_before_any_of_its_cells_is_heard(start_board: StartBoard) -> None:
    cell = LoadCell()
    uno, board = start_board(cells=LoadCells((cell, None, cell, None)))
    board.identify()
    for stuck in (0, 2):
        uno.do(f"cell-stick:{stuck}")
    board.wait_for(lambda: _cells_of(board).present == 0)
    board.start(load_hz=80, cells=0b0101)
    board.collect(0.5)
    assert len(board.loads) == 0
    uno.do("cell-free:0")
    uno.do("cell-free:2")
    board.wait_for(lambda: len(board.faults()) == 4)
    assert sorted(board.faults()) == [(STUCK, 0, 0), (STUCK, 0, 1), (STUCK, 2, 0), (STUCK, 2, 1)]
    board.wait_for(lambda: len(board.loads) > 10)
    assert board.loads["ready_mask"][-1] == 0b0101


def test_a_cell_out_of_step_is_brought_back_and_no_wrong_count_gets_through(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(cells=LoadCells(STEADY), schedule=["1:cell-miss:1", "2:cell-miss:3"])
    board.start(load_hz=80)
    loads = board.collect_loads(3.0)
    assert board.faults() == [(DESYNC, 1, 1), (DESYNC, 1, 0), (DESYNC, 3, 1), (DESYNC, 3, 0)]
    good = _in_mask(loads)
    assert np.all(loads["counts"][good] == 2_000)
    assert loads["ready_mask"][-1] == ALL
    _assert_counts_are_the_truth(loads, uno.load_truth())
    assert uno.report().missed_deadlines == 0


def test_a_spike_that_a_cell_takes_for_a_clock_is_seen_as_its_line_moves(
    start_board: StartBoard,
) -> None:
    # The spike lies between bits 16 and 15, which have to differ for it to move the line.
    cells = tuple(replace(cell, zero_counts=65_536.0) for cell in STEADY)
    uno, board = start_board(cells=LoadCells(cells), schedule=["1:cell-spike:2"])
    board.start(load_hz=80)
    loads = board.collect_loads(2.0)
    assert board.faults() == [(DESYNC, 2, 1), (DESYNC, 2, 0)]
    assert np.all(loads["counts"][_in_mask(loads)] == 65_536)
    assert loads["ready_mask"][-1] == ALL
    assert uno.report().missed_deadlines == 0


def test_readings_of_settling_cells_alone_are_not_numbered(start_board: StartBoard) -> None:
    uno, board = start_board(cells=LoadCells(STEADY), schedule=["1:cell-miss:1"])
    board.start(load_hz=80)
    loads = board.collect_loads(2.0)
    assert board.faults() == [(DESYNC, 1, 1), (DESYNC, 1, 0)]
    rows = _rows_of(loads, uno.load_truth())
    assert np.max(np.diff(rows)) > SETTLING_CONVERSIONS
    assert np.array_equal(unwrapped(loads), np.arange(len(loads)))


def test_a_cell_at_the_end_of_its_range_is_told(start_board: StartBoard) -> None:
    _, board = start_board(
        cells=LoadCells(four_cells()), schedule=["1:cell-saturate:0", "1.5:cell-free:0"]
    )
    board.start(load_hz=80)
    loads = board.collect_loads(2.5)
    assert board.faults() == [(SATURATED, 0, 1), (SATURATED, 0, 0)]
    at_its_end = loads["counts"][:, 0] == 0x7FFFFF
    assert 0.3 < np.count_nonzero(at_its_end) / 80 < 0.7
    assert np.all(loads["ready_mask"] == ALL)


def test_load_cells_stream_without_any_motion_sensor(start_board: StartBoard) -> None:
    uno, board = start_board(cells=LoadCells())
    uno.do("unplug")
    board.wait_for(lambda: board.identify().sensors[0].present == 0)
    assert board.refused(Start(1, 500, 0, 80, 2, 0)) == NackReason.SENSOR_MISSING
    board.start(rate_hz=0, load_hz=80)
    loads = board.collect_loads(2.0)
    assert len(board.samples) == 0
    assert np.array_equal(unwrapped(loads), np.arange(len(loads)))
    assert board.faults() == []
    board.stop()


def test_a_stream_that_began_after_a_pause_starts_with_fresh_readings(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(cells=LoadCells(four_cells(), _swaying_n(9.0)))
    board.start()
    board.collect(2.0)
    board.start(load_hz=80)
    loads = board.collect_loads(2.0)
    assert loads["seq"][0] == 0
    assert np.all(loads["ready_mask"] == ALL)
    _assert_counts_are_the_truth(loads, uno.load_truth())
    assert board.faults() == []


def test_no_reading_from_before_a_stream_gets_into_it(start_board: StartBoard) -> None:
    _, board = start_board(cells=LoadCells())
    for turn in range(10):
        before = len(board.loads)
        # Another filter has the motion sensor set up anew, which takes 0.15 s.
        board.start(filter_setting=1 + turn % 2, load_hz=80)
        board.wait_for(lambda before=before: len(board.loads) > before + 5)
        board.stop()
        stream = board.loads[before:]
        assert stream["seq"][0] == 0
        assert np.max(np.diff(stream["device_us"].astype(np.int64))) < 20_000
    assert board.faults() == []
