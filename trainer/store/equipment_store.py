"""The part of the `Store` for boards: bias, domes, calibrations, rims, set-ups of worn sensors."""

from collections.abc import Collection
from datetime import datetime

from trainer.recording.body import SacrumSetup, ThighSetup
from trainer.recording.envelope import Rim
from trainer.recording.load import LoadCalibration
from trainer.recording.sensor import SensorCalibration
from trainer.recording.vocabulary import Placement
from trainer.store import equipment
from trainer.store.transactions import Transactions, now_utc
from trainer.store.values import GyroBias


class EquipmentStore(Transactions):
    """What is known of boards and of the sensors that belong to them."""

    def add_calibration(self, calibration: SensorCalibration) -> None:
        """Add a calibration; earlier ones stay."""
        with self._writing() as session:
            equipment.add_calibration(session, calibration)

    def newest_calibration(self, board_id: int, sensor: int = 0) -> SensorCalibration | None:
        """The calibration with the highest counter."""
        with self._reading() as session:
            return equipment.newest_calibration(session, board_id, sensor)

    def calibrations(self, board_id: int, sensor: int = 0) -> tuple[SensorCalibration, ...]:
        """All calibrations of a board's sensor by counter, the newest last."""
        with self._reading() as session:
            return equipment.calibrations(session, board_id, sensor)

    def add_load_calibration(self, calibration: LoadCalibration) -> None:
        """Add a calibration of a board's load cells; earlier ones stay."""
        with self._writing() as session:
            equipment.add_load_calibration(session, calibration)

    def newest_load_calibration(self, board_id: int) -> LoadCalibration | None:
        """The calibration of the load cells with the highest counter."""
        with self._reading() as session:
            return equipment.newest_load_calibration(session, board_id)

    def load_calibrations(self, board_id: int) -> tuple[LoadCalibration, ...]:
        """All calibrations of a board's load cells by counter, the newest last."""
        with self._reading() as session:
            return equipment.load_calibrations(session, board_id)

    def add_thigh_setup(self, setup: ThighSetup) -> None:
        """Add a set-up of a board's body sensor; earlier ones stay."""
        with self._writing() as session:
            equipment.add_thigh_setup(session, setup)

    def newest_thigh_setup(self, board_id: int) -> ThighSetup | None:
        """The set-up of a board's body sensor that was made last."""
        with self._reading() as session:
            return equipment.newest_thigh_setup(session, board_id)

    def thigh_setup_slipped(self, setup: ThighSetup) -> bool:
        """Whether the strap of this set-up was found to have slipped."""
        with self._reading() as session:
            return equipment.thigh_setup_slipped(session, setup)

    def discard_thigh_setup(self, board_id: int, names: Collection[str]) -> int:
        """The strap has slipped: discard the newest set-up, and these metrics of trials since then.

        Returns the number of trials changed; their recordings stay.
        """
        with self._writing() as session:
            return equipment.discard_thigh_setup(session, board_id, names, now_utc())

    def place_deck_sensor(self, board_id: int, on: Placement) -> None:
        """Say where the deck's sensor is: in the deck, or on the patient's sacrum."""
        with self._writing() as session:
            equipment.place_deck_sensor(session, board_id, on, now_utc())

    def deck_sensor_on(self, board_id: int) -> Placement:
        """Where the deck's sensor was last said to be; in the deck if nobody said."""
        with self._reading() as session:
            return equipment.deck_sensor_on(session, board_id)

    def add_sacrum_setup(self, setup: SacrumSetup) -> None:
        """Add a set-up of the deck's sensor on a sacrum; earlier ones stay."""
        with self._writing() as session:
            equipment.add_sacrum_setup(session, setup)

    def newest_sacrum_setup(self, board_id: int) -> SacrumSetup | None:
        """The set-up of the deck's sensor on a sacrum that was made last."""
        with self._reading() as session:
            return equipment.newest_sacrum_setup(session, board_id)

    def boards(self) -> tuple[int, ...]:
        """The ids of all boards that were ever used."""
        with self._reading() as session:
            return equipment.list_boards(session)

    def keep_gyro_bias(self, board_id: int, bias: GyroBias) -> None:
        """Store a board's bias, measured at rest."""
        with self._writing() as session:
            equipment.keep_gyro_bias(session, board_id, bias)

    def last_gyro_bias(self, board_id: int) -> GyroBias | None:
        with self._reading() as session:
            return equipment.last_gyro_bias(session, board_id)

    def note_dome(self, board_id: int, level: int, stem_hole: int, told_at: datetime) -> None:
        """Remember that a touch of the edge told this dome on this board."""
        with self._writing() as session:
            equipment.note_dome(session, board_id, level, stem_hole, told_at)

    def dome_told_at(self, board_id: int, level: int, stem_hole: int) -> datetime | None:
        """When this dome was last told on this board; None if never."""
        with self._reading() as session:
            return equipment.dome_told_at(session, board_id, level, stem_hole)

    def add_rim(self, rim: Rim) -> None:
        """Add a rim; earlier ones stay."""
        with self._writing() as session:
            equipment.add_rim(session, rim, now_utc())

    def newest_rim(self, board_id: int, level: int, stem_hole: int = 0) -> Rim | None:
        """The rim of a board on a dome and stem hole that was added last."""
        with self._reading() as session:
            return equipment.newest_rim(session, board_id, level, stem_hole)

    def rims(self, board_id: int) -> tuple[Rim, ...]:
        """All rims of a board by dome and stem hole, in each the newest first."""
        with self._reading() as session:
            return equipment.rims(session, board_id)
