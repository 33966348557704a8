"""The daily check of the empty plate: does its stored zero still hold?"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.load_calibration import zero_counts
from trainer.motion.load_checks import check_reading
from trainer.motion.load_reading import CellReading, four
from trainer.recording.load import CELLS, Four, LoadCalibration

GOOD_CELL_N = 1.0
"""1 N at one corner moves the centre of pressure of 70 kg by 0.4 mm."""
GOOD_TOTAL_N = 2.0
ZEROED_CELL_N = 40.0
"""A board of 4 kg put on or taken off changes any cell by less."""


class ZeroVerdict(StrEnum):
    """Whether the stored zero still holds."""

    GOOD = "good"
    SHIFTED = "shifted"
    REFUSED = "refused"


@dataclass(frozen=True)
class ZeroCheck:
    """How far each cell of the empty plate is off, in N, and what to do (empty if good)."""

    off_n: Four
    verdict: ZeroVerdict
    advice: str = ""

    @property
    def total_n(self) -> float:
        """The load that the empty plate would show, in N."""
        return sum(self.off_n)


def check_zero(stored: LoadCalibration, empty: CellReading) -> ZeroCheck:
    """Judge an empty reading. `CalibrationError` with advice if it cannot be judged.

    Only zeros can be checked here: a changed factor shows only with a weight on the plate.
    """
    if not stored.calibrated:
        raise CalibrationError("these load cells were never calibrated: run baps calibrate load")
    check_reading("empty", empty)
    moved = np.array(empty.mean_counts) - np.array(stored.zero_counts)
    off = moved * np.array(stored.newton_per_count)
    worst = int(np.abs(off).argmax())
    told = f"the {CELLS[worst]} cell of the empty plate is off by {off[worst]:+.1f} N"
    if abs(off[worst]) > ZEROED_CELL_N:
        advice = f"{told}: clear the plate; if it stays so, run baps calibrate load"
        return ZeroCheck(four(off), ZeroVerdict.REFUSED, advice)
    if abs(off[worst]) > GOOD_CELL_N or abs(float(off.sum())) > GOOD_TOTAL_N:
        advice = f"{told}: take a new zero, the board on the plate as it will be used"
        return ZeroCheck(four(off), ZeroVerdict.SHIFTED, advice)
    return ZeroCheck(four(off), ZeroVerdict.GOOD)


def zeroed(
    stored: LoadCalibration, empty: CellReading, made_at: datetime, operator: str = ""
) -> LoadCalibration:
    """The next calibration: this zero with the stored factors, its counter raised by one.

    `CalibrationError` for a reading that `check_zero` refuses.
    """
    check = check_zero(stored, empty)
    if check.verdict is ZeroVerdict.REFUSED:
        raise CalibrationError(check.advice)
    return replace(
        stored,
        counter=stored.counter + 1,
        made_at=made_at,
        operator=operator,
        zero_counts=zero_counts(empty),
    )
