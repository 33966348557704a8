"""Seconds of counts from the four cells as one reading: what a calibration step is made of."""

from dataclasses import dataclass

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.load import cells_ready
from trainer.motion.load_plate import FULL_SCALE_COUNTS
from trainer.recording.columns import FlagArray, FloatArray, LoadCountArray
from trainer.recording.load import CELLS, Four

FEWEST_READINGS = 20
"""Two seconds of the slow converters, a quarter of a second of the fast ones."""


@dataclass(frozen=True)
class CellReading:
    """Counts of the four cells over a stretch of n common readings.

    `noise_counts` is the standard deviation of one reading, `drift_counts` the second half's mean
    minus the first half's; `saturated` are the cells that reached an end of the converter's range.
    """

    mean_counts: Four
    noise_counts: Four
    drift_counts: Four
    saturated: frozenset[int] = frozenset()
    n: int = 0


def cell_reading(counts: LoadCountArray, ready: FlagArray) -> CellReading:
    """n readings, `counts` (n, 4) and masks `ready` (n,), as one; incomplete ones are ignored.

    `CalibrationError` names a cell that hardly answers, or says that too few readings came.
    """
    answered = cells_ready(ready)
    enough = answered.sum(axis=0) >= FEWEST_READINGS
    if enough.any() and not enough.all():
        cell = CELLS[int(np.argmin(enough))]
        raise CalibrationError(
            f"the {cell} cell gives no readings: check its plug and its wires, then do this step "
            "again"
        )
    whole = counts[answered.all(axis=1)].astype(np.float64)
    if len(whole) < FEWEST_READINGS:
        raise CalibrationError(
            f"only {len(whole)} readings came from the load cells: check their cable, then do this "
            "step again"
        )
    half = len(whole) // 2
    at_an_end = (whole >= FULL_SCALE_COUNTS) | (whole <= -FULL_SCALE_COUNTS)
    return CellReading(
        four(whole.mean(axis=0)),
        four(whole.std(axis=0, ddof=1)),
        four(whole[half:].mean(axis=0) - whole[:half].mean(axis=0)),
        frozenset(np.flatnonzero(at_an_end.any(axis=0)).tolist()),
        len(whole),
    )


def four(values: FloatArray) -> Four:
    a, b, c, d = values.tolist()
    return a, b, c, d
