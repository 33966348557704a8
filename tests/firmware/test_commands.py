from typing import Any

import pytest

from tests.command_table import TABLE, answer_type, fits
from tests.firmware.conftest import StartBoard
from tests.virtual_uno.setup import BodySensor, LoadCells
from trainer.wire.codec import encode, frame
from trainer.wire.frozen import Nack, NackReason, PlacementCode
from trainer.wire.messages import (
    Ack,
    Ping,
    Pong,
    ReadCalibration,
    ReadLoadCalibration,
    SelfTest,
    SetPlacement,
    Start,
    WriteCalibration,
    WriteLoadCalibration,
)

PERFECT = (1.0, 1.0, 1.0)
CALIBRATION = WriteCalibration(
    1, 0, 1, 77, 0, 0, (1.0, 0.0, 0.0, 0.0), PERFECT, (0.0, 0.0, 0.0), PERFECT
)

QUARTERS = (0.25, 0.25, 0.25, 0.25)
LOAD_CALIBRATION = WriteLoadCalibration(3, 1, 77, 0, (1, 2, 3, 4), QUARTERS, QUARTERS, QUARTERS)


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (Start(1, 0, 0, 0, 2, 0), NackReason.BAD_VALUE),
        (Start(2, 333, 0, 0, 2, 0), NackReason.BAD_VALUE),
        (Start(3, 2000, 0, 0, 2, 0), NackReason.BAD_VALUE),
        (Start(4, 500, 0, 0, 7, 0), NackReason.BAD_VALUE),
        (Start(7, 1000, 500, 0, 2, 0), NackReason.BAD_VALUE),
        (Start(8, 500, 200, 0, 2, 0), NackReason.BAD_VALUE),
        (Start(9, 0, 500, 0, 2, 0), NackReason.BAD_VALUE),
        (Start(10, 500, 0, 400, 2, 0), NackReason.BAD_VALUE),
        (Start(11, 500, 0, 80, 2, 16), NackReason.BAD_VALUE),
        (Start(6, 0, 0, 80, 2, 15), NackReason.SENSOR_MISSING),
    ],
)
def test_a_start_that_cannot_be_kept_is_refused_with_its_reason(
    start_board: StartBoard, start: Start, reason: NackReason
) -> None:
    _, board = start_board()
    board.identify()
    assert board.refused(start) == reason
    board.ping()
    assert len(board.samples) == 0


def test_a_start_without_the_boards_sensor_is_refused_whatever_else_there_is(
    start_board: StartBoard,
) -> None:
    uno, board = start_board(body=BodySensor(), cells=LoadCells())
    uno.do("unplug")
    board.wait_for(lambda: board.identify().sensors[0].present == 0)
    assert board.refused(Start(1, 500, 500, 80, 2, 15)) == NackReason.SENSOR_MISSING


def test_unknown_commands_and_wrong_lengths_are_told_apart(start_board: StartBoard) -> None:
    _, board = start_board()
    board.identify()
    unknown = 0x7E
    board.write(frame(bytes((unknown, 7))))
    board.wait_for(lambda: Nack(unknown, 7, NackReason.UNKNOWN_COMMAND) in board.messages)
    board.write(frame(bytes((Ping.declaration.type_id, 8, 99))))  # type: ignore[attr-defined]
    board.wait_for(
        lambda: Nack(Ping.declaration.type_id, 8, NackReason.BAD_LENGTH) in board.messages  # type: ignore[attr-defined]
    )


def test_damaged_frames_and_noise_are_passed_over(start_board: StartBoard) -> None:
    _, board = start_board()
    board.identify()
    ping = bytearray(encode(Ping(5)))
    ping[2] ^= 1
    board.write(bytes(ping) + bytes(range(1, 200)) + b"\0\0" + encode(Ping(6)))
    board.wait_for(lambda: any(isinstance(m, Pong) for m in board.messages))
    assert [m.tag for m in board.messages if isinstance(m, Pong)] == [6]


@pytest.mark.parametrize(
    "command",
    [
        CALIBRATION,
        ReadCalibration(2, 0),
        LOAD_CALIBRATION,
        ReadLoadCalibration(4),
        SetPlacement(5, 1, PlacementCode.SHANK),
        SelfTest(6, 0),
    ],
)
def test_what_takes_longer_than_a_slot_is_refused_while_streaming(
    start_board: StartBoard, command: Any
) -> None:
    uno, board = start_board()
    board.start(rate_hz=1000)
    board.collect(seconds=0.2)
    assert board.refused(command) == NackReason.BUSY_STREAMING
    board.collect(seconds=0.5)
    assert uno.report().missed_deadlines == 0


def test_a_calibration_of_a_sensor_that_is_not_there_is_refused(start_board: StartBoard) -> None:
    _, board = start_board()
    board.identify()
    assert board.refused(ReadCalibration(3, 0)) == NackReason.NO_CALIBRATION
    assert board.refused(ReadCalibration(4, 2)) == NackReason.BAD_VALUE
    board.ask(CALIBRATION, Ack)


def test_the_firmware_answers_the_command_table(start_board: StartBoard) -> None:
    _, board = start_board()
    board.identify()
    for command, expected in TABLE:
        assert fits(board.ask(command, answer_type(expected)), expected), command
