"""What can be wrong with a load calibration's steps, said after each of them.

All judged before any factor is known, by taking the four cells for cells of one kind.
"""

from itertools import combinations

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.load_plate import NOMINAL_COUNTS_PER_N
from trainer.motion.load_reading import CellReading
from trainer.motion.load_steps import LoadSteps, Place
from trainer.recording.columns import FloatArray
from trainer.recording.load import CELLS
from trainer.recording.sensor import STANDARD_GRAVITY

SMALLEST_WEIGHT_N = 45.0
"""With less than about 5 kg the cells' own drift would be a percent of it."""
UNSTEADY_N = 1.5
"""What one cell may wander by, or tremble, in a step: a resting weight stays below 0.3 N."""
SILENT_SHARE = 0.02
"""A cell that takes less of the weight than this, even under it, does not respond."""
ABSENT_SHARE = 0.2
"""A plate that feels less of the weight than this, with the cells' nominal factor, is empty."""
SPOT_WITHIN_SHARE = 0.25
"""How far a weight may stand from its place before factors are known, of the cells' distance."""


class CellsBackwards(CalibrationError):
    """`cells` go down where weight pushes: call again with them `flipped`, or swap their wires."""

    def __init__(self, cells: frozenset[int]) -> None:
        self.cells = cells
        which = " and ".join(CELLS[cell] for cell in sorted(cells))
        super().__init__(
            f"wired backwards: {which}; take it as turned round, or swap its two signal wires and "
            "begin again"
        )


def check_steps(steps: LoadSteps) -> None:
    """`CalibrationError` for the first fault of the steps done so far, naming what to do again."""
    check_weight(steps.weight_n)
    check_reading("empty", steps.empty)
    for place in steps.places:
        check_reading(place.words, steps.placed[place])
    if not steps.places:
        return
    _check_responses(steps)
    _check_spots(steps)


def require_all_places(steps: LoadSteps) -> None:
    """`CalibrationError` names the places that the weight has not been put on."""
    missing = [place.words for place in Place if place not in steps.placed]
    if missing:
        raise CalibrationError(f"the weight was not yet put on: {', '.join(missing)}")


def check_weight(weight_n: float) -> None:
    """`CalibrationError` for a weight that cannot be, or is too light to calibrate by."""
    kg = weight_n / STANDARD_GRAVITY
    if not weight_n > 0:
        raise CalibrationError(f"a weight of {kg:g} kg cannot be: give its own kg, above 0")
    if not SMALLEST_WEIGHT_N <= weight_n < np.inf:
        raise CalibrationError(f"a weight of {kg:.3g} kg will not do: take one of 5 kg or more")


def check_reading(step: str, reading: CellReading) -> None:
    """`CalibrationError` for one reading that moved or met the end of a cell's range."""
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
    """At the centre every cell is pressed, and each under a weight over it."""
    sums = np.zeros(len(CELLS))
    for row, place in zip(responses, steps.places, strict=True):
        pressed = np.arange(len(CELLS)) if place is Place.CENTRE else np.array([place.value])
        sums[pressed] += row[pressed]
    backwards = np.flatnonzero(sums < -SILENT_SHARE * float(np.median(felt)))
    if not len(backwards):
        return
    again = [CELLS[cell] for cell in backwards if cell in steps.flipped]
    if again:
        raise CalibrationError(f"the {again[0]} cell is wired right: do not turn it round")
    raise CellsBackwards(steps.flipped | frozenset(backwards.tolist()))


def _check_spots(steps: LoadSteps) -> None:
    """Whether each weight stood about where it should, and no two at one place."""
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
    """Of two steps the one whose weight stood farther from its own place."""
    missed = np.hypot(*(stood - steps.spots_mm()).T)
    return steps.places[i if missed[i] > missed[j] else j]
