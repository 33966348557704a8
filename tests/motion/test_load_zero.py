"""The daily check of the empty plate: what is used, what is zeroed anew, what is refused."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from tests.load_plate import SimulatedPlate
from trainer.motion.calibration import CalibrationError
from trainer.motion.load import plate_load
from trainer.motion.load_calibration import ZeroVerdict, calibrate_load, check_zero, zeroed
from trainer.motion.load_steps import CellReading
from trainer.recording.load import NO_LOAD_CALIBRATION
from trainer.simulation.load_cells import CellErrors

NOW, LATER = datetime(2026, 5, 6, tzinfo=UTC), datetime(2026, 5, 7, tzinfo=UTC)
ERRORS = CellErrors.drawn(3)
PLATE = SimulatedPlate(ERRORS)
STORED = calibrate_load(PLATE.weighed(), NOW, "op 1", board_id=9, counter=4)


def drifted(newtons: tuple[float, float, float, float]) -> SimulatedPlate:
    zero = np.array(ERRORS.zero_counts) + np.array(newtons) * ERRORS.counts_per_n
    a, b, c, d = zero.tolist()
    return SimulatedPlate(replace(ERRORS, zero_counts=(a, b, c, d)))


def test_the_plate_as_it_was_calibrated_is_good() -> None:
    check = check_zero(STORED, PLATE.reading(0.0))
    assert (check.verdict, check.advice) == (ZeroVerdict.GOOD, "")
    assert np.abs(check.off_n).max() < 0.05


@pytest.mark.parametrize("newtons", [(0.0, 0.0, 3.0, 0.0), (0.8, 0.8, 0.8, 0.8)])
def test_a_drift_is_told_in_newtons_and_zeroed(newtons: tuple[float, float, float, float]) -> None:
    plate = drifted(newtons)
    empty = plate.reading(0.0)
    check = check_zero(STORED, empty)
    assert check.verdict is ZeroVerdict.SHIFTED
    assert check.off_n == pytest.approx(newtons, abs=0.1)
    assert check.total_n == pytest.approx(sum(newtons), abs=0.1)
    assert "new zero" in check.advice
    made = zeroed(STORED, empty, LATER, "op 2")
    assert (made.counter, made.made_at, made.operator, made.board_id) == (5, LATER, "op 2", 9)
    assert made.newton_per_count == STORED.newton_per_count
    found = plate.counts(686.0, 40.0, -25.0)
    load = plate_load(found.counts, found.ready, made)
    assert np.median(load.cop_ap_mm) == pytest.approx(40.0, abs=0.2)


def test_somebody_on_the_plate_is_no_zero() -> None:
    standing = PLATE.reading(600.0)
    check = check_zero(STORED, standing)
    assert check.verdict is ZeroVerdict.REFUSED
    assert "clear the plate" in check.advice
    with pytest.raises(CalibrationError, match="clear the plate"):
        zeroed(STORED, standing, LATER)


def test_a_moving_or_saturated_plate_is_no_zero() -> None:
    moving = CellReading((0.0,) * 4, (0.0, 0.0, 9e4, 0.0), (0.0,) * 4, n=100)
    with pytest.raises(CalibrationError, match=r"not steady at the rear-left cell.*empty step"):
        check_zero(STORED, moving)
    full = CellReading((0.0,) * 4, (1.0,) * 4, (0.0,) * 4, frozenset({1}), 100)
    with pytest.raises(CalibrationError, match="front-right cell is at the end"):
        check_zero(STORED, full)


def test_cells_never_calibrated_have_no_zero() -> None:
    with pytest.raises(CalibrationError, match="baps calibrate load"):
        check_zero(NO_LOAD_CALIBRATION, PLATE.reading(0.0))
