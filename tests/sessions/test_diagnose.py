"""The diagnosis of a scripted instrument: what is well passes, each fault fails with its advice."""

from dataclasses import replace

import pytest

from tests.scripted_board import level_board
from tests.sessions.scripted_instrument import (
    CALIBRATED,
    HEALTHY_TEST,
    WEIGHED,
    ZERO_COUNTS,
    InstrumentLink,
    InstrumentSource,
    fault,
    opened,
)
from trainer.link.base import SimulatedClock
from trainer.link.sim_link import FACTORY_CALIBRATION
from trainer.link.uri import LinkContext
from trainer.recording.load import NO_LOAD_CALIBRATION
from trainer.recording.sensor import STEP_ACCEL
from trainer.sessions.board import open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts, StoredOnBoard
from trainer.sessions.diagnose import Finding, diagnose
from trainer.sessions.diagnosis.motion_sensor import (
    BOARD_PART,
    accel_trim_counts,
    gyro_trim_counts,
    self_test_findings,
)
from trainer.wire.frozen import Hello, NackReason
from trainer.wire.messages import FaultCode, RestartCause, SelfTestResult, WriteLoadCalibration

SECONDS = 3.0
EMPTY = {"still_s": "3600"}
WEIGHED_ONCE = WriteLoadCalibration(
    0, 1, 7, 0, (0,) * 4, (1 / 4276.0,) * 4, (100.0,) * 4, (100.0,) * 4
)


def known(_hello: Hello, stored: StoredOnBoard) -> BoardFacts:
    return BoardFacts(load_calibration=stored.load_calibration or NO_LOAD_CALIBRATION)


def found(link: InstrumentLink, **options: object) -> dict[tuple[str, str], Finding]:
    findings = diagnose(opened(link, **options), SECONDS)  # type: ignore[arg-type]
    named = {(f.part, f.name): f for f in findings}
    assert len(named) == len(findings)
    # Simulated time passes in steps of a frame, and so do answers.
    del named["link", "link_latency_ms"]
    return named


def failures(findings: dict[tuple[str, str], Finding]) -> set[tuple[str, str]]:
    failed = {key for key, finding in findings.items() if not finding.passed}
    assert all(findings[key].advice for key in failed)
    assert not any(f.advice for key, f in findings.items() if key not in failed)
    return failed


def test_a_healthy_instrument_passes_in_every_part() -> None:
    findings = found(InstrumentLink(InstrumentSource()))
    assert failures(findings) == set()
    parts = {part for part, _ in findings}
    assert {"board sensor", "body sensor", "load cells", "link", "switches"} < parts
    assert findings["load cell rear-left", "own_rate_hz"].value == 80.0
    assert findings["load cell rear-left", "noise_counts"].value == pytest.approx(30, rel=0.2)
    noise_n = findings["load cell rear-left", "noise_n"].value
    assert noise_n == pytest.approx(30 / 4276, rel=0.2)
    assert findings["body sensor", "rate_hz"].value == pytest.approx(500, rel=0.02)


def test_sensors_that_are_not_there_are_one_line_each_and_no_failure() -> None:
    findings = found(InstrumentLink(InstrumentSource(), cells=0, body=False))
    assert failures(findings) == set()
    for part in ("body sensor", "load cells"):
        assert [name for p, name in findings if p == part] == ["fitted"]
        assert findings[part, "fitted"].note == "not fitted"


def test_sensors_that_were_calibrated_once_and_do_not_answer_fail() -> None:
    link = InstrumentLink(InstrumentSource(), cells=0, body=False)
    link.firmware.remember(replace(FACTORY_CALIBRATION, sensor=1))
    link.firmware.remember(WEIGHED_ONCE)
    findings = found(link)
    assert failures(findings) == {("body sensor", "fitted"), ("load cells", "fitted")}
    assert "strap cable" in findings["body sensor", "fitted"].advice


def test_a_plain_plate_has_no_motion_sensor_and_passes() -> None:
    board = open_board("sim:plate?seed=2", LinkContext(SimulatedClock(), defaults=EMPTY), known)
    wait_for_samples(board.feed, lambda _: None)
    findings = {(f.part, f.name): f for f in diagnose(board, SECONDS)}
    board.close()
    del findings["link", "link_latency_ms"]
    assert failures(findings) == set()
    assert findings["board sensor", "fitted"].note == "not fitted"
    assert findings["load cells", "zero_load_n"].value == pytest.approx(0.0, abs=0.2)


def test_a_body_sensor_that_vanished_fails_with_what_to_do() -> None:
    source = InstrumentSource(
        silent={1: (1.0, 999.0)}, events={500: fault(FaultCode.SENSOR_SILENT, 1, 1)}
    )
    findings = found(InstrumentLink(source))
    assert failures(findings) == {("body sensor", "samples"), ("body sensor", "faults")}
    assert "strap cable" in findings["body sensor", "faults"].advice


def test_load_cells_that_fell_silent_fail() -> None:
    findings = found(InstrumentLink(InstrumentSource(silent={"load": (1.0, 999.0)})))
    assert failures(findings) == {("load cells", "readings")}


def test_a_cell_that_others_answer_without_fails() -> None:
    findings = found(InstrumentLink(InstrumentSource(ready_mask=0b0111), cells=0b0111))
    assert failures(findings) == {("load cell rear-right", "fitted")}


@pytest.mark.parametrize(
    ("code", "word"),
    [
        (FaultCode.LOAD_CELL_STUCK, "data wire"),
        (FaultCode.LOAD_CELL_DESYNC, "shorten"),
        (FaultCode.LOAD_CELL_SATURATED, "four wires"),
    ],
)
def test_a_fault_that_a_cell_had_meanwhile_is_named_though_it_is_over(
    code: FaultCode, word: str
) -> None:
    source = InstrumentSource(events={2000: fault(code, 2, 1), 2200: fault(code, 2, 0)})
    findings = found(InstrumentLink(source))
    assert failures(findings) == {("load cell rear-left", "faults")}
    assert word in findings["load cell rear-left", "faults"].advice


def test_a_rest_of_settling_cells_is_neither_lost_readings_nor_jitter() -> None:
    code = FaultCode.LOAD_CELL_DESYNC
    source = InstrumentSource(
        rest_s=(4.0, 4.1), events={2000: fault(code, 2, 1), 2050: fault(code, 2, 0)}
    )
    findings = found(InstrumentLink(source))
    assert failures(findings) == {("load cell rear-left", "faults")}
    assert findings["load cells", "missed_readings"].value == 0


def test_a_cell_whose_rate_pin_is_set_otherwise_is_named() -> None:
    findings = found(InstrumentLink(InstrumentSource(cell_hz=(80.0, 10.0, 80.0, 80.0))))
    assert ("load cell front-right", "own_rate_hz") in failures(findings)
    assert "RATE pin" in findings["load cell front-right", "own_rate_hz"].advice


@pytest.mark.parametrize(("hz", "passes"), [(87.0, True), (73.0, True), (90.0, False)])
def test_an_oscillator_may_be_a_tenth_off(hz: float, passes: bool) -> None:
    findings = found(InstrumentLink(InstrumentSource(cell_hz=(80.0, 80.0, 80.0, hz))))
    assert findings["load cell rear-right", "own_rate_hz"].passed is passes


def test_noise_of_a_cell_and_a_cell_that_repeats_one_value_fail() -> None:
    noisy = found(InstrumentLink(InstrumentSource(cell_noise=1500.0)))
    assert ("load cell front-left", "noise_counts") in failures(noisy)
    frozen = found(InstrumentLink(InstrumentSource(cell_noise=0.0)))
    assert ("load cell front-left", "repeated_pct") in failures(frozen)


def test_a_cell_at_the_end_of_its_scale_fails() -> None:
    counts = ((1 << 23) - 1, *ZERO_COUNTS[1:])
    findings = found(InstrumentLink(InstrumentSource(cell_counts=counts, cell_noise=0.0)))
    assert ("load cell front-left", "saturated") in failures(findings)


def test_a_zero_that_moved_names_the_cell_and_uncalibrated_cells_say_what_to_run() -> None:
    counts = (ZERO_COUNTS[0] + 8000, *ZERO_COUNTS[1:])
    moved = found(InstrumentLink(InstrumentSource(cell_counts=counts)))
    assert ("load cell front-left", "zero_n") in failures(moved)
    assert moved["load cell front-left", "zero_n"].value == pytest.approx(8000 / 4276, rel=0.01)
    unknown = found(InstrumentLink(InstrumentSource()), calibration=NO_LOAD_CALIBRATION)
    assert failures(unknown) == {("load cells", "calibrated")}
    assert ("load cell front-left", "zero_n") not in unknown
    assert WEIGHED.calibrated


def test_a_shaking_body_sensor_is_not_at_rest_while_the_board_is() -> None:
    findings = found(InstrumentLink(InstrumentSource(body_noise=400.0)))
    failed = failures(findings)
    assert {part for part, _ in failed} == {"body sensor"}
    assert {"at_rest", "accel_x_sd_g", "gyro_z_sd_deg_s"} <= {name for _, name in failed}
    assert "body sensor is moving" in findings["body sensor", "at_rest"].advice


def test_missed_slots_fail_for_the_sensor_that_missed_them() -> None:
    link = InstrumentLink(InstrumentSource(silent={1: (4.5, 4.55)}))
    findings = found(link)
    assert failures(findings) == {("body sensor", "missed_slots")}
    assert findings["body sensor", "missed_slots"].value == 25


def test_an_axis_that_does_not_move_fails_the_self_test() -> None:
    link = InstrumentLink(InstrumentSource())
    link.firmware.tests[1] = replace(HEALTHY_TEST, accel_change=(2291, 3, 2291))
    assert failures(found(link)) == {("body sensor", "self_test_accel_y")}


@pytest.mark.parametrize(
    ("reason", "passes", "word"),
    [
        (NackReason.UNKNOWN_COMMAND, True, "no self-test"),
        (NackReason.SENSOR_MISSING, False, "check its wires"),
    ],
)
def test_a_refused_self_test_is_said(reason: NackReason, passes: bool, word: str) -> None:
    link = InstrumentLink(InstrumentSource())
    link.firmware.tests[0] = reason
    finding = found(link)["board sensor", "self_test"]
    assert finding.passed is passes
    assert word in finding.advice + finding.note


# An accelerometer's code 1 stands for 1393 counts, a gyroscope's code 31 for 12623.
@pytest.mark.parametrize(
    ("changed", "name", "off_pct", "passes"),
    [
        ({"accel_change": (1575, 1393, 1393)}, "self_test_accel_x", 13.1, True),
        ({"accel_change": (1393, 1393, 1180)}, "self_test_accel_z", -15.3, False),
        ({"gyro_change": (12623, -10980, 12623)}, "self_test_gyro_y", -13.0, True),
        ({"gyro_change": (12623, 12623, 12623)}, "self_test_gyro_y", -200.0, False),
    ],
)
def test_an_axis_may_move_14_percent_more_or_less_than_its_trim_says(
    changed: dict[str, tuple[int, ...]], name: str, off_pct: float, passes: bool
) -> None:
    codes = (1, 1, 1, 31, 31, 31)
    new = SelfTestResult(0, 0, 0x68, (1393,) * 3, (12623, -12623, 12623), codes)
    assert all(finding.passed for finding in self_test_findings(BOARD_PART, new))
    findings = {f.name: f for f in self_test_findings(BOARD_PART, replace(new, **changed))}
    assert findings[name].value == pytest.approx(off_pct, abs=0.1)
    assert {n for n, f in findings.items() if not f.passed} == (set() if passes else {name})


def test_an_axis_without_a_factory_trim_is_not_judged() -> None:
    untrimmed = replace(HEALTHY_TEST, trim=(16, 16, 16, 0, 16, 16), gyro_change=(0, -6430, 6430))
    finding = self_test_findings(BOARD_PART, untrimmed)[3]
    assert (finding.name, finding.value, finding.passed) == ("self_test_gyro_x", None, True)
    assert "no trim" in finding.note


def test_what_a_trim_code_stands_for_is_what_the_register_map_says() -> None:
    # Its two formulas at their ends, by hand.
    assert gyro_trim_counts(1) == 3275
    assert gyro_trim_counts(31) == pytest.approx(12622, abs=1)
    assert accel_trim_counts(1) == pytest.approx(1392.64)
    assert accel_trim_counts(31) == pytest.approx(3768.32)


@pytest.mark.parametrize(
    ("scale", "steps", "failed"),
    [
        (1.03, CALIBRATED.steps, set()),
        (1.03, CALIBRATED.steps | {STEP_ACCEL}, {("board sensor", "gravity_g")}),
        (1.01, CALIBRATED.steps | {STEP_ACCEL}, set()),
    ],
)
def test_gravity_is_judged_as_calibrated_and_strictly_once_accel_was_done(
    scale: float, steps: frozenset[str], failed: set[tuple[str, str]]
) -> None:
    board = opened(InstrumentLink(InstrumentSource()))
    board = replace(board, calibration=replace(CALIBRATED, accel_scale=(scale,) * 3, steps=steps))
    findings = {(f.part, f.name): f for f in diagnose(board, SECONDS)}
    assert findings["board sensor", "gravity_g"].value == pytest.approx(scale, abs=0.001)
    assert failures(findings) - {("link", "link_latency_ms")} == failed


def test_a_held_button_and_an_open_rail_stop_fail() -> None:
    class Switched(InstrumentSource):
        def _sample(self, slot):
            return replace(super()._sample(slot), flags=1 | 2 | 4)

    findings = found(InstrumentLink(Switched(tilt=level_board)))
    assert failures(findings) == {
        ("switches", "rail_stop_closed"),
        ("switches", "button_released"),
    }


def test_a_restart_nobody_asked_for_names_its_cause() -> None:
    class Restarting(InstrumentLink):
        def read(self) -> bytes:
            if self._told is None and not restarted and self._now_us() > 3.6e6:
                restarted.append(True)
                self.restart(RestartCause.BROWN_OUT)
            return super().read()

    restarted: list[bool] = []
    findings = found(Restarting(InstrumentSource()))
    assert ("link", "restarts") in failures(findings)
    assert "supply" in findings["link", "restarts"].advice
