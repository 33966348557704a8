"""A board put into service as `hardware/README.md` tells it: real firmware, real commands, hands.

What is typed at the simulated board stands in `tests/virtual_uno/README.md`.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from scipy.spatial.transform import Rotation

from tests.end_to_end.calibrating import Helper, number
from tests.virtual_uno.bench import PLACES_MM, Bench
from tests.virtual_uno.scenes import Mounts
from tests.virtual_uno.setup import BodySensor, LoadCells, four_cells
from tests.virtual_uno.virtual_uno import Setup, VirtualUno
from trainer.motion.dome_check import drawn_rims
from trainer.recording.load import CELLS

DOME = 3
NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}
UPSIDE_DOWN = Mounts(
    board=Rotation.from_euler("xyz", [178.0, 3.0, 71.0], degrees=True),
    thigh=Rotation.from_matrix([[0.0, -1.0, 0.0], [0.0, 0.0, -1.0], [1.0, 0.0, 0.0]]),
)
FITTED = Setup(
    fast=True,
    gyro_bias_deg_s=(3.0, -5.0, 8.0),
    body=BodySensor(sensor_clock_pct=0.4, gyro_bias_deg_s=(-2.0, 1.0, 4.0), **NOISE),
    cells=LoadCells(four_cells(80)),
    **NOISE,
)
OF_THE_COMPUTER = {
    ("board sensor", "rate_hz"),
    ("body sensor", "rate_hz"),
    ("link", "link_latency_ms"),
}
"""By the clock of a computer that may be too busy to simulate a board in real time."""
MADE_BY_THE_STEPS = {
    ("board sensor", "calibrated"),
    ("load cells", "calibrated"),
    ("load cells", "zero_load_n"),
    *((f"load cell {name}", "zero_n") for name in CELLS),
}
"""Findings that are there, or can pass, only where the steps' results outlive the power."""


def test_a_board_is_calibrated_step_by_step_and_may_then_be_used(
    built, baps, environment, tmp_path: Path
) -> None:
    board = replace(FITTED, eeprom=tmp_path / "eeprom")
    rim_deg = drawn_rims()[DOME].tilt_deg[0]
    with VirtualUno(built, board) as uno:
        hands = uno.hands(Bench(rim_deg), UPSIDE_DOWN)
        calibrate = Helper(uno, hands, environment).calibrate

        found = calibrate(("level", "--on", "blocks"), "pose level", "pose turned", "pose turned")
        assert number(found["turned"]) == pytest.approx(180.0, abs=2.0)
        assert number(found["floor slopes"]) < 0.5
        assert found["kept"].endswith(": level")

        found = calibrate(("front",), "pose toe", "pose heel")
        assert number(found["toe edge down"]) == pytest.approx(rim_deg, abs=0.2)
        assert number(found["heel edge down"]) == pytest.approx(rim_deg, abs=0.2)
        assert found["kept"].endswith(": front, level")

        found = calibrate(("rim", "--level", f"{DOME}"), "roll 4")
        assert number(found["smallest tilt"]) == pytest.approx(rim_deg, abs=0.2)
        assert number(found["largest tilt"]) == pytest.approx(rim_deg, abs=0.2)

        weighed = (f"weigh 10 {place}" for place in PLACES_MM)
        found = calibrate(("load", "--weight-kg", "10"), "empty", *weighed)
        assert number(found["largest error of weight"]) < 1.0
        assert number(found["largest error of place"]) < 2.0

        hands.start("unstrap")
        assert baps("patient", "add", "K7").returncode == 0
        found = calibrate(("thigh", "--patient", "K7", "--side", "right"), "thigh")
        assert number(found["motion about one axis"]) > 95.0
        assert number(found["axis off the strap's mark"]) < 2.0

    with VirtualUno(built, replace(board, fast=False)) as uno:
        told = baps("diagnose", "--board", f"serial:{uno.port}", "--seconds", "5", "--json")
    findings = json.loads(told.stdout)["findings"]
    failed = {(f["part"], f["name"]) for f in findings if not f["passed"]}
    assert failed <= OF_THE_COMPUTER
    assert told.returncode == (1 if failed else 0)
    assert {(f["part"], f["name"]) for f in findings} >= MADE_BY_THE_STEPS
