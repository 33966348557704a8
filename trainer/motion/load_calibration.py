"""Load calibration: four factors from one known weight at five places, and new zeros. Pure.

The calibration screens and commands call `calibrate_load` once all steps are done, and
`check_steps` (`load_checks`) after each step, so that a fault is reported while the weight is
still in somebody's hands. `check_zero` is the daily check of the empty plate.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.load_checks import check_reading, check_steps, require_all_places
from trainer.motion.load_steps import CellReading, LoadSteps, four
from trainer.recording.columns import FloatArray
from trainer.recording.load import CELLS, NO_LOAD_CALIBRATION, Four, FourCounts, LoadCalibration

WEIGHT_WITHIN = 0.002
"""How exactly a gym weight, or one from a scale, is known, as a share of it."""
PLACED_WITHIN_MM = 3.0
"""How exactly people place a weight over a mark by eye."""
RESIDUAL_SHARE = 0.02
RESIDUAL_MM = 10.0
"""Larger errors than these cannot come from placing a weight by eye."""


@dataclass(frozen=True)
class LoadFit:
    """Factors in N per count, and the error that is left for each placed weight."""

    newton_per_count: FloatArray
    off_n: FloatArray
    off_mm: FloatArray


def calibrate_load(
    steps: LoadSteps, made_at: datetime, operator: str = "", board_id: int = 0, counter: int = 1
) -> LoadCalibration:
    """Zero and factor of each cell, with the largest remaining errors as residuals.

    `CalibrationError` (`CellsBackwards` among them) in one line that names the step to redo.
    """
    check_steps(steps)
    require_all_places(steps)
    fit = fit_factors(steps)
    _check_residuals(steps, fit)
    signs = np.array([-1.0 if cell in steps.flipped else 1.0 for cell in range(4)])
    return replace(
        NO_LOAD_CALIBRATION,
        board_id=board_id,
        counter=counter,
        made_at=made_at,
        operator=operator,
        zero_counts=zero_counts(steps.empty),
        newton_per_count=four(fit.newton_per_count * signs),
        cell_ap_mm=steps.geometry.cell_ap_mm,
        cell_ml_mm=steps.geometry.cell_ml_mm,
        residual_n=float(fit.off_n.max()),
        residual_mm=float(fit.off_mm.max()),
    )


def fit_factors(steps: LoadSteps) -> LoadFit:
    """Least squares over three equations a place: force, and its moment about both axes.

    Σ k_i·r_i = W, Σ k_i·r_i·p_i = W·P, each divided by how exactly its right side is known. Sums
    alone are not enough: on a stiff plate an error of the factors with signs (+, −, −, +) never
    changes a sum, but it mixes the axes of the centre of pressure.
    """
    responses, spots = steps.responses(), steps.spots_mm()
    cells = np.array([steps.geometry.cell_ap_mm, steps.geometry.cell_ml_mm])
    rows = [responses / WEIGHT_WITHIN]
    wanted = [np.full(len(responses), 1.0 / WEIGHT_WITHIN)]
    for axis in (0, 1):
        rows.append(responses * cells[axis] / PLACED_WITHIN_MM)
        wanted.append(spots[:, axis] / PLACED_WITHIN_MM)
    size = float(np.abs(responses).max())
    solved, *_ = np.linalg.lstsq(np.concatenate(rows) / size, np.concatenate(wanted), rcond=None)
    factors = solved * steps.weight_n / size
    load_n = responses @ factors
    stood = (responses * factors) @ cells.T / load_n[:, np.newaxis]
    return LoadFit(factors, np.abs(load_n - steps.weight_n), np.hypot(*(stood - spots).T))


def zero_counts(empty: CellReading) -> FourCounts:
    """The empty plate's counts as integers: one count is a few ten-thousandths of a newton."""
    a, b, c, d = (round(value) for value in empty.mean_counts)
    return a, b, c, d


def _check_residuals(steps: LoadSteps, fit: LoadFit) -> None:
    if fit.newton_per_count.min() <= 0:
        raise CalibrationError(
            "the readings do not fit one weight at five places: do the load steps again from the "
            "empty plate on"
        )
    for off, limit, unit in (
        (fit.off_n, RESIDUAL_SHARE * steps.weight_n, "N"),
        (fit.off_mm, RESIDUAL_MM, "mm"),
    ):
        if off.max() > limit:
            place = steps.places[int(off.argmax())].words
            raise CalibrationError(
                f"the weight at the {place} is off by {off.max():.1f} {unit}, more than "
                f"{limit:.1f}: do the {place} step again with the weight right on its mark"
            )


GOOD_CELL_N = 1.0
"""1 N at one corner moves the centre of pressure of 70 kg by 0.5 mm."""
GOOD_TOTAL_N = 2.0
ZEROED_CELL_N = 40.0
"""A board of 4 kg put on or taken off changes any cell by less."""


class ZeroVerdict(StrEnum):
    """Whether the stored zero still holds."""

    GOOD = "good"
    SHIFTED = "shifted"
    REFUSED = "refused"


@dataclass(frozen=True)
class ZeroCheck:
    """How far each cell of the empty plate is off, in N, and what to do (empty if good)."""

    off_n: Four
    verdict: ZeroVerdict
    advice: str = ""

    @property
    def total_n(self) -> float:
        """The load that the empty plate would show, in N."""
        return sum(self.off_n)


def check_zero(stored: LoadCalibration, empty: CellReading) -> ZeroCheck:
    """Judge an empty reading. `CalibrationError` with advice if it cannot be judged.

    Only zeros can be checked here: a changed factor shows only with a weight on the plate.
    """
    if not stored.calibrated:
        raise CalibrationError("these load cells were never calibrated: run baps calibrate load")
    check_reading("empty", empty)
    moved = np.array(empty.mean_counts) - np.array(stored.zero_counts)
    off = moved * np.array(stored.newton_per_count)
    worst = int(np.abs(off).argmax())
    told = f"the {CELLS[worst]} cell of the empty plate is off by {off[worst]:+.1f} N"
    if abs(off[worst]) > ZEROED_CELL_N:
        advice = f"{told}: clear the plate; if it stays so, run baps calibrate load"
        return ZeroCheck(four(off), ZeroVerdict.REFUSED, advice)
    if abs(off[worst]) > GOOD_CELL_N or abs(float(off.sum())) > GOOD_TOTAL_N:
        advice = f"{told}: take a new zero, the board on the plate as it will be used"
        return ZeroCheck(four(off), ZeroVerdict.SHIFTED, advice)
    return ZeroCheck(four(off), ZeroVerdict.GOOD)


def zeroed(
    stored: LoadCalibration, empty: CellReading, made_at: datetime, operator: str = ""
) -> LoadCalibration:
    """The next calibration: this zero with the stored factors, its counter raised by one.

    `CalibrationError` for a reading that `check_zero` refuses.
    """
    check = check_zero(stored, empty)
    if check.verdict is ZeroVerdict.REFUSED:
        raise CalibrationError(check.advice)
    return replace(
        stored,
        counter=stored.counter + 1,
        made_at=made_at,
        operator=operator,
        zero_counts=zero_counts(empty),
    )
