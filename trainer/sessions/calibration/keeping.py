"""Stores calibrations: in the database, and in the board's EEPROM if that has a place for them.

Nothing is overwritten: the database adds a row, and the EEPROM keeps its previous slot. A result
belongs to one board and is never written to another.
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
from trainer.metrics.kinds import Fits
from trainer.metrics.registry import names_for
from trainer.recording.body import SacrumSetup, ThighSetup
from trainer.recording.envelope import Range, Rim
from trainer.recording.load import LoadCalibration
from trainer.recording.sensor import SensorCalibration
from trainer.recording.vocabulary import Placement
from trainer.sessions.board import NO_BODY_SENSOR, OpenBoard
from trainer.sessions.board_facts import other_board
from trainer.sessions.errors import SessionError
from trainer.store.store import Store
from trainer.wire.frozen import BODY_SENSOR

C = TypeVar("C", SensorCalibration, LoadCalibration)
W = TypeVar("W", ThighSetup, SacrumSetup)


@dataclass(frozen=True)
class CalibrationKeeper:
    """Stores what was measured on one open board, with the operator's initials.

    Writing to the EEPROM ends the stream. A board without an id gets one.
    """

    board: OpenBoard
    store: Store
    operator: str = ""

    def sensor(self, calibration: SensorCalibration) -> SensorCalibration:
        """Store a motion sensor's calibration in EEPROM and database."""
        board_id = self._id(calibration, "level, then front")
        self.board.feed.end_stream()
        known = read_calibration(self.board.connection, calibration.sensor)
        kept = self._signed(calibration, board_id, known)
        write_calibration(self.board.connection, kept)
        self.store.add_calibration(kept)
        return kept

    def load(self, calibration: LoadCalibration) -> LoadCalibration:
        """Store the load cells' calibration in EEPROM and database."""
        board_id = self._id(calibration, "load")
        self.board.feed.end_stream()
        known = read_load_calibration(self.board.connection)
        kept = self._signed(calibration, board_id, known)
        write_load_calibration(self.board.connection, kept)
        self.store.add_load_calibration(kept)
        return kept

    def thigh(self, setup: ThighSetup, patient_code: str) -> ThighSetup:
        """Store how the sensor sits on the thigh; the board stores only that it is on the thigh."""
        kept = self._worn(setup, patient_code)
        self.placement(Placement.THIGH)
        self.store.add_thigh_setup(kept)
        return kept

    def sacrum(self, setup: SacrumSetup, patient_code: str) -> SacrumSetup:
        """Store how the deck's sensor sits on the sacrum."""
        kept = self._worn(setup, patient_code)
        self.store.add_sacrum_setup(kept)
        return kept

    def deck_sensor(self, placement: Placement) -> None:
        """Store where the deck's sensor is. The board itself only knows its place in the deck."""
        board_id = self.board.identity.board_id
        if self.board.is_plate:
            raise SessionError("this board is a plain force plate: it has no sensor in its deck")
        if not board_id:
            raise SessionError(
                "this board has no id yet, so nothing can be stored about it: run baps calibrate "
                "level and front first"
            )
        if placement not in (Placement.BOARD, Placement.SACRUM):
            raise SessionError(
                f"the deck's sensor goes on the sacrum or back into the deck, not on the "
                f"{placement}: say --on sacrum or --on board"
            )
        self.store.place_deck_sensor(board_id, placement)

    def placement(self, placement: Placement) -> None:
        """Store in the board where the body sensor is strapped; `SessionError` without one."""
        body = self.board.streams.body_setup
        if body is None:
            raise SessionError(NO_BODY_SENSOR)
        if placement is Placement.BOARD:
            raise SessionError("the body sensor is worn: say --on thigh, shank or sacrum")
        if body.placement is not placement:
            self.board.feed.end_stream()
            write_placement(self.board.connection, BODY_SENSOR, placement)

    def discard_thigh(self) -> int:
        """Discard the newest thigh set-up and its values; returns the number of trials changed."""
        return self.store.discard_thigh_setup(self.board.identity.board_id, names_for(Fits.THIGH))

    def rim(self, rim: Rim) -> Rim:
        kept = replace(rim, operator=self.operator, made_at=now())
        self.store.add_rim(kept)
        return kept

    def range(self, patient_code: str, reach: Range) -> Range:
        kept = replace(reach, operator=self.operator)
        self.store.add_range(patient_code, kept)
        return kept

    def _signed(self, made: C, board_id: int, known: C | None) -> C:
        # The EEPROM accepts only a higher counter, even over another board's calibration.
        counter = made.counter if known is None else max(made.counter, known.counter + 1)
        return replace(made, board_id=board_id, operator=self.operator, counter=counter)

    def _worn(self, setup: W, patient_code: str) -> W:
        """A set-up of a worn sensor, signed and on its patient."""
        return replace(
            setup,
            board_id=self.board.identity.board_id,
            operator=self.operator,
            made_at=now(),
            patient_code=patient_code,
        )

    def _id(self, made: SensorCalibration | LoadCalibration, steps: str) -> int:
        here = self.board.identity.board_id
        if made.board_id not in (0, here):
            raise SessionError(other_board(made.board_id, here, steps))
        return here or secrets.randbits(63) | 1


def now() -> datetime:
    """The time in whole seconds, because the EEPROM stores no fractions."""
    return datetime.now(UTC).replace(microsecond=0)
