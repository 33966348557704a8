"""Load cells: their readings, their calibration, and how they ran in a trial."""

from dataclasses import dataclass
from datetime import datetime
from math import prod, sqrt

import numpy as np

from trainer.recording.columns import (
    Columns,
    FlagArray,
    FloatArray,
    IntArray,
    LoadCountArray,
    column,
)
from trainer.recording.sensor import NEVER

Four = tuple[float, float, float, float]
FourCounts = tuple[int, int, int, int]

CELLS = ("front-left", "front-right", "rear-left", "rear-right")
"""Cell i of every array, mask and message."""

CELL_NAMES = tuple(f"{cell.replace('-', '_')}_counts" for cell in CELLS)

SETTLING_CONVERSIONS = 4
"""Conversions until an HX711 has settled (datasheet). A reading reflects the load two earlier."""

LIGHTEST_KG, HEAVIEST_KG = 20.0, 200.0
"""What a patient can weigh."""
DECK_LIMIT_KG = 120.0
"""The most that may stand on the deck; `hardware/README.md` has the sums."""
PLATE_LIMIT_KG = {50: 65.0, 100: 120.0}
"""The most that may stand on the plate, by the nominal load of each of its four cells."""
FULL_SCALE_NEWTON_PER_COUNT = {50: 490.3 / (0.256 * 2**23), 100: 980.7 / (0.256 * 2**23)}
"""The factor of a cell of 1 mV/V at gain 128, by its nominal load: tells which cells are fitted."""


@dataclass(frozen=True)
class LoadSamples(Columns):
    """n common readings of the cells (`counts` is n by 4).

    `seq` counts readings; bit i of `ready` says that cell i is in it. `t_s` is on the clock of
    `Samples.t_s`, minus half the cells' settling time. Load and centre of pressure are NaN if a
    cell is missing or uncalibrated; the centre also while hardly any load is on the plate.
    """

    seq: IntArray = column(np.int64)
    epoch: IntArray = column(np.int64)
    device_us: IntArray = column(np.int64)
    t_s: FloatArray = column(np.float64, decimals=6)
    counts: LoadCountArray = column(np.int32, *CELL_NAMES)
    ready: FlagArray = column(np.uint8)
    flags: FlagArray = column(np.uint8)
    load_n: FloatArray = column(np.float64)
    cop_ap_mm: FloatArray = column(np.float64)
    cop_ml_mm: FloatArray = column(np.float64)


@dataclass(frozen=True)
class LoadCalibration:
    """Turns counts into force: cell i carries (count - zero_counts) * newton_per_count, in N.

    Cells stand at (`cell_ap_mm`, `cell_ml_mm`) from the plate's middle, to the toes and to the
    right. A cell wired backwards has a negative factor. `residual_n` and `residual_mm` are the
    largest errors left over its weights. Never changed, only replaced by a newer one.
    """

    board_id: int = 0
    counter: int = 0
    made_at: datetime = NEVER
    operator: str = ""
    zero_counts: FourCounts = (0, 0, 0, 0)
    newton_per_count: Four = (0.0, 0.0, 0.0, 0.0)
    cell_ap_mm: Four = (0.0, 0.0, 0.0, 0.0)
    cell_ml_mm: Four = (0.0, 0.0, 0.0, 0.0)
    residual_n: float = 0.0
    residual_mm: float = 0.0

    @property
    def calibrated(self) -> bool:
        """Whether every cell has a factor; without one there is no load."""
        return all(self.newton_per_count)


NO_LOAD_CALIBRATION = LoadCalibration()


def plate_limit_kg(calibration: LoadCalibration) -> float:
    """The most that may stand on a plate with these cells; the smaller limit before calibration."""
    factor = max(map(abs, calibration.newton_per_count))
    between = sqrt(prod(FULL_SCALE_NEWTON_PER_COUNT.values()))
    return PLATE_LIMIT_KG[100 if factor > between else 50]


@dataclass(frozen=True)
class LoadSetup:
    """How the load cells ran: nominal rate and calibration.

    `body_weight_n` is the patient's, if known: loads are shown as shares of it.
    """

    rate_hz: float = 80.0
    calibration: LoadCalibration = NO_LOAD_CALIBRATION
    body_weight_n: float | None = None

    @property
    def delay_us(self) -> int:
        """Half the settling time, which is taken off a reading's time."""
        return round(SETTLING_CONVERSIONS / 2 * 1e6 / self.rate_hz)
