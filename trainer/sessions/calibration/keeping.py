"""Where results of calibration go: the board's EEPROM where it has a place for them, the database.

Nothing is overwritten: the database adds, and the EEPROM keeps its previous slot. A result is of
one board; another board is never given it.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeVar

from trainer.acquisition.eeprom import (
    read_calibration,
    read_load_calibration,
    write_calibration,
    write_load_calibration,
    write_placement,
)
from trainer.metrics.registry import Fits, metrics_for
from trainer.recording.body import ThighSetup
from trainer.recording.calibration import SensorCalibration
from trainer.recording.envelope import Range, Rim
from trainer.recording.load import LoadCalibration
from trainer.recording.vocabulary import Placement
from trainer.sessions.board import NO_BODY_SENSOR, OpenBoard
from trainer.sessions.board_facts import other_board
from trainer.sessions.errors import SessionError
from trainer.store.store import Store
from trainer.wire.frozen import BODY_SENSOR

C = TypeVar("C", SensorCalibration, LoadCalibration)


@dataclass(frozen=True)
class CalibrationKeeper:
    """Keeps what was measured on one open board, in the name of who did it.

    What goes into the EEPROM ends the stream. A board without an id gets one.
    """

    board: OpenBoard
    store: Store
    operator: str = ""

    def sensor(self, calibration: SensorCalibration) -> SensorCalibration:
        """A motion sensor's calibration, into EEPROM and database."""
        board_id = self._id(calibration, "level, then front")
        self.board.feed.end_stream()
        known = read_calibration(self.board.connection, calibration.sensor)
        kept = self._signed(calibration, board_id, known)
        write_calibration(self.board.connection, kept)
        self.store.add_calibration(kept)
        return kept

    def load(self, calibration: LoadCalibration) -> LoadCalibration:
        """The load cells' calibration, into EEPROM and database."""
        board_id = self._id(calibration, "load")
        self.board.feed.end_stream()
        known = read_load_calibration(self.board.connection)
        kept = self._signed(calibration, board_id, known)
        write_load_calibration(self.board.connection, kept)
        self.store.add_load_calibration(kept)
        return kept

    def thigh(self, setup: ThighSetup, patient_code: str | None = None) -> ThighSetup:
        """How the sensor sits on whose thigh, into the database; the board notes the place."""
        kept = replace(
            setup,
            board_id=self.board.identity.board_id,
            operator=self.operator,
            made_at=now(),
            patient_code=patient_code,
        )
        self.placement(Placement.THIGH)
        self.store.add_thigh_setup(kept)
        return kept

    def placement(self, placement: Placement) -> None:
        """Where the body sensor is strapped, into the board; `SessionError` without a sensor."""
        body = self.board.streams.body_setup
        if body is None:
            raise SessionError(NO_BODY_SENSOR)
        if body.placement is not placement:
            self.board.feed.end_stream()
            write_placement(self.board.connection, BODY_SENSOR, placement)

    def discard_thigh(self) -> int:
        """Forget the newest thigh set-up and the values told by it; from how many trials."""
        names = [name for metric in metrics_for(Fits.THIGH) for name in metric.names]
        return self.store.discard_thigh_setup(self.board.identity.board_id, names)

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

    def _signed(self, made: C, board_id: int, known: C | None) -> C:
        # What the board holds of another board counts, too: it takes higher numbers alone.
        counter = made.counter if known is None else max(made.counter, known.counter + 1)
        return replace(made, board_id=board_id, operator=self.operator, counter=counter)

    def _id(self, made: SensorCalibration | LoadCalibration, steps: str) -> int:
        here = self.board.identity.board_id
        if made.board_id not in (0, here):
            raise SessionError(other_board(made.board_id, here, steps))
        return here or secrets.randbits(63) | 1


def now() -> datetime:
    """The time of a calibration, in whole seconds as the EEPROM holds it."""
    return datetime.now(UTC).replace(microsecond=0)
