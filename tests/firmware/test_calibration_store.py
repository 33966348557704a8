from dataclasses import astuple, replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.firmware.board_client import BoardClient
from tests.firmware.conftest import StartBoard
from trainer.wire.frozen import NackReason
from trainer.wire.messages import Ack, ReadCalibration, StoredCalibration, WriteCalibration

FIRST = WriteCalibration(
    tag=1,
    sensor=0,
    counter=1,
    board_id=0x1234_5678_9ABC_DEF0,
    steps=3,
    unix_s=1_700_000_000,
    mount=(0.5, 0.5, -0.5, 0.5),
    accel_scale=(1.25, 0.75, 1.0),
    accel_offset_g=(0.0625, -0.03125, 0.0),
    gyro_scale=(1.0, 1.5, 0.5),
)
SECOND = replace(FIRST, tag=2, counter=2, steps=7)
THIRD = replace(FIRST, tag=3, counter=3, unix_s=1_800_000_000)


def _stored(board: BoardClient) -> StoredCalibration:
    return board.ask(ReadCalibration(board.next_tag(), 0), StoredCalibration)


def _same(stored: StoredCalibration, written: WriteCalibration) -> bool:
    return astuple(stored)[1:] == astuple(written)[1:]


def _differing(before: bytes, after: bytes) -> list[int]:
    return [i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]


def _write(start_board: StartBoard, eeprom: Path, *written: WriteCalibration) -> bytes:
    """Write through a board that is then switched off; its EEPROM content."""
    uno, board = start_board(eeprom=eeprom)
    board.identify()
    for calibration in written:
        board.ask(calibration, Ack)
    uno.stop()
    return eeprom.read_bytes()


def _board(start_board: StartBoard, eeprom: Path) -> BoardClient:
    _, board = start_board(eeprom=eeprom)
    board.identify()
    return board


def test_a_calibration_and_the_boards_id_outlive_a_power_cycle(
    start_board: StartBoard, tmp_path: Path
) -> None:
    eeprom = tmp_path / "eeprom"
    _write(start_board, eeprom, FIRST)
    board = _board(start_board, eeprom)
    assert board.identify().board_id == FIRST.board_id
    assert _same(_stored(board), FIRST)


def test_writes_take_the_two_slots_in_turn(start_board: StartBoard, tmp_path: Path) -> None:
    eeprom = tmp_path / "eeprom"
    contents = [_write(start_board, eeprom, step) for step in (FIRST, SECOND, THIRD)]
    second, third = (_differing(before, after) for before, after in pairwise(contents))
    first = _differing(b"\xff" * len(contents[0]), contents[0])
    assert max(first) < min(second)
    assert max(third) < min(second)
    assert _same(_stored(_board(start_board, eeprom)), THIRD)


@pytest.mark.parametrize("damaged", ["first byte", "last byte"])
def test_a_damaged_newest_slot_falls_back_to_the_one_before(
    start_board: StartBoard, tmp_path: Path, damaged: str
) -> None:
    eeprom = tmp_path / "eeprom"
    before = _write(start_board, eeprom, FIRST)
    after = bytearray(_write(start_board, eeprom, SECOND))
    newest = _differing(before, bytes(after))
    after[newest[0] if damaged == "first byte" else newest[-1]] ^= 0x10
    eeprom.write_bytes(bytes(after))
    board = _board(start_board, eeprom)
    assert _same(_stored(board), FIRST)
    board.ask(THIRD, Ack)
    assert _same(_stored(board), THIRD)


def test_an_older_calibration_never_replaces_a_newer_one(start_board: StartBoard) -> None:
    _, board = start_board()
    board.identify()
    board.ask(SECOND, Ack)
    assert board.refused(replace(FIRST, tag=10)) == NackReason.BAD_VALUE
    assert board.refused(replace(SECOND, tag=11, steps=1)) == NackReason.BAD_VALUE
    board.ask(replace(SECOND, tag=12), Ack)
    assert _same(_stored(board), SECOND)
