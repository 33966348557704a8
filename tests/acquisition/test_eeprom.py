"""What a board remembers may be nonsense: never believed, told, and mended by calibrating again."""

from dataclasses import replace

import pytest

from tests.scripted_board import ScriptedSource
from trainer.acquisition.eeprom import (
    as_message,
    read_calibration,
    read_load_calibration,
    write_calibration,
)
from trainer.link.base import SenselessBoard, SimulatedClock
from trainer.link.commands import check_hello
from trainer.link.connection import Connection
from trainer.link.simulated_firmware import (
    BOARD_IMU,
    BoardLink,
    FirmwareIdentity,
    SimulatedFirmware,
    load_cells,
)
from trainer.link.stream import StreamRequest
from trainer.link.uri import LinkContext
from trainer.recording.calibration import STEP_FRONT, STEP_LEVEL, SensorCalibration
from trainer.sessions import board as boards
from trainer.sessions.board import Known, StoredOnBoard, open_board
from trainer.wire.codec import SCHEMA_HASH
from trainer.wire.frozen import Hello
from trainer.wire.messages import WriteLoadCalibration

NAN = float("nan")
GOOD = SensorCalibration(board_id=7, counter=4, steps=frozenset({STEP_LEVEL, STEP_FRONT}))
STORED = as_message(GOOD, 1)
CELLS = WriteLoadCalibration(1, 4, 7, 0, (0,) * 4, (1e-3,) * 4, (100.0,) * 4, (100.0,) * 4)
NONSENSE = [
    replace(STORED, mount=(0.0, 0.0, 0.0, 0.0)),
    replace(STORED, mount=(NAN, 0.0, 0.0, 1.0)),
    replace(STORED, accel_scale=(3e38, 1.0, 1.0)),
    replace(STORED, gyro_scale=(1.0, NAN, 1.0)),
    replace(STORED, accel_offset_g=(0.0, 0.0, 40.0)),
]


def link_with(*stored) -> BoardLink:
    identity = FirmwareIdentity(7, sensors=(BOARD_IMU, load_cells(80)))
    return BoardLink("odd", SimulatedFirmware(identity, ScriptedSource(), stored), SimulatedClock())


def connected(*stored) -> Connection:
    connection = Connection(link_with(*stored), StreamRequest())
    connection.connect()
    return connection


@pytest.mark.parametrize("stored", NONSENSE)
def test_a_stored_calibration_that_makes_no_sense_leaves_nothing_but_its_counter(stored) -> None:
    assert read_calibration(connected(stored), 0) == SensorCalibration(board_id=7, counter=4)


def test_stored_factors_of_load_cells_that_make_no_sense_are_no_calibration() -> None:
    for odd in (
        replace(CELLS, newton_per_count=(NAN, 1e-3, 1e-3, 1e-3)),
        replace(CELLS, cell_ml_mm=(3e38, 0.0, 0.0, 0.0)),
    ):
        read = read_load_calibration(connected(odd))
        assert read is not None
        assert not read.calibrated
        assert read.counter == 4


def test_a_calibration_that_makes_sense_is_believed() -> None:
    assert read_calibration(connected(STORED), 0) == GOOD
    read = read_load_calibration(connected(CELLS))
    assert read is not None
    assert read.calibrated


def test_a_board_with_nonsense_in_it_opens_as_uncalibrated_says_so_and_can_be_mended(
    monkeypatch,
) -> None:
    link = link_with(NONSENSE[0], CELLS)
    monkeypatch.setattr(boards, "link_for", lambda _uri, _context: link)
    asked: list[StoredOnBoard] = []

    def know(_hello: Hello, stored: StoredOnBoard) -> Known:
        asked.append(stored)
        return Known()

    board = open_board("odd", LinkContext(), know)
    assert asked[0].calibration is None
    assert asked[0].load_calibration is not None
    (line,) = board.connection.faults.news()
    assert "makes no sense and is ignored" in line
    assert "baps calibrate level" in line
    board.feed.end_stream()
    left = read_calibration(board.connection, 0)
    assert left is not None
    mended = replace(GOOD, counter=left.counter + 1)
    write_calibration(board.connection, mended)
    assert read_calibration(board.connection, 0) == mended


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        (replace(BOARD_IMU, accel_range_g=0), "range of 0 g"),
        (replace(BOARD_IMU, gyro_range_deg_s=0), "range of 0 deg/s"),
        (replace(BOARD_IMU, placement=99), "placement 99"),
        (replace(load_cells(80), rate_hz=60_000), "60000 times a second"),
    ],
)
def test_a_board_that_says_what_cannot_be_is_refused_in_one_line(odd, said) -> None:
    with pytest.raises(SenselessBoard, match=said) as refused:
        check_hello(Hello(1, SCHEMA_HASH, (0, 1, 0), 7, (odd,)), "COM3")
    assert len(str(refused.value).splitlines()) == 1
    check_hello(Hello(1, SCHEMA_HASH, (0, 1, 0), 7, (replace(odd, present=0),)), "COM3")
