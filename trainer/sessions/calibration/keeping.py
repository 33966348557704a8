"""Where results of calibration go: the board's EEPROM where it has a place for them, the database.

Nothing is overwritten: the database adds, and the EEPROM keeps the slot of before. A result is of
one board; another board is never given it.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from trainer.acquisition.eeprom import write_calibration
from trainer.recording.calibration import SensorCalibration
from trainer.recording.envelope import Range, Rim
from trainer.sessions.board import OpenBoard
from trainer.sessions.errors import SessionError
from trainer.store.store import Store


@dataclass(frozen=True)
class CalibrationKeeper:
    """Keeps what was measured on one open board, in the name of who did it.

    What goes into the EEPROM ends the stream. A board without an id gets `new_board_id`.
    """

    board: OpenBoard
    store: Store
    operator: str = ""
    new_board_id: int = 0

    def sensor(self, calibration: SensorCalibration) -> SensorCalibration:
        """A motion sensor's calibration, into EEPROM and database."""
        kept = replace(calibration, board_id=self._id(calibration), operator=self.operator)
        self.board.feed.end_stream()
        write_calibration(self.board.connection, kept)
        self.store.add_calibration(kept)
        return kept

    def rim(self, rim: Rim) -> Rim:
        """A rim, into the database."""
        kept = replace(rim, operator=self.operator, made_at=now())
        self.store.add_rim(kept)
        return kept

    def range(self, patient_code: str, reach: Range) -> Range:
        """A patient's range, into the database."""
        kept = replace(reach, operator=self.operator)
        self.store.add_range(patient_code, kept)
        return kept

    def _id(self, made: SensorCalibration) -> int:
        here = self.board.identity.board_id
        if made.board_id not in (0, here):
            raise SessionError(other_board(made.board_id, here))
        return here or self.new_board_id or secrets.randbits(63) | 1


def now() -> datetime:
    """The time of a calibration, in whole seconds as the EEPROM holds it."""
    return datetime.now(UTC).replace(microsecond=0)


def other_board(theirs: int, here: int) -> str:
    """What to say of a calibration from another board."""
    return (
        f"a calibration from another board ({theirs:016x}) is not used on this one ({here:016x}): "
        "run baps calibrate level, then front"
    )
