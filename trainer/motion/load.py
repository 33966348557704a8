"""Turns counts of four load cells into load, centre of pressure and, under a dome, tilt.

Acquisition converts every reading with `plate_load`; metrics and calibration screens use the rest.

The plate lies still on its cells, so their forces balance what stands on it at every moment,
whatever moves above: load is their sum, the centre of pressure (CoP) their mean place. Under a dome
the load reaches the plate in one point, the CoP is that contact point, and rolling moves it by
dome radius · tilt towards the edge that goes down. What the model leaves out, and how large it is:

- shear: a sideways force H on the plate's top, t above the floor, moves the CoP by t·H/load. A body
  whose middle, at height h, is e away from over the contact pushes with H = load·e/h: with
  t = 30 mm and h = 950 mm that is 3 % of e, 0.3 mm where the contact runs 10 mm ahead of the body;
- rolling friction of the dome: at most its contact's own half width, some tenths of a mm;
- rolling is not quite a function of tilt: with the board's heading held by the foot, a loop out to
  tilt θ and back leaves the contact off by up to r·θ³/3, 0.05° at 8°. Slipping, and where the dome
  was set down, come on top: tilt is measured from where the contact is at level
  (`contact_at_level`).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.motion.tilt import delivered
from trainer.recording.columns import FlagArray, FloatArray, LoadCountArray
from trainer.recording.load import CELLS, Four, LoadCalibration

SMALLEST_COP_LOAD_N = 20.0
"""Below this no centre of pressure is given: 0.5 N of drift in a cell would move it by 5 mm."""


@dataclass(frozen=True)
class PlateLoad:
    """n readings: load in N, centre of pressure in mm, to thousandths, NaN where there is none."""

    load_n: FloatArray
    cop_ap_mm: FloatArray
    cop_ml_mm: FloatArray


def plate_load(counts: LoadCountArray, ready: FlagArray, calibration: LoadCalibration) -> PlateLoad:
    """Load and centre of pressure of n readings: `counts` (n, 4), bit i of `ready` (n,) cell i.

    load = Σ F_i, CoP = Σ F_i·p_i / load. NaN where a cell is missing or the cells are not
    calibrated; the centre also below `SMALLEST_COP_LOAD_N`.
    """
    forces = cell_forces_n(counts, ready, calibration)
    load_n = forces.sum(axis=1)
    # Comparing with NaN is false: a missing cell leaves no centre either.
    safe_n = np.where(load_n >= SMALLEST_COP_LOAD_N, load_n, np.nan)
    cop_ap_mm = forces @ np.array(calibration.cell_ap_mm) / safe_n
    cop_ml_mm = forces @ np.array(calibration.cell_ml_mm) / safe_n
    return PlateLoad(delivered(load_n), delivered(cop_ap_mm), delivered(cop_ml_mm))


def cell_forces_n(
    counts: LoadCountArray, ready: FlagArray, calibration: LoadCalibration
) -> FloatArray:
    """(n, 4) forces in N; NaN for a cell that is not in its reading, all NaN uncalibrated."""
    if not calibration.calibrated:
        return np.full(counts.shape, np.nan)
    forces = (counts - np.array(calibration.zero_counts)) * np.array(calibration.newton_per_count)
    return np.where(cells_ready(ready), forces, np.nan)


def cells_ready(ready: FlagArray) -> npt.NDArray[np.bool_]:
    """(n, 4) from n masks: whether each cell is in each reading."""
    return np.asarray(ready[:, np.newaxis] >> np.arange(len(CELLS)) & 1, dtype=np.bool_)


def weight_share(load_n: FloatArray, body_weight_n: float) -> FloatArray:
    """Load as a share of body weight; ValueError for a weight of zero or below."""
    if body_weight_n <= 0:
        raise ValueError(f"a body weight of {body_weight_n:g} N cannot be: give it in kg above 0")
    return np.asarray(load_n / body_weight_n, dtype=np.float64)


def plate_tilt(
    cop_ap_mm: FloatArray,
    cop_ml_mm: FloatArray,
    dome_radius_mm: float,
    at_level_mm: tuple[float, float] = (0.0, 0.0),
) -> tuple[FloatArray, FloatArray]:
    """(ap, ml) in degrees as the plate sees them: contact from `at_level_mm`, over the radius.

    Toe edge down brings the contact to the toes, right edge down to the right. To thousandths.
    """
    ap, ml = np.degrees(cop_ap_mm - at_level_mm[0]), np.degrees(cop_ml_mm - at_level_mm[1])
    return delivered(ap / dome_radius_mm), delivered(ml / dome_radius_mm)


def contact_point(
    ap_deg: FloatArray, ml_deg: FloatArray, dome_radius_mm: float
) -> tuple[FloatArray, FloatArray]:
    """(ap, ml) in mm of a rolling dome's contact from where it is at level: radius · tilt."""
    return dome_radius_mm * np.radians(ap_deg), dome_radius_mm * np.radians(ml_deg)


def contact_at_level(
    cop_ap_mm: FloatArray,
    cop_ml_mm: FloatArray,
    ap_deg: FloatArray,
    ml_deg: FloatArray,
    dome_radius_mm: float,
) -> tuple[float, float]:
    """Where on the plate the dome stands when level, in mm, from tilts at the same n moments.

    The median over the readings that have a centre of CoP − radius · tilt; NaN without any.
    """
    rolled = contact_point(ap_deg, ml_deg, dome_radius_mm)
    apart = np.stack([cop_ap_mm - rolled[0], cop_ml_mm - rolled[1]])
    apart = apart[:, np.isfinite(apart).all(axis=0)]
    if not apart.shape[1]:
        return float("nan"), float("nan")
    ap_mm, ml_mm = np.median(apart, axis=1)
    return float(ap_mm), float(ml_mm)


CELL_FROM_MIDDLE_MM = 240.0
"""Distance of each cell from the plate's middle, to the side and to the front or rear."""

_A = CELL_FROM_MIDDLE_MM

FULL_SCALE_COUNTS = 2**23 - 1
"""A conversion is a signed 24-bit number; at its ends it is saturated."""

NOMINAL_COUNTS_PER_N = 4379.0
"""For a 50 kg bathroom-scale cell (1 mV/V) at gain 128. Used to tell a fault from a load only.

The converter's whole range is ±1/256 of the voltage that feeds the cell, so 1 mV/V are
0.256 · 2²³ counts for 490 N.
"""


@dataclass(frozen=True)
class PlateGeometry:
    """Where the cells stand from the plate's middle, to the toes and to the right, in mm.

    In the order front-left, front-right, rear-left, rear-right. Weights "over a corner" stand
    over its cell.
    """

    cell_ap_mm: Four = (_A, _A, -_A, -_A)
    cell_ml_mm: Four = (-_A, _A, -_A, _A)


PLATE = PlateGeometry()
