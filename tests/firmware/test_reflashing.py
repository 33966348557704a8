"""What a board remembers when another firmware is flashed: its id and its calibrations.

The records are spelled out here, byte by byte, as boards in use hold them: whoever changes one must
give it another layout number, or such a board would read it wrongly.
"""

import binascii
import re
import shutil
import struct
import subprocess
from collections.abc import Callable
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

import pytest

from tests.firmware.board_client import BoardClient
from tests.firmware.conftest import StartBoard
from tests.virtual_uno.building import FIRMWARE_ELF, ROOT, Built
from tests.virtual_uno.setup import Setup
from tests.virtual_uno.virtual_uno import VirtualUno
from trainer.wire.codec import SCHEMA_HASH
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

FIRST_SCHEMA = 0x1B43FCC0
"""Of the firmware that knew the sensor under the board alone."""
SECOND_SCHEMA = 0xCBA9B1D9
"""Of the firmware that knew body sensor and load cells, too."""

IMU_RECORD = "<BIQBI4f3f3f3f"
LOAD_RECORD = "<IQI4i4f4f4f"
IMU_ADDRESSES = (0, 256)
LOAD_ADDRESS = 512
EEPROM_BYTES = 1024

BOARD = WriteCalibration(
    tag=1,
    sensor=0,
    counter=6,
    board_id=0x1234_5678_9ABC_DEF0,
    steps=7,
    unix_s=1_700_000_000,
    mount=(0.5, 0.5, -0.5, 0.5),
    accel_scale=(1.25, 0.75, 1.0),
    accel_offset_g=(0.0625, -0.03125, 0.0),
    gyro_scale=(1.0, 1.5, 0.5),
)
BODY = replace(BOARD, sensor=1, counter=9, steps=4)
LOAD = WriteLoadCalibration(
    tag=5,
    counter=4,
    board_id=BOARD.board_id,
    unix_s=1_750_000_000,
    zero_counts=(-8_388_608, 0, 1, 8_388_607),
    newton_per_count=(0.25, -0.5, 0.125, 1.0),
    cell_ap_mm=(120.0, 120.0, -120.0, -120.0),
    cell_ml_mm=(-140.0, 140.0, -140.0, 140.0),
)

Numbers = tuple[int | float, ...]


def _numbers(message: Any) -> Numbers:
    """The fields of a calibration but its tag, arrays unpacked."""
    flat: list[int | float] = []
    for value in astuple(message)[1:]:
        flat += value if isinstance(value, tuple) else (value,)
    return tuple(flat)


def _slot(layout: int, record: str, calibration: Any) -> bytes:
    content = struct.pack("<I", layout) + struct.pack(record, *_numbers(calibration))
    return content + struct.pack("<H", binascii.crc_hqx(content, 0xFFFF))


def _image(*pairs: tuple[int, tuple[bytes, ...]]) -> bytes:
    """An EEPROM that holds the slots of these pairs, each from its address on."""
    image = bytearray(b"\xff" * EEPROM_BYTES)
    for address, slots in pairs:
        held = b"".join(slots)
        image[address : address + len(held)] = held
    return bytes(image)


def _board_slots(schema: int, *calibrations: WriteCalibration) -> tuple[int, tuple[bytes, ...]]:
    return IMU_ADDRESSES[0], tuple(_slot(schema, IMU_RECORD, each) for each in calibrations)


@pytest.fixture
def board_with(start_board: StartBoard, tmp_path: Path) -> Callable[[bytes], BoardClient]:
    """`board_with(image)`: a board that wakes up with this EEPROM."""

    def start(image: bytes) -> BoardClient:
        (tmp_path / "eeprom").write_bytes(image)
        _, board = start_board(eeprom=tmp_path / "eeprom")
        board.identify()
        return board

    return start


def _stored(board: BoardClient, sensor: int = 0) -> Numbers:
    return _numbers(board.ask(ReadCalibration(board.next_tag(), sensor), StoredCalibration))


def _stored_load(board: BoardClient) -> Numbers:
    return _numbers(board.ask(ReadLoadCalibration(board.next_tag()), StoredLoadCalibration))


@pytest.mark.parametrize("schema", [FIRST_SCHEMA, SECOND_SCHEMA], ids=hex)
def test_id_and_calibration_outlive_the_firmware_that_wrote_them(
    board_with: Callable[[bytes], BoardClient], schema: int
) -> None:
    older = replace(BOARD, counter=5, steps=3)
    board = board_with(_image(_board_slots(schema, older, BOARD)))
    assert board.identify().board_id == BOARD.board_id
    assert _stored(board) == _numbers(BOARD)
    newer = replace(BOARD, counter=7, unix_s=1_800_000_000)
    board.ask(newer, Ack)
    assert _stored(board) == _numbers(newer)


def test_body_sensor_and_load_cells_keep_what_earlier_firmware_wrote(
    board_with: Callable[[bytes], BoardClient],
) -> None:
    body = IMU_ADDRESSES[1], (_slot(SECOND_SCHEMA, IMU_RECORD, BODY),)
    load = LOAD_ADDRESS, (_slot(SECOND_SCHEMA, LOAD_RECORD, LOAD),)
    board = board_with(_image(body, load))
    assert board.identify().board_id == BODY.board_id
    assert _stored(board, 1) == _numbers(BODY)
    assert _stored_load(board) == _numbers(LOAD)
    assert board.refused(ReadCalibration(board.next_tag(), 0)) == NackReason.NO_CALIBRATION


def test_a_calibration_made_since_wins_over_one_of_the_first_firmware(
    board_with: Callable[[bytes], BoardClient],
) -> None:
    # The second firmware could not read the first one's slots, and counted from 1 again.
    since = replace(BOARD, counter=1, unix_s=1_790_000_000)
    _, (made_since,) = _board_slots(SECOND_SCHEMA, since)
    _, (forgotten,) = _board_slots(FIRST_SCHEMA, BOARD)
    board = board_with(_image((IMU_ADDRESSES[0], (made_since, forgotten))))
    assert _stored(board) == _numbers(since)
    newer = replace(since, tag=2, counter=2)
    board.ask(newer, Ack)
    assert _stored(board) == _numbers(newer)


def test_a_slot_of_an_unknown_layout_is_not_read(
    board_with: Callable[[bytes], BoardClient],
) -> None:
    board = board_with(_image(_board_slots(SECOND_SCHEMA ^ 1, BOARD)))
    assert board.identify().board_id == 0
    assert board.refused(ReadCalibration(board.next_tag(), 0)) == NackReason.NO_CALIBRATION


@pytest.fixture(scope="module")
def other_schema(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """This firmware, but for some message that it spells otherwise."""
    folder = tmp_path_factory.mktemp("other_schema") / "arduino"
    shutil.copytree(ROOT / "arduino", folder, ignore=shutil.ignore_patterns("build"))
    header = folder / "baps_board" / "wire_messages.h"
    ours, theirs = (f"SCHEMA_HASH = 0x{s:08X}UL" for s in (SCHEMA_HASH, SCHEMA_HASH ^ 0xFFFF))
    text, changed = re.subn(ours, theirs, header.read_text())
    assert changed == 1
    header.write_text(text)
    subprocess.run(["make", "-s", "-C", str(folder)], check=True, capture_output=True)
    return replace(built, firmware=folder / FIRMWARE_ELF.relative_to(ROOT / "arduino"))


def test_a_change_of_other_messages_costs_no_calibration_either_way(
    built: Built, other_schema: Built, tmp_path: Path
) -> None:
    setup = Setup(fast=True, eeprom=tmp_path / "eeprom")
    with VirtualUno(built, setup) as uno, BoardClient(uno.port) as board:
        board.identify()
        for calibration in (BOARD, BODY, LOAD):
            board.ask(calibration, Ack)
    newer = replace(BOARD, tag=9, counter=7)
    with VirtualUno(other_schema, setup) as uno, BoardClient(uno.port) as board:
        hello = board.identify()
        assert hello.schema_hash != SCHEMA_HASH
        assert hello.board_id == BOARD.board_id
        assert _stored(board) == _numbers(BOARD)
        assert _stored(board, 1) == _numbers(BODY)
        assert _stored_load(board) == _numbers(LOAD)
        board.ask(newer, Ack)
    with VirtualUno(built, setup) as uno, BoardClient(uno.port) as board:
        assert board.identify().board_id == BOARD.board_id
        assert _stored(board) == _numbers(newer)
