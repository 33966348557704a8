"""A second motion sensor on a strap, whose cable may be pulled without the board noticing."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.firmware.board_client import BOARD_IMU, BODY_IMU, BoardClient, unwrapped
from tests.firmware.conftest import StartBoard
from tests.virtual_uno import motions
from tests.virtual_uno.setup import BodySensor, LoadCells
from trainer.wire.frozen import NackReason, PlacementCode, SensorEntry
from trainer.wire.messages import Ack, FaultCode, SampleFlag, SetPlacement

COUNTS_PER_G = 8192.0
LONGEST_BURST_US = 700
SILENT, RESET, BUS = FaultCode.SENSOR_SILENT, FaultCode.SENSOR_RESET, FaultCode.BUS_STUCK


def _entry(board: BoardClient) -> SensorEntry:
    return board.identify().sensors[BODY_IMU]


def _assert_unbroken(samples: npt.NDArray[Any]) -> None:
    seq = unwrapped(samples)
    assert np.array_equal(seq, np.arange(len(seq)))
    assert np.max(np.abs(np.diff(samples["device_us"].astype(np.int64)) - 2000)) < 200


def test_both_sensors_stream_their_own_motion_in_slots_that_never_meet(
    start_board: StartBoard,
) -> None:
    poses = [accel_g for accel_g, _ in motions.GOLDEN_POSES.values()]
    uno, board = start_board(
        motion=motions.constant_tilt(poses[1], 1.0),
        body=BodySensor(motions.constant_tilt(poses[3], 1.0), sensor_clock_pct=-0.8),
    )
    board.start(body_hz=500)
    board.collect(3.0)
    for samples, pose in ((board.samples, poses[1]), (board.body_samples, poses[3])):
        _assert_unbroken(samples)
        assert np.all(np.abs(samples["accel"] - np.array(pose) * COUNTS_PER_G) <= 0.51)
        assert np.all(samples["flags"] & SampleFlag.NEW_DATA)
    starts_us = np.sort(np.concatenate([uno.truth().world_us, uno.body_truth().world_us]))
    assert np.min(np.diff(starts_us)) > LONGEST_BURST_US
    assert uno.report().missed_deadlines == 0


@pytest.mark.parametrize(
    ("fitted", "streamed_hz", "slow"),
    [(False, 0, False), (True, 500, True), (True, 0, True)],
    ids=["no strap", "a strap that streams", "a strap that only hangs there"],
)
def test_the_bus_is_slower_while_the_straps_cable_hangs_on_it(
    start_board: StartBoard, fitted: bool, streamed_hz: int, slow: bool
) -> None:
    uno, board = start_board(body=BodySensor() if fitted else None)
    board.start(body_hz=streamed_hz)
    board.collect(1.0)
    report = uno.report().board
    # 18 bytes and three starts: 0.48 ms at 400 kHz, 0.62 ms at 300 kHz, and the interrupts between.
    low_us, high_us = (620, LONGEST_BURST_US) if slow else (480, 550)
    assert low_us <= report.shortest_burst_us <= report.longest_burst_us <= high_us
    assert report.missed_deadlines == 0


def test_a_strap_that_is_plugged_in_between_two_streams_slows_the_next(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(body=BodySensor())
    uno.do("body-unplug")
    board.wait_for(lambda: _entry(board).present == 0)
    board.start()
    board.collect(0.3)
    board.stop()
    uno.do("body-plug")
    board.wait_for(lambda: _entry(board).present != 0)
    board.start(body_hz=500)
    board.wait_for(lambda: len(board.body_samples) > 100)
    report = uno.report()
    assert report.board.shortest_burst_us < 550
    assert report.body.shortest_burst_us >= 620


@pytest.mark.parametrize("body_hz", [100, 250])
def test_the_body_may_be_read_at_a_part_of_the_boards_rate(
    start_board: StartBoard, body_hz: int
) -> None:
    uno, board = start_board(body=BodySensor())
    board.start(body_hz=body_hz)
    board.collect(2.0)
    body = board.body_samples
    assert np.array_equal(unwrapped(body), np.arange(len(body)))
    span_us = int(body["device_us"][-1]) - int(body["device_us"][0])
    assert span_us / (len(body) - 1) == pytest.approx(1e6 / body_hz, abs=10)
    assert uno.report().missed_deadlines == 0


def test_a_pulled_strap_cable_costs_the_body_its_slots_and_the_board_nothing(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(
        body=BodySensor(), cells=LoadCells(), schedule=["1:body-unplug", "2:body-plug"]
    )
    board.start(body_hz=500, load_hz=80)
    board.collect(4.0)
    _assert_unbroken(board.samples)
    assert board.faults() == [
        (SILENT, BODY_IMU, 1),
        (SILENT, BODY_IMU, 0),
        (RESET, BODY_IMU, 1),
        (RESET, BODY_IMU, 0),
    ]
    body = board.body_samples
    since_us = body["device_us"].astype(np.int64) - int(body["device_us"][0])
    assert np.max(np.abs(since_us - unwrapped(body) * 2000)) < 300
    assert 1.0 <= np.max(np.diff(since_us)) / 1e6 <= 1.6
    assert np.all(body["accel"] == (0, 0, 8192))
    report = uno.report()
    assert report.missed_deadlines == 0
    assert report.board.skipped_in_faults == 0


def test_a_body_sensor_that_is_missing_at_the_start_begins_as_lost_and_is_found(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(body=BodySensor(), schedule=["2:body-plug"])
    uno.do("body-unplug")
    board.wait_for(lambda: _entry(board).present == 0)
    board.start(body_hz=500)
    board.collect(4.0)
    _assert_unbroken(board.samples)
    assert board.faults() == [
        (SILENT, BODY_IMU, 1),
        (SILENT, BODY_IMU, 0),
        (RESET, BODY_IMU, 1),
        (RESET, BODY_IMU, 0),
    ]
    body = board.body_samples
    assert len(body) > 500
    assert np.array_equal(np.diff(unwrapped(body)), np.ones(len(body) - 1))
    since_us = body["device_us"].astype(np.int64) - int(board.samples["device_us"][0])
    assert np.max(np.abs(since_us - unwrapped(body) * 2000 - 1000)) < 300
    assert uno.report().missed_deadlines == 0


def test_a_lost_board_sensor_leaves_the_body_streaming(start_board: StartBoard) -> None:
    uno, board = start_board(body=BodySensor(), schedule=["1:unplug", "2:plug"])
    board.start(body_hz=500)
    board.collect(3.5)
    _assert_unbroken(board.body_samples)
    assert board.faults()[0] == (SILENT, BOARD_IMU, 1)
    assert board.faults()[-1] == (RESET, BOARD_IMU, 0)
    assert uno.report().missed_deadlines == 0


def test_a_bus_held_down_is_told_of_both_sensors_and_both_come_back(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(body=BodySensor(), schedule=["1:stick:0.7"])
    board.start(body_hz=500)
    board.collect(3.0)
    for sensor in (BOARD_IMU, BODY_IMU):
        of_it = [fault for fault in board.faults() if fault[1] == sensor]
        assert of_it == [(BUS, sensor, 1), (BUS, sensor, 0)]
    for samples in (board.samples, board.body_samples):
        device_us = samples["device_us"].astype(np.int64)
        assert device_us[-1] - device_us[0] > 2.9e6
        assert np.min(np.diff(device_us)) >= 1000
    assert uno.report().missed_deadlines == 0


def test_hello_says_where_the_body_sensor_is_strapped_after_a_power_cycle_too(
    start_board: StartBoard, tmp_path: Any
) -> None:
    eeprom = tmp_path / "eeprom"
    uno, board = start_board(body=BodySensor(), eeprom=eeprom)
    assert _entry(board).placement == PlacementCode.THIGH
    board.ask(SetPlacement(board.next_tag(), BODY_IMU, PlacementCode.SACRUM), Ack)
    assert _entry(board).placement == PlacementCode.SACRUM
    uno.stop()
    _, board = start_board(body=BodySensor(), eeprom=eeprom)
    assert _entry(board).placement == PlacementCode.SACRUM
    assert _entry(board).present == 0x68


@pytest.mark.parametrize(
    ("sensor", "placement"),
    [(BOARD_IMU, PlacementCode.SHANK), (BODY_IMU, PlacementCode.BOARD), (BODY_IMU, 4), (2, 1)],
)
def test_a_placement_that_makes_no_sense_is_refused(
    start_board: StartBoard, sensor: int, placement: int
) -> None:
    _, board = start_board()
    board.identify()
    assert board.refused(SetPlacement(1, sensor, placement)) == NackReason.BAD_VALUE
    assert _entry(board).placement == PlacementCode.THIGH
