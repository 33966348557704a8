"""The steps of a load calibration done so far, and the places of the weight."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from trainer.motion.load_plate import PLATE, PlateGeometry
from trainer.motion.load_reading import CellReading
from trainer.recording.columns import FloatArray
from trainer.recording.load import CELLS


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
