from dataclasses import astuple, replace
from itertools import pairwise
from pathlib import Path

import pytest

from tests.firmware.board_client import BoardClient
from tests.firmware.conftest import StartBoard
from trainer.wire.frozen import NackReason
from trainer.wire.messages import (
    Ack,
    ReadCalibration,
    ReadLoadCalibration,
    StoredCalibration,
    StoredLoadCalibration,
    WriteCalibration,
    WriteLoadCalibration,
)

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
BODY = replace(FIRST, tag=4, sensor=1, counter=9, steps=4)
LOAD = WriteLoadCalibration(
    tag=5,
    counter=4,
    board_id=FIRST.board_id,
    unix_s=1_750_000_000,
    zero_counts=(-8_388_608, 0, 1, 8_388_607),
    newton_per_count=(0.25, -0.5, 0.125, 1.0),
    cell_ap_mm=(120.0, 120.0, -120.0, -120.0),
    cell_ml_mm=(-140.0, 140.0, -140.0, 140.0),
)
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


def test_each_sensor_and_the_load_cells_keep_a_calibration_of_their_own(
    start_board: StartBoard, tmp_path: Path
) -> None:
    eeprom = tmp_path / "eeprom"
    uno, board = start_board(eeprom=eeprom)
    board.identify()
    for calibration in (FIRST, BODY, LOAD):
        board.ask(calibration, Ack)
    uno.stop()
    board = _board(start_board, eeprom)
    body = board.ask(ReadCalibration(board.next_tag(), 1), StoredCalibration)
    load = board.ask(ReadLoadCalibration(board.next_tag()), StoredLoadCalibration)
    assert _same(_stored(board), FIRST)
    assert _same(body, BODY)
    assert astuple(load)[1:] == astuple(LOAD)[1:]


def test_a_board_with_load_cells_alone_knows_its_id_from_them(
    start_board: StartBoard, tmp_path: Path
) -> None:
    eeprom = tmp_path / "eeprom"
    uno, board = start_board(eeprom=eeprom)
    board.identify()
    board.ask(LOAD, Ack)
    uno.stop()
    assert _board(start_board, eeprom).identify().board_id == LOAD.board_id


def test_an_older_load_calibration_never_replaces_a_newer_one(start_board: StartBoard) -> None:
    _, board = start_board()
    board.identify()
    assert board.refused(ReadLoadCalibration(1)) == NackReason.NO_CALIBRATION
    board.ask(LOAD, Ack)
    assert board.refused(replace(LOAD, tag=11, counter=3)) == NackReason.BAD_VALUE
    assert board.refused(replace(LOAD, tag=12, unix_s=1)) == NackReason.BAD_VALUE
    newer = replace(LOAD, tag=13, counter=5)
    board.ask(newer, Ack)
    load = board.ask(ReadLoadCalibration(board.next_tag()), StoredLoadCalibration)
    assert astuple(load)[1:] == astuple(newer)[1:]
