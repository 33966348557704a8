"""The boards of the made-up clinic: calibrated, with the drawn rims, and simulated as all else."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from trainer.recording.envelope import Rim, assumed_rim
from trainer.recording.sensor import (
    STEP_ACCEL,
    STEP_FRONT,
    STEP_LEVEL,
    SensorCalibration,
)
from trainer.recording.trial import SIMULATED_URI, BoardIdentity
from trainer.recording.vocabulary import Source

URI = f"{SIMULATED_URI}demo"
FIRMWARE = "1.0.0"
OPERATOR = "demo"
BOARD_IDS = (0xDE01, 0xDE02, 0xDE03)
LEVELS = (1, 2, 3)
CALIBRATED_BEFORE = timedelta(days=3)
AGAIN_AFTER = timedelta(days=45)


@dataclass(frozen=True)
class DemoBoard:
    """One board, its calibrations, the newest last, and its rims by dome."""

    identity: BoardIdentity
    calibrations: tuple[SensorCalibration, ...]
    rims: tuple[Rim, ...]

    def calibration_at(self, moment: datetime) -> SensorCalibration:
        """The one that counted then."""
        made = [each for each in self.calibrations if each.made_at <= moment]
        return made[-1] if made else self.calibrations[0]

    def rim(self, level: int) -> Rim:
        """That of a dome."""
        return next(rim for rim in self.rims if rim.level == level)


def boards(opened: datetime) -> tuple[DemoBoard, ...]:
    """All boards of a clinic that opened then. The first was calibrated a second time since."""
    made = opened - CALIBRATED_BEFORE
    found = []
    for board_id in BOARD_IDS:
        steps = frozenset({STEP_LEVEL, STEP_FRONT, STEP_ACCEL})
        first = SensorCalibration(board_id, 0, 1, steps, made, OPERATOR)
        again = replace(first, counter=2, made_at=opened + AGAIN_AFTER)
        calibrations = (first, again) if board_id == BOARD_IDS[0] else (first,)
        rims = tuple(
            replace(
                assumed_rim(level, board_id),
                source=Source.SIMULATED,
                made_at=made,
                operator=OPERATOR,
            )
            for level in LEVELS
        )
        found.append(DemoBoard(BoardIdentity(URI, board_id, FIRMWARE), calibrations, rims))
    return tuple(found)
