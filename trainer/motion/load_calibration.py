"""From an empty plate and one known weight at five places to four factors. Pure.

The calibration screens and commands call `calibrate_load` once all steps are done, and
`check_steps` (`load_checks`) after each step, so that a fault is reported while the weight is
still in somebody's hands.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.load_checks import check_steps, require_all_places
from trainer.motion.load_reading import CellReading, four
from trainer.motion.load_steps import LoadSteps
from trainer.recording.columns import FloatArray
from trainer.recording.load import NO_LOAD_CALIBRATION, FourCounts, LoadCalibration

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
