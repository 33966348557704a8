"""`load`: empty, a known weight at five places, and everything that can be put wrongly."""

from dataclasses import replace

import numpy as np
import pytest

from tests.sessions.calibrating import CALIBRATED, Run, assert_refused, followed, opened
from tests.sessions.loaded_board import ALL_PLACES, CENTRE, CORNERS, EMPTY, KG, LoadedSource, held
from trainer.motion.load import PLATE, plate_load
from trainer.motion.load_steps import Place
from trainer.recording.load import LoadCalibration, LoadSetup
from trainer.sessions.calibration.load import (
    KnownWeight,
    flips_of,
    how_to_flip,
    load_guide,
    zero_guide,
)
from trainer.simulation.load_cells import CellErrors, plate_forces_n

ERRORS = CellErrors.drawn(5)
STORED = LoadCalibration(
    counter=4,
    zero_counts=tuple(round(zero) for zero in ERRORS.zero_counts),
    newton_per_count=tuple(1 / (gain * ERRORS.counts_per_n) for gain in ERRORS.gain),
    cell_ap_mm=PLATE.cell_ap_mm,
    cell_ml_mm=PLATE.cell_ml_mm,
)
BACKWARDS = replace(ERRORS, gain=(-ERRORS.gain[0], *ERRORS.gain[1:]))


def run_of(
    script, errors=ERRORS, known=None, on_backwards=how_to_flip, stored=None, **source
) -> Run:
    setup = LoadSetup(calibration=stored) if stored else LoadSetup()
    board = opened(LoadedSource([], script=script, errors=errors, **source), CALIBRATED, setup)
    known = known or KnownWeight(KG)
    return followed(lambda keep: load_guide(board, keep, known, on_backwards))


def counts_of(errors: CellErrors, load_n: float, ap_mm: float, ml_mm: float) -> np.ndarray:
    forces = plate_forces_n(np.array([load_n]), np.array([ap_mm]), np.array([ml_mm]))
    gain = np.array(errors.gain) * errors.counts_per_n
    return np.rint(errors.zero_counts + gain * forces).astype(np.int32)


def assert_true(done: LoadCalibration, errors: CellErrors) -> None:
    """70 kg at a point come out as they are."""
    ready = np.array([15], np.uint8)
    plate = plate_load(counts_of(errors, 686.0, 55.0, -35.0), ready, done)
    assert plate.load_n[0] == pytest.approx(686.0, rel=0.003)
    assert (plate.cop_ap_mm[0], plate.cop_ml_mm[0]) == pytest.approx((55.0, -35.0), abs=1.0)


def test_a_weight_at_five_places_calibrates_cells_that_are_each_a_little_off() -> None:
    run = run_of(ALL_PLACES, stored=LoadCalibration(counter=4))
    assert run.finished.passed, run.finished
    assert len(run.prompts) == 6
    assert "FRONT LEFT" in run.prompts[2]
    assert run.kept[0].counter == 5
    assert_true(run.kept[0], ERRORS)
    assert float(run.line("largest error of weight").split()[0]) < 0.5
    assert float(run.line("largest error of place").split()[0]) < 3.0


def test_slow_converters_calibrate_too() -> None:
    slow = [(newton, 2 * seconds, spot) for newton, seconds, spot in ALL_PLACES]
    setup = LoadSetup(rate_hz=10.0)
    source = LoadedSource([], script=slow, errors=ERRORS, load_rate_hz=10.0)
    board = opened(source, CALIBRATED, setup)
    run = followed(lambda keep: load_guide(board, keep, KnownWeight(KG)))
    assert_true(run.kept[0], ERRORS)


@pytest.mark.parametrize("kg", [0.0, -5.0])
def test_a_weight_of_zero_or_below_is_refused_before_anything_is_asked(kg) -> None:
    run = run_of(ALL_PLACES, known=KnownWeight(kg))
    assert run.prompts == []
    assert_refused(run, f"{kg:g} kg is not possible", "above 0")


def test_a_weight_too_light_to_calibrate_by_is_refused() -> None:
    assert_refused(run_of(ALL_PLACES, known=KnownWeight(2.0)), "5 kg or more")


def test_the_same_corner_twice_is_refused_by_name() -> None:
    front_left = CORNERS[Place.FRONT_LEFT]
    run = run_of([EMPTY, held(KG, CENTRE), held(KG, front_left), held(KG, front_left)])
    assert_refused(run, "one place for front-left and front-right", "front-right step again")


def test_a_weight_that_is_not_moved_is_waited_for(monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.load_watch.PATIENCE_S", 8.0)
    run = run_of([EMPTY, held(KG, CENTRE, 60.0)])
    assert "waiting for the weight to be moved" in run.notices
    assert_refused(run, "gave up", "FRONT LEFT")


def test_a_load_that_never_rests_is_given_up(monkeypatch) -> None:
    monkeypatch.setattr("trainer.sessions.calibration.load_watch.PATIENCE_S", 8.0)
    run = run_of([EMPTY, held(KG, CENTRE, 60.0)], trembling_n=15.0)
    assert "not steady: hands off" in run.notices
    assert_refused(run, "gave up")


def test_a_cell_wired_backwards_is_named_and_how_to_flip_it() -> None:
    asked = []

    def refuse(cells: frozenset[int]) -> str:
        asked.append(cells)
        return how_to_flip(cells)

    run = run_of(ALL_PLACES, BACKWARDS, on_backwards=refuse)
    assert asked == [frozenset({0})]
    assert_refused(run, "wired backwards: front-left", "--flip front-left")


def test_a_cell_wired_backwards_is_turned_round_when_somebody_agrees() -> None:
    run = run_of(ALL_PLACES, BACKWARDS, on_backwards=lambda _: "")
    assert run.line("taken as turned round") == "front-left"
    assert_true(run.kept[0], BACKWARDS)


def test_a_cell_said_to_be_backwards_on_the_command_line_is_not_asked_for() -> None:
    run = run_of(ALL_PLACES, BACKWARDS, KnownWeight(KG, flips_of(("front-left",))))
    assert run.finished.passed
    assert run.kept[0].newton_per_count[0] < 0


def test_a_good_cell_said_to_be_backwards_is_refused() -> None:
    run = run_of(ALL_PLACES, ERRORS, KnownWeight(KG, flips_of(("rear-right",))))
    assert_refused(run, "rear-right cell is wired correctly")


def test_a_plate_that_was_not_empty_at_first_is_told_from_backward_cells() -> None:
    run = run_of([held(60.0, CENTRE, 7.0), held(KG, CENTRE, 9.0)])
    assert_refused(run, "not empty at the first step")


def test_a_board_without_load_cells_says_so() -> None:
    board = opened(LoadedSource([], script=[EMPTY]), CALIBRATED)
    run = followed(lambda keep: load_guide(board, keep, KnownWeight(KG)))
    assert_refused(run, "no load cells", "baps diagnose")


def test_a_new_zero_keeps_the_factors() -> None:
    later = replace(ERRORS, zero_counts=tuple(zero + 9000 for zero in ERRORS.zero_counts))
    source = LoadedSource([], script=[EMPTY], errors=later)
    board = opened(source, CALIBRATED, LoadSetup(calibration=STORED))
    run = followed(lambda keep: zero_guide(board, keep))
    assert run.kept[0].counter == STORED.counter + 1
    assert run.kept[0].newton_per_count == STORED.newton_per_count
    assert run.line("zero moved") == f"{4 * 9000 / 4379:+.1f} N"
    assert_true(run.kept[0], later)


def test_a_zero_far_off_is_no_zero() -> None:
    source = LoadedSource([], script=[held(70.0, CENTRE, 9.0)], errors=ERRORS)
    board = opened(source, CALIBRATED, LoadSetup(calibration=STORED))
    assert_refused(followed(lambda keep: zero_guide(board, keep)), "clear the plate")
