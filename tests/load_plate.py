"""A simulated plate with its weights, for the tests of load cells."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from zlib import crc32

import numpy as np

from trainer.motion.load import PLATE
from trainer.motion.load_steps import CellReading, LoadSteps, Place, cell_reading
from trainer.recording.columns import FloatArray
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.simulation.load_cells import CellCounts, CellErrors, LoadCells, plate_forces_n

WEIGHT_N = 20.0 * STANDARD_GRAVITY
CELL_SPOTS_MM = np.array([PLATE.cell_ap_mm, PLATE.cell_ml_mm]).T


@dataclass(frozen=True)
class SimulatedPlate:
    """Four cells with errors of their own; every reading is of a run of its own."""

    errors: CellErrors
    rate_hz: float = 80.0

    def counts(
        self, load_n: float, ap_mm: float = 0.0, ml_mm: float = 0.0, seconds: float = 2.0
    ) -> CellCounts:
        """A load at rest at one point."""
        n = int(seconds * 1000)
        still = np.ones(n)
        return self.counts_of(plate_forces_n(load_n * still, ap_mm * still, ml_mm * still))

    def counts_of(self, forces_n: FloatArray) -> CellCounts:
        """What the cells say of forces (n, 4) a millisecond apart."""
        seed = crc32(forces_n[-1].tobytes())
        cells = LoadCells(self.errors, self.rate_hz, seed)
        cells.meet(forces_n)
        return cells.due((len(forces_n) - 1) / 1000)

    def reading(self, load_n: float, ap_mm: float = 0.0, ml_mm: float = 0.0) -> CellReading:
        """The same as a calibration step takes it, in three seconds."""
        found = self.counts(load_n, ap_mm, ml_mm, 3.0)
        return cell_reading(found.counts, found.ready)

    def weighed(
        self, weight_n: float = WEIGHT_N, off_mm: Mapping[Place, tuple[float, float]] | None = None
    ) -> LoadSteps:
        """All steps done as asked, the weight beside its marks by `off_mm`."""
        off_mm = off_mm or {}
        placed = {}
        for place in Place:
            spot = CELL_SPOTS_MM[place.value] if place.value >= 0 else np.zeros(2)
            ap_mm, ml_mm = spot + off_mm.get(place, (0.0, 0.0))
            placed[place] = self.reading(weight_n, float(ap_mm), float(ml_mm))
        return LoadSteps(weight_n, self.reading(0.0), placed)


def without(steps: LoadSteps, *places: Place) -> LoadSteps:
    """The same steps with some not done."""
    placed = {place: steps.placed[place] for place in steps.places if place not in places}
    return replace(steps, placed=placed)


def having(steps: LoadSteps, place: Place, reading: CellReading) -> LoadSteps:
    """The same steps with one done otherwise."""
    return replace(steps, placed={**steps.placed, place: reading})
