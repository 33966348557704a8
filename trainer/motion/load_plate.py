"""The plate's geometry: where its four cells stand, and what one of their counts is worth.

Calibration, acquisition and simulation share it; `hardware/` is built to it.
"""

from dataclasses import dataclass

from trainer.recording.load import Four

CELL_FROM_MIDDLE_MM = 210.0
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
