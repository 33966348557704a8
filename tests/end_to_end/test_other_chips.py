"""The sensor people really get, the one that does not fit, and the one that fell off: what every
command does with the real firmware."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.firmware.board_client import BoardClient
from tests.virtual_uno.building import Built
from tests.virtual_uno.setup import BodySensor, LoadCells
from tests.virtual_uno.virtual_uno import Setup, VirtualUno
from trainer.sessions.board import MOTION_SILENT
from trainer.wire.messages import Ack, WriteCalibration

NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}
FOREIGN = 0x55
ONES = (1.0, 1.0, 1.0)
LEVEL_AND_FRONT = WriteCalibration(
    1, 0, 1, 0, 3, 1_700_000_000, (1.0, 0.0, 0.0, 0.0), ONES, (0.0, 0.0, 0.0), ONES
)


def diagnosed(baps, port: str) -> dict[tuple[str, str], dict[str, object]]:
    told = baps("diagnose", "--board", f"serial:{port}", "--seconds", "3", "--json")
    return {(f["part"], f["name"]): f for f in json.loads(told.stdout)["findings"]}


def test_the_diagnosis_names_the_chips_and_does_not_judge_what_it_cannot(
    built: Built, baps
) -> None:
    setup = Setup(fast=True, who=0x98, body=BodySensor(who=0x70, **NOISE), **NOISE)
    with VirtualUno(built, setup) as uno:
        findings = diagnosed(baps, uno.port)
    for part, name in (("board sensor", "ICM-20689"), ("body sensor", "MPU-6500")):
        assert findings[part, "chip"]["note"] == name
        assert findings[part, "self_test"]["passed"]
        assert findings[part, "self_test"]["note"] == f"not judged on this chip ({name})"
        assert findings[part, "gravity_g"]["passed"]


@pytest.mark.parametrize("cells", [None, LoadCells()], ids=["alone", "with cells"])
@pytest.mark.parametrize(
    "command",
    [("diagnose", "--seconds", "3"), ("log", "--seconds", "1"), ("calibrate", "level")],
    ids=" ".join,
)
def test_a_chip_that_does_not_fit_is_named_with_what_to_order(
    built: Built, baps, command: Sequence[str], cells: LoadCells | None
) -> None:
    with VirtualUno(built, Setup(fast=True, who=FOREIGN, cells=cells)) as uno:
        told = baps(*command, "--board", f"serial:{uno.port}")
    assert told.returncode == 1
    said = told.stdout + told.stderr
    assert "a chip that answers 0x55 sits in place of the MPU-6050: order a GY-521" in said
    assert "wires" not in said


def test_a_chip_on_the_strap_that_does_not_fit_is_named_and_the_board_is_used(
    built: Built, baps
) -> None:
    setup = Setup(fast=True, body=BodySensor(who=FOREIGN), **NOISE)
    with VirtualUno(built, setup) as uno:
        told = baps("log", "--board", f"serial:{uno.port}", "--seconds", "1")
    assert told.returncode == 0
    assert "0x55 sits on the strap in place of the MPU-6050" in told.stderr
    assert "thigh_flexion_deg" not in told.stdout
    with VirtualUno(built, setup) as uno:
        findings = diagnosed(baps, uno.port)
    assert not findings["body sensor", "fitted"]["passed"]
    assert "0x55" in str(findings["body sensor", "fitted"]["advice"])


@pytest.mark.parametrize(
    "command",
    [
        ("diagnose", "--seconds", "3"),
        ("log", "--seconds", "1"),
        ("play", "quiet-stance", "--headless", "--seconds", "5"),
        ("calibrate", "level"),
        ("calibrate", "load", "--zero"),
        ("calibrate", "place", "--on", "shank"),
    ],
    ids=" ".join,
)
def test_a_board_whose_motion_sensor_fell_off_is_never_a_force_plate(
    built: Built, baps, tmp_path: Path, command: Sequence[str]
) -> None:
    setup = Setup(fast=True, cells=LoadCells(), eeprom=tmp_path / "eeprom")
    with VirtualUno(built, setup) as uno, BoardClient(uno.port) as board:
        board.identify()
        board.ask(LEVEL_AND_FRONT, Ack)
    with VirtualUno(built, setup) as uno:
        uno.do("unplug")
        told = baps(*command, "--board", f"serial:{uno.port}")
    assert told.returncode == 1
    assert MOTION_SILENT in told.stdout + told.stderr
