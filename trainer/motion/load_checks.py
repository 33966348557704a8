"""Checks of a load calibration's steps, made after each step.

No factor is known yet, so the checks assume that all four cells are of one kind.
"""

from itertools import combinations

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.load import NOMINAL_COUNTS_PER_N
from trainer.motion.load_steps import CellReading, LoadSteps, Place
from trainer.recording.columns import FloatArray
from trainer.recording.load import CELLS
from trainer.recording.sensor import STANDARD_GRAVITY

SMALLEST_WEIGHT_N = 45.0
"""Under about 5 kg the drift of the cells would be a percent of the weight."""
UNSTEADY_N = 1.5
"""The most that one cell may drift or tremble in a step; a resting weight stays below 0.3 N."""
SILENT_SHARE = 0.02
"""A cell that carries less than this share of a weight above it does not respond."""
ABSENT_SHARE = 0.2
"""With the nominal factor, a plate that feels less than this share of the weight is empty."""
SPOT_WITHIN_SHARE = 0.25
"""How far a weight may stand from its place, as a share of the distance between the cells."""


class CellsBackwards(CalibrationError):
    """Counts of `cells` fall under a weight: pass them as `flipped`, or swap their wires."""

    def __init__(self, cells: frozenset[int]) -> None:
        self.cells = cells
        which = " and ".join(CELLS[cell] for cell in sorted(cells))
        super().__init__(
            f"wired backwards: {which}; accept it as reversed, or swap its two signal wires and "
            "begin again"
        )


def check_steps(steps: LoadSteps) -> None:
    """`CalibrationError` for the first fault in the steps so far; it names the step to redo."""
    check_weight(steps.weight_n)
    check_reading("empty", steps.empty)
    for place in steps.places:
        check_reading(place.words, steps.placed[place])
    if not steps.places:
        return
    _check_responses(steps)
    _check_spots(steps)


def require_all_places(steps: LoadSteps) -> None:
    """`CalibrationError` names the places where the weight has not been yet."""
    missing = [place.words for place in Place if place not in steps.placed]
    if missing:
        raise CalibrationError(f"the weight was not yet put on: {', '.join(missing)}")


def check_weight(weight_n: float) -> None:
    """`CalibrationError` for an impossible weight, or one too light to calibrate with."""
    kg = weight_n / STANDARD_GRAVITY
    if not weight_n > 0:
        raise CalibrationError(
            f"a weight of {kg:g} kg is not possible: give its mass in kg, above 0"
        )
    if not SMALLEST_WEIGHT_N <= weight_n < np.inf:
        raise CalibrationError(
            f"a weight of {kg:.3g} kg is too light or too heavy: use one of 5 kg or more"
        )


def check_reading(step: str, reading: CellReading) -> None:
    """`CalibrationError` for a reading that moved or reached the end of a cell's range."""
    if reading.saturated:
        which = " and ".join(CELLS[cell] for cell in sorted(reading.saturated))
        raise CalibrationError(
            f"the {which} cell is at the end of its range: check its wires, or take a lighter "
            f"weight; then do the {step} step again"
        )
    wandered = np.maximum(reading.noise_counts, np.abs(reading.drift_counts))
    if wandered.max() > UNSTEADY_N * NOMINAL_COUNTS_PER_N:
        raise CalibrationError(
            f"the load was not steady at the {CELLS[int(wandered.argmax())]} cell: do the {step} "
            "step again, hands off, nobody walking near the plate"
        )


def _check_responses(steps: LoadSteps) -> None:
    responses = steps.responses()
    expected = steps.weight_n * NOMINAL_COUNTS_PER_N
    felt = np.abs(responses).sum(axis=1)
    if felt.max() < ABSENT_SHARE * expected:
        place = steps.places[int(felt.argmin())]
        raise CalibrationError(
            f"the plate feels no weight: set it on, then do the {place.words} step again"
        )
    if felt.min() < 0.5 * np.median(felt):
        place = steps.places[int(felt.argmin())]
        raise CalibrationError(
            f"the plate feels less weight than before: do the {place.words} step again with the "
            "whole weight on the plate"
        )
    strongest = np.abs(responses).max(axis=0)
    if strongest.min() < SILENT_SHARE * felt.max():
        raise CalibrationError(
            f"the {CELLS[int(strongest.argmin())]} cell does not respond: check that its foot "
            "stands on the floor and its wires; then begin again"
        )
    _check_signs(steps, responses, felt)


def _check_signs(steps: LoadSteps, responses: FloatArray, felt: FloatArray) -> None:
    """A weight at the centre presses every cell; a weight over a corner presses that cell."""
    sums = np.zeros(len(CELLS))
    for row, place in zip(responses, steps.places, strict=True):
        pressed = np.arange(len(CELLS)) if place is Place.CENTRE else np.array([place.value])
        sums[pressed] += row[pressed]
    backwards = np.flatnonzero(sums < -SILENT_SHARE * float(np.median(felt)))
    if not len(backwards):
        return
    again = [CELLS[cell] for cell in backwards if cell in steps.flipped]
    if again:
        raise CalibrationError(f"the {again[0]} cell is wired correctly: do not reverse it")
    raise CellsBackwards(steps.flipped | frozenset(backwards.tolist()))


def _check_spots(steps: LoadSteps) -> None:
    """Whether each weight stood near its mark, and no two stood at the same place."""
    cells = np.array([steps.geometry.cell_ap_mm, steps.geometry.cell_ml_mm]).T
    responses, places = steps.responses(), steps.places
    stood = responses @ cells / responses.sum(axis=1, keepdims=True)
    reach = SPOT_WITHIN_SHARE * float(np.ptp(cells, axis=0).max())
    for (i, first), (j, second) in combinations(enumerate(places), 2):
        if np.hypot(*(stood[i] - stood[j])) < reach:
            raise CalibrationError(
                f"the weight stood in one place for {first.words} and {second.words}: do the "
                f"{_farther(steps, stood, i, j).words} step again"
            )
    missed = np.hypot(*(stood - steps.spots_mm()).T)
    worst = int(missed.argmax())
    if missed[worst] > reach:
        raise CalibrationError(
            f"the weight was not at the {places[worst].words}: do the {places[worst].words} step "
            "again"
        )


def _farther(steps: LoadSteps, stood: FloatArray, i: int, j: int) -> Place:
    """The one of two steps whose weight stood farther from its mark."""
    missed = np.hypot(*(stood - steps.spots_mm()).T)
    return steps.places[i if missed[i] > missed[j] else j]
