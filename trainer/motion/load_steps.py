"""The steps of a load calibration: readings of the cells, places of the weight, what is done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.load import FULL_SCALE_COUNTS, PLATE, PlateGeometry, cells_ready
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


class Place(Enum):
    """Where the weight stands; a corner's value is the cell it stands over."""

    CENTRE = -1
    FRONT_LEFT = 0
    FRONT_RIGHT = 1
    REAR_LEFT = 2
    REAR_RIGHT = 3

    @property
    def words(self) -> str:
        """The place in words: `centre`, `front-left` …"""
        return CELLS[self.value] if self.value >= 0 else "centre"


@dataclass(frozen=True)
class LoadSteps:
    """An empty reading and one weight (N) at some or all places.

    `flipped` are the cells (0 to 3) known to be wired backwards.
    """

    weight_n: float
    empty: CellReading
    placed: Mapping[Place, CellReading] = field(default_factory=dict)
    flipped: frozenset[int] = frozenset()
    geometry: PlateGeometry = PLATE

    @property
    def places(self) -> tuple[Place, ...]:
        """The places done, in the order of `Place`."""
        return tuple(place for place in Place if place in self.placed)

    def responses(self) -> FloatArray:
        """(places, 4): what the weight added to each cell's counts, flipped cells reversed."""
        loaded = np.array([self.placed[place].mean_counts for place in self.places])
        signs = np.array([-1.0 if cell in self.flipped else 1.0 for cell in range(len(CELLS))])
        added = loaded.reshape(-1, len(CELLS)) - np.array(self.empty.mean_counts)
        return np.asarray(added * signs, dtype=np.float64)

    def spots_mm(self) -> FloatArray:
        """(places, 2): where the weight should stand, to the toes and to the right."""
        cells = np.array([self.geometry.cell_ap_mm, self.geometry.cell_ml_mm]).T
        spots = np.concatenate([cells, cells.mean(axis=0, keepdims=True)])
        return np.asarray(spots[[place.value for place in self.places]], dtype=np.float64)
