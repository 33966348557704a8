"""Faults of the built instrument, with the real firmware: the right advice, and a stream that goes
on without a restart of the program."""

import io
import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.virtual_uno.building import Built
from tests.virtual_uno.setup import CLOCK_PCT, BodySensor, LoadCell, LoadCells
from tests.virtual_uno.virtual_uno import Setup, VirtualUno
from trainer.link.uri import LinkContext
from trainer.recording.interfaces import Stretch
from trainer.recording.load import LoadCalibration
from trainer.sessions.board import open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts
from trainer.sessions.diagnose import Finding, diagnose
from trainer.sessions.listening import BACK, log_rows
from trainer.sessions.rows import RowFormat, RowWriter, row_form

NOISE = {"accel_noise_g": 0.004, "gyro_noise_deg_s": 0.06}
BODY, CELLS = BodySensor(**NOISE), LoadCells()
# Even counts: a clock that got lost shows in the last bit every time, and not every second time.
EVEN_CELLS = LoadCells(
    tuple(LoadCell(80, pct, zero_counts=2_000.0, noise_counts=0.0) for pct in CLOCK_PCT)
)
WEIGHED = LoadCalibration(newton_per_count=(1 / 4276.0,) * 4)
SECONDS = 6.0
"""Faults come when the first samples were delivered, at 3 s, and are over before the last."""
LONGEST_GAP_US = 50_000
WRAP_US = 1 << 32


@dataclass(frozen=True)
class Logged:
    """What a log brought: rows by name, everything that was held, and what was said in order."""

    rows: list[dict[str, Any]]
    stretch: Stretch
    said: list[str]

    def column(self, name: str) -> list[Any]:
        return [row[name] for row in self.rows]


def log(
    built: Built, seconds: float = SECONDS, once_back: Sequence[str] = (), **setup: Any
) -> Logged:
    """Log a virtual Uno for so many seconds by its serial port.

    The actions `once_back` are done when the board is said to be back.
    """
    out, said = io.StringIO(), []
    with VirtualUno(built, Setup(fast=True, **NOISE, **setup)) as uno:

        def say(line: str) -> None:
            said.append(line)
            for action in once_back if line == BACK else ():
                uno.do(action)

        known = BoardFacts(load_calibration=WEIGHED)
        board = open_board(f"serial:{uno.port}", LinkContext(), lambda *_: known)
        try:
            wait_for_samples(board.feed, said.append)
            said.clear()
            log_rows(board, RowWriter(out, RowFormat.JSONL, row_form(board)), seconds, say)
            stretch = board.feed.since(-1)
        finally:
            board.close()
    return Logged([json.loads(line) for line in out.getvalue().splitlines()], stretch, said)


def assert_said(logged: Logged, *parts: str) -> None:
    """Each of these was said, in this order, whatever else was."""
    lines: Iterator[str] = iter(logged.said)
    missing = [part for part in parts if not any(part in line for line in lines)]
    assert missing == [], logged.said


def longest_gap_us(times_us: npt.NDArray[np.int64]) -> int:
    return int(np.diff(times_us).max())


@dataclass(frozen=True)
class CellFault:
    """A fault of cell 2 (rear-left), and a word of its advice."""

    action: str
    word: str
    ends_with: Sequence[str] = field(default=())
    cells: LoadCells = CELLS


CELL_FAULTS = [
    CellFault("cell-stick:2", "data wire", ("7:cell-free:2",)),
    CellFault("cell-miss:2", "shorten the wires", cells=EVEN_CELLS),
    CellFault("cell-saturate:2", "end of its scale", ("7:cell-free:2",)),
]


def test_a_strap_cable_pulled_and_put_back_never_touches_the_board(built: Built) -> None:
    logged = log(built, body=BODY, schedule=["5:body-unplug", "7:body-plug"])
    assert_said(logged, "body sensor silent: check the strap cable", "body sensor back")
    assert set(logged.column("epoch")) == {0}
    samples, body = logged.stretch.samples, logged.stretch.body
    assert longest_gap_us(samples.device_us) < LONGEST_GAP_US
    assert 1.9e6 < longest_gap_us(body.device_us) < 3e6
    assert samples.device_us[-1] - body.device_us[-1] < LONGEST_GAP_US


@pytest.mark.parametrize("fault", CELL_FAULTS, ids=lambda fault: fault.action)
def test_a_faulty_cell_is_named_and_the_load_comes_back(built: Built, fault: CellFault) -> None:
    logged = log(built, cells=fault.cells, schedule=[f"5:{fault.action}", *fault.ends_with])
    advice = "load cell rear-left"
    assert_said(logged, advice, "load cell rear-left back")
    assert any(advice in line and fault.word in line for line in logged.said)
    assert set(logged.column("epoch")) == {0}
    samples, load = logged.stretch.samples, logged.stretch.load
    assert longest_gap_us(samples.device_us) < LONGEST_GAP_US
    loads = logged.column("load_n")
    assert loads[-1] is not None
    assert load.ready[-1] == 0b1111
    if not fault.action.startswith("cell-saturate"):
        assert None in loads
        assert not np.all(load.ready[load.device_us > load.device_us[0] + 1e6] == 0b1111)


def test_a_brown_out_names_the_supply_and_all_sensors_stream_again(built: Built) -> None:
    logged = log(built, seconds=8.0, body=BODY, cells=CELLS, schedule=["5:brown-out"])
    assert_said(logged, "no data from the board", "its supply broke down", BACK)
    assert set(logged.column("epoch")) == {0, 1}
    assert np.all(np.diff(logged.column("t_s")) > 0)
    stretch = logged.stretch
    for other in (stretch.load, stretch.body):
        assert set(other.epoch.tolist()) == {0, 1}
        assert abs(int(stretch.samples.device_us[-1] - other.device_us[-1])) < LONGEST_GAP_US


def test_what_was_cut_off_during_a_brown_out_comes_back_when_it_is_put_right(
    built: Built,
) -> None:
    schedule = ["5:body-unplug", "5:cell-stick:2", "6:brown-out"]
    logged = log(
        built,
        seconds=12.0,
        once_back=["body-plug", "cell-free:2"],
        body=BODY,
        cells=CELLS,
        schedule=schedule,
    )
    assert_said(
        logged,
        "body sensor silent: check the strap cable",
        "its supply broke down",
        BACK,
        "body sensor back",
    )
    assert_said(logged, "load cell rear-left does not answer", "load cell rear-left back")
    assert set(logged.column("epoch")) == {0, 1}
    samples, body = logged.stretch.samples, logged.stretch.body
    restarted_us = samples.device_us[samples.epoch == 1][0]
    assert body.device_us[body.epoch == 1][0] - restarted_us > LONGEST_GAP_US
    assert samples.device_us[-1] - body.device_us[-1] < LONGEST_GAP_US
    assert longest_gap_us(samples.device_us[samples.epoch == 1]) < LONGEST_GAP_US
    load = logged.stretch.load
    assert set(load.ready[load.epoch == 1]) == {0b1011, 0b1111}
    assert logged.column("load_n")[-1] is not None


def test_a_clock_that_wraps_is_seen_by_nobody(built: Built) -> None:
    # Bootloader and stillness take 4.7 s of the time to the wrap, and the handshake some.
    logged = log(built, seconds=8.0, body=BODY, cells=CELLS, start_us=WRAP_US - 9_500_000)
    assert not any("back" in line or "restart" in line for line in logged.said)
    assert set(logged.column("epoch")) == {0}
    stretch = logged.stretch
    assert stretch.samples.device_us[0] < WRAP_US < stretch.samples.device_us[-1]
    for sensor in (stretch.samples, stretch.load, stretch.body):
        assert 0 < longest_gap_us(sensor.device_us) < LONGEST_GAP_US
        assert np.all(np.diff(sensor.t_s) > 0)


def test_a_bus_held_low_is_told_of_both_sensors_and_both_come_back(built: Built) -> None:
    logged = log(built, body=BODY, cells=CELLS, schedule=["5:stick:2"])
    for part in ("board sensor", "body sensor"):
        assert_said(logged, f"{part} cut off, something holds the sensor bus low", f"{part} back")
    assert set(logged.column("epoch")) == {0}
    stretch = logged.stretch
    for sensor in (stretch.samples, stretch.body):
        assert 1.9e6 < longest_gap_us(sensor.device_us) < 3e6
    assert longest_gap_us(stretch.load.device_us) < LONGEST_GAP_US
    assert logged.column("load_n")[-1] is not None


def test_a_board_sensor_pulled_and_put_back_does_not_end_the_load(built: Built) -> None:
    logged = log(built, cells=CELLS, schedule=["5:unplug", "7:plug"])
    assert_said(logged, "board sensor silent: check the four wires", "board sensor back")
    assert set(logged.column("epoch")) == {0}
    assert longest_gap_us(logged.stretch.load.device_us) < LONGEST_GAP_US


def test_a_cut_rail_stop_cable_is_told_and_ends_no_log(built: Built) -> None:
    # A contact that bounces is told once a second of the computer's time, and this Uno is quicker.
    logged = log(built, seconds=16.0, schedule=["5:rail-open", "7:rail-close"])
    assert_said(logged, "rail stop open: plug it in, or fit the link", "rail stop closed")
    assert longest_gap_us(logged.stretch.samples.device_us) < LONGEST_GAP_US


def findings_of(built: Built, seconds: float = 3.0, **setup: Any) -> dict[tuple[str, str], Finding]:
    with VirtualUno(built, Setup(fast=True, **NOISE, **setup)) as uno:
        known = BoardFacts(
            load_calibration=replace(WEIGHED, zero_counts=(-20_000, 0, 20_000, 40_000))
        )
        board = open_board(f"serial:{uno.port}", LinkContext(), lambda *_: known)
        try:
            wait_for_samples(board.feed, lambda _: None)
            return {(f.part, f.name): f for f in diagnose(board, seconds)}
        finally:
            board.close()


def test_the_diagnosis_measures_every_sensor_of_the_real_firmware(built: Built) -> None:
    findings = findings_of(built, body=BODY, cells=CELLS)
    for part, (kind, axis) in itertools.product(
        ("board sensor", "body sensor"), itertools.product(("accel", "gyro"), "xyz")
    ):
        assert findings[part, f"self_test_{kind}_{axis}"].passed
    for name, clock_pct in zip(
        ("front-left", "front-right", "rear-left", "rear-right"),
        (cell.clock_pct for cell in CELLS.cells if cell is not None),
        strict=True,
    ):
        own_hz = findings[f"load cell {name}", "own_rate_hz"].value
        assert own_hz == pytest.approx(80 * (1 + clock_pct / 100), rel=0.01)
        assert findings[f"load cell {name}", "zero_n"].passed
    for part, name in [
        ("board sensor", "gravity_g"),
        ("body sensor", "gravity_g"),
        ("load cells", "zero_load_n"),
        ("link", "faulty_frames"),
        ("link", "unknown_messages"),
        ("link", "restarts"),
        ("switches", "rail_stop_closed"),
    ]:
        assert findings[part, name].passed, findings[part, name]


def test_the_diagnosis_names_what_vanished_since_the_board_was_reached(built: Built) -> None:
    findings = findings_of(
        built, body=BODY, cells=CELLS, schedule=["2:body-unplug", "2:cell-stick:1"]
    )
    assert not findings["body sensor", "samples"].passed
    assert "strap cable" in findings["body sensor", "faults"].advice
    assert not findings["body sensor", "self_test"].passed
    assert "data wire" in findings["load cell front-right", "faults"].advice
    assert findings["board sensor", "faults"].passed


def test_the_diagnosis_of_a_bare_board_fits_nothing_to_it(built: Built) -> None:
    findings = findings_of(built, schedule=["2:rail-open", "2:button-down"])
    for part in ("body sensor", "load cells"):
        assert findings[part, "fitted"].note == "not fitted"
    assert not findings["switches", "rail_stop_closed"].passed
    assert not findings["switches", "button_released"].passed
