"""Cables pulled, buses stuck, resets: the stream says what happened and never hurries after."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.firmware.board_client import BoardClient, unwrapped
from tests.firmware.conftest import StartBoard
from tests.virtual_uno.setup import BodySensor, LoadCells
from trainer.wire.messages import BoardEventKind, FaultCode, SampleFlag

PERIOD_US = 2000


def _fault(code: FaultCode, state: int) -> tuple[int, int, int]:
    return (BoardEventKind.FAULT, code, state)


SILENT_ON, SILENT_OFF = _fault(FaultCode.SENSOR_SILENT, 1), _fault(FaultCode.SENSOR_SILENT, 0)
STUCK_ON, STUCK_OFF = _fault(FaultCode.BUS_STUCK, 1), _fault(FaultCode.BUS_STUCK, 0)
RESET_ON, RESET_OFF = _fault(FaultCode.SENSOR_RESET, 1), _fault(FaultCode.SENSOR_RESET, 0)


def _assert_no_catching_up(samples: npt.NDArray[Any]) -> None:
    """Each sample lies in its own slot: the count tells the time, and none come in a burst."""
    device_us = samples["device_us"].astype(np.int64)
    since_us = device_us - device_us[0] - (unwrapped(samples) - int(samples["seq"][0])) * PERIOD_US
    assert np.max(np.abs(since_us)) <= PERIOD_US / 2
    assert np.min(np.diff(device_us)) >= PERIOD_US / 2


def _run(board: BoardClient, seconds: float) -> npt.NDArray[Any]:
    board.start(rate_hz=500)
    return board.collect(seconds)


def _gap_s(samples: npt.NDArray[Any]) -> float:
    return float(np.max(np.diff(samples["device_us"].astype(np.int64)))) / 1e6


def test_a_pulled_sensor_is_told_its_slots_are_skipped_and_it_comes_back_set_up(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(schedule=["1:unplug", "2:plug"])
    samples = _run(board, 4.0)
    assert board.events() == [SILENT_ON, SILENT_OFF, RESET_ON, RESET_OFF]
    _assert_no_catching_up(samples)
    assert 1.0 <= _gap_s(samples) <= 1.6
    assert np.all(samples["accel"] == (0, 0, 8192))
    report = uno.report()
    assert report.skipped_in_faults > 0
    assert report.missed_deadlines == 0


def test_a_sensor_that_lost_power_for_a_moment_between_slots_is_noticed(
    start_board: StartBoard,
) -> None:
    _, board = start_board(schedule=["1:plug"])
    samples = _run(board, 2.0)
    assert board.events() == [RESET_ON, RESET_OFF]
    _assert_no_catching_up(samples)
    assert np.all(samples["accel"] == (0, 0, 8192))
    assert np.all(samples["flags"] & SampleFlag.NEW_DATA)


def test_a_bus_held_down_is_told_and_the_stream_goes_on_when_it_is_free(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(schedule=["1:stick:0.7"])
    samples = _run(board, 3.0)
    assert board.events() == [STUCK_ON, STUCK_OFF]
    _assert_no_catching_up(samples)
    assert 0.7 <= _gap_s(samples) <= 1.0
    assert uno.report().missed_deadlines == 0


def test_a_sensor_stuck_in_a_byte_is_clocked_free_within_a_few_slots(
    start_board: StartBoard,
) -> None:
    _, board = start_board(schedule=["1:stick-until-clocked"])
    samples = _run(board, 2.0)
    assert board.events() == [STUCK_ON, STUCK_OFF]
    _assert_no_catching_up(samples)
    assert _gap_s(samples) < 0.02


def test_pings_are_answered_while_the_bus_is_stuck(start_board: StartBoard) -> None:
    _, board = start_board(schedule=["0.5:stick:3600"])
    board.start(rate_hz=500)
    board.wait_for(lambda: STUCK_ON in board.events())
    board.ping()
    board.stop()


def test_a_reset_ends_the_stream_until_it_is_started_again(start_board: StartBoard) -> None:
    uno, board = start_board(schedule=["1:reset"])
    _run(board, 0.9)

    def stream_has_ended() -> bool:
        count = len(board.samples)
        for _ in range(10):
            board.ping()
        return len(board.samples) == count

    board.wait_for(stream_has_ended)
    count = len(board.samples)
    board.start(rate_hz=500)
    board.wait_for(lambda: len(board.samples) >= count + 100)
    assert np.array_equal(board.samples["seq"][count : count + 100], np.arange(100))
    assert uno.report().resets == 2


def test_a_silent_line_loses_its_slots_and_nothing_else(start_board: StartBoard) -> None:
    uno, board = start_board(schedule=["1:silence:0.5"])
    samples = _run(board, 3.0)
    _assert_no_catching_up(samples)
    steps = np.diff(unwrapped(samples))
    assert sorted(set(steps))[0] == 1
    assert np.count_nonzero(steps > 1) == 1
    assert steps.max() == pytest.approx(250, abs=3)
    assert board.events() == []
    assert uno.report().missed_deadlines == 0


def test_corrupt_bytes_cost_their_frames_and_let_no_wrong_one_through(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(schedule=["0.5:corrupt:0.005:3"])
    samples = _run(board, 5.0)
    assert board.bad_frames > 50
    assert np.all(samples["accel"] == (0, 0, 8192))
    assert np.all(np.diff(unwrapped(samples)) >= 1)
    _assert_no_catching_up(samples)
    calm = samples[samples["device_us"] > samples["device_us"][0] + 4_000_000]
    assert np.array_equal(np.diff(unwrapped(calm)), np.ones(len(calm) - 1))
    assert uno.report().bytes_corrupted > 50


@pytest.mark.parametrize(
    ("on", "off", "kind", "flag"),
    [
        ("button-down", "button-up", BoardEventKind.BUTTON, SampleFlag.BUTTON_DOWN),
        ("rail-open", "rail-close", BoardEventKind.RAIL_STOP, SampleFlag.RAIL_OPEN),
        ("mat-on", "mat-off", BoardEventKind.FOOT_MAT, SampleFlag.FOOT_ON_MAT),
        ("hand-on", "hand-off", BoardEventKind.HAND_RAIL, SampleFlag.HAND_ON_RAIL),
    ],
)
def test_each_contact_sets_its_flag_and_no_other_and_sends_both_edges(
    start_board: StartBoard, on: str, off: str, kind: BoardEventKind, flag: SampleFlag
) -> None:
    # The mat's pin is on the port whose clock the load cells' readings toggle.
    _, board = start_board(
        body=BodySensor(), cells=LoadCells(), schedule=[f"0.5:{on}", f"0.8:{off}"]
    )
    board.start(body_hz=500, load_hz=80)
    board.collect(1.5)
    assert board.events() == [(kind, 0, 1), (kind, 0, 0)]
    for samples, rate_hz, late_s in (
        (board.samples, 500, 0.02),
        (board.body_samples, 500, 0.02),
        (board.loads, 80, 0.04),
    ):
        state = samples["flags"] & ~np.uint8(SampleFlag.NEW_DATA)
        assert set(state.tolist()) == {0, flag}
        on_at = np.flatnonzero(state)
        assert np.array_equal(on_at, np.arange(on_at[0], on_at[-1] + 1))
        assert on_at[0] / rate_hz == pytest.approx(0.5, abs=late_s)
        assert on_at[-1] / rate_hz == pytest.approx(0.8, abs=late_s)


@pytest.mark.parametrize(
    ("on", "flag"), [("mat-on", SampleFlag.FOOT_ON_MAT), ("hand-on", SampleFlag.HAND_ON_RAIL)]
)
def test_a_contact_that_stays_closed_is_in_every_sample_of_a_new_stream_and_no_new_event(
    start_board: StartBoard, on: str, flag: SampleFlag
) -> None:
    uno, board = start_board()
    board.start()
    uno.do(on)
    board.wait_for(lambda: bool(len(board.samples) and board.samples["flags"][-1] & flag))
    board.stop()
    before = len(board.samples)
    board.start()
    board.wait_for(lambda: len(board.samples) > before + 50)
    assert np.all(board.samples["flags"][before:] & flag)
    assert len(board.events()) == 1
