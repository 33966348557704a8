"""The database as the rest of the program sees it: one object, values in and values out.

Every method is one transaction. Errors of the database are `StoreError`; `StoreUnreachable` if the
same may work later. After a server did not answer, all methods fail at once for a minute.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Self

from sqlalchemy.engine import URL

from trainer.recording.body import SacrumSetup, ThighSetup
from trainer.recording.conditions import Conditions, FootPlacement
from trainer.recording.envelope import Range, Rim
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.load import LoadCalibration
from trainer.recording.sensor import SensorCalibration
from trainer.recording.trial import PastScores, Recording, TrialResult
from trainer.recording.vocabulary import Arms, Placement, Side
from trainer.store import before, equipment, history, legs, patients, remeasuring, trials
from trainer.store.clinical_store import ClinicalStore
from trainer.store.engines import BUSY_TIMEOUT_S, open_engines
from trainer.store.errors import StoreConflict
from trainer.store.places import database_file, places, shown
from trainer.store.schema import prepared, schema_state
from trainer.store.transactions import now_utc
from trainer.store.trials import CheckReport, check_contents
from trainer.store.values import (
    BeforeTrial,
    BodyWeight,
    FinishedTrial,
    GyroBias,
    KnownPlacement,
    LegLock,
    Patient,
    Remeasured,
    Renewal,
    ToMeasure,
    WhichMetrics,
)


def _named_file_is_missing() -> bool:
    here = places()
    file = database_file(here.database)
    return here.database_named and file is not None and not file.exists()


class Store(ClinicalStore):
    """An open database. Use it in a `with`, or call `close`."""

    @classmethod
    def open(cls, url: URL | str | None = None, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Self:
        """The database at `url`, or the one `BAPS_DB` and `BAPS_HOME` name.

        An SQLite file is made if it does not exist; an older one is backed up and upgraded. `news`
        reports a new file that `BAPS_DB` names: the name may be a typing error.
        """
        missing = url is None and _named_file_is_missing()
        address = prepared(url, busy_timeout_s)
        news = f"new database made at {shown(address)}" if missing else ""
        return cls(open_engines(address, busy_timeout_s), shown(address), news)

    def add_patient(self, code: str, name: str | None = None) -> Patient:
        """Add a patient; `PatientExists` if the code is taken."""
        with self._writing() as session:
            return patients.add_patient(session, code, now_utc(), name)

    def patient(self, code: str) -> Patient:
        """One patient; `UnknownPatient` if there is none."""
        with self._reading() as session:
            return patients.get_patient(session, code)

    def patients(self) -> tuple[Patient, ...]:
        """All patients by code."""
        with self._reading() as session:
            return patients.list_patients(session)

    def save_trial(self, trial: FinishedTrial) -> bool:
        """Store a trial in one transaction; False if it was stored before."""
        try:
            return self._save_trial(trial)
        except StoreConflict:
            # Another station stored this trial or its patient at the same time; now we see it.
            return self._save_trial(trial)

    def _save_trial(self, trial: FinishedTrial) -> bool:
        with self._writing() as session:
            return trials.save_trial(session, trial)

    def has_trial(self, trial_id: str) -> bool:
        with self._reading() as session:
            return trials.has_trial(session, trial_id)

    def load_recording(self, trial_id: str) -> Recording:
        """A trial's recording; `UnknownTrial`, or `ContainerError` if it is damaged.

        The first characters of the id are enough if only one trial has them.
        """
        with self._reading() as session:
            return trials.load_recording(session, trials.full_id(session, trial_id))

    def load_conduct(self, trial_id: str) -> Recording:
        """A trial's header and events, where its samples are damaged; see `load_recording`."""
        with self._reading() as session:
            return trials.load_conduct(session, trials.full_id(session, trial_id))

    def amend_trial(self, trial: FinishedTrial) -> None:
        """Replace a stored trial's outcome, values, remarks and those parts that it brings."""
        with self._writing() as session:
            trials.amend_trial(session, trial)

    def judge_trial(self, trial: FinishedTrial) -> None:
        """Replace how a stored trial ended and whether it counts; its values stay."""
        with self._writing() as session:
            trials.judge_trial(session, trial)

    def count_due(self, definitions: str) -> int:
        """How many trials were not measured with the definitions of this name."""
        with self._reading() as session:
            return remeasuring.count_due(session, definitions)

    def due_trials(self, definitions: str, after: str, limit: int) -> tuple[str, ...]:
        """The ids of the next such trials behind the id `after`, at most `limit`."""
        with self._reading() as session:
            return remeasuring.due_trials(session, definitions, after, limit)

    def make_due(self, limit: int) -> int:
        """Forget what so many trials were measured with; 0 once nothing is known of any trial."""
        with self._writing() as session:
            return remeasuring.make_due(session, limit)

    def to_measure(self, trial_ids: Sequence[str]) -> tuple[ToMeasure, ...]:
        """What it takes to measure these trials anew, in this order."""
        with self._reading() as session:
            return remeasuring.to_measure(session, trial_ids)

    def renew_trials(self, measured: Sequence[Remeasured]) -> tuple[Renewal, ...]:
        """Store trials' new numbers in one transaction; what they replace is kept beside them."""
        try:
            return self._renew_trials(measured)
        except StoreConflict:
            # Another station added the same definition at the same time; now we see it.
            return self._renew_trials(measured)

    def _renew_trials(self, measured: Sequence[Remeasured]) -> tuple[Renewal, ...]:
        with self._writing() as session:
            return remeasuring.renew_trials(session, measured, now_utc())

    def values_of(self, trial_id: str) -> Mapping[str, float]:
        """The metrics of a trial that count, by name."""
        with self._reading() as session:
            return history.values_of(session, trial_id)

    def stored_trial(self, trial_id: str) -> tuple[Conditions, StoredTrial]:
        """A trial and its conditions; `UnknownTrial`. The first characters of the id are enough."""
        with self._reading() as session:
            return history.one_trial(session, trials.full_id(session, trial_id))

    def history(
        self, code: str, limit: int | None = None, which: WhichMetrics = WhichMetrics.ALL
    ) -> History:
        """A patient's trials, or the newest `limit`, grouped by conditions; `UnknownPatient`."""
        with self._reading() as session:
            return history.history(session, code, limit, which)

    def series(self, code: str, conditions: Conditions, limit: int) -> Series:
        """The newest `limit` trials under these conditions, with only their headlines."""
        with self._reading() as session:
            return history.series_of(session, code, conditions, limit)

    def past_scores(
        self, code: str, conditions: Conditions, headline: str, version: int
    ) -> PastScores:
        """The headline, in this version of its definition, of earlier trials that count."""
        with self._reading() as session:
            return history.past_scores(session, code, conditions, headline, version)

    def results_since(
        self, code: str, conditions: Conditions, since: datetime
    ) -> tuple[tuple[TrialResult, str], ...]:
        """How the trials under these conditions ended since then, oldest first, and why they do
        not count.
        """
        with self._reading() as session:
            return history.results_since(session, code, conditions, since)

    def locked_leg(self, code: str, side: Side, since: datetime) -> LegLock | None:
        """The pain since then for which nobody has said go on, if any."""
        with self._reading() as session:
            return legs.locked_leg(session, code, side, since)

    def unlock_leg(self, code: str, side: Side, since: datetime, reason: str) -> bool:
        """Somebody says go on with this leg; False if nothing locked it; `UnknownPatient`."""
        with self._writing() as session:
            return legs.unlock_leg(session, code, side, since, now_utc(), reason)

    def add_calibration(self, calibration: SensorCalibration) -> None:
        """Add a calibration; earlier ones stay."""
        with self._writing() as session:
            equipment.add_calibration(session, calibration)

    def newest_calibration(self, board_id: int, sensor: int = 0) -> SensorCalibration | None:
        """The calibration with the highest counter."""
        with self._reading() as session:
            return equipment.newest_calibration(session, board_id, sensor)

    def add_load_calibration(self, calibration: LoadCalibration) -> None:
        """Add a calibration of a board's load cells; earlier ones stay."""
        with self._writing() as session:
            equipment.add_load_calibration(session, calibration)

    def newest_load_calibration(self, board_id: int) -> LoadCalibration | None:
        """The calibration of the load cells with the highest counter."""
        with self._reading() as session:
            return equipment.newest_load_calibration(session, board_id)

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

    def add_range(self, code: str, reach: Range) -> None:
        """Add a patient's range; `UnknownPatient`."""
        with self._writing() as session:
            patients.add_range(session, code, reach, now_utc())

    def newest_range(self, code: str, conditions: Conditions) -> Range | None:
        """A patient's range of the latest day, standing like this; `UnknownPatient`."""
        with self._reading() as session:
            patient_id = patients.known_patient(session, code).id
            return patients.newest_range(session, patient_id, conditions)

    def add_placement(self, code: str, side: Side, feet: FootPlacement) -> None:
        """Add where a patient stands on a side; `UnknownPatient`."""
        with self._writing() as session:
            patients.add_placement(session, code, side, feet, now_utc())

    def newest_placement(self, code: str, side: Side) -> KnownPlacement | None:
        """Where a patient last stood on a side; `UnknownPatient`."""
        with self._reading() as session:
            patient_id = patients.known_patient(session, code).id
            return patients.placement_on(session, patient_id, side)

    def add_weight(self, code: str, weight: BodyWeight) -> None:
        """Add a patient's weight; `UnknownPatient`."""
        with self._writing() as session:
            patients.add_weight(session, code, weight)

    def newest_weight(self, code: str) -> BodyWeight | None:
        """A patient's newest weight; `UnknownPatient`."""
        with self._reading() as session:
            return patients.newest_weight(session, patients.known_patient(session, code).id)

    def before_trial(
        self,
        code: str,
        conditions: Conditions,
        board_id: int,
        simulated: bool = False,
        arms: Arms | None = None,
    ) -> BeforeTrial:
        """What a trial needs to know about patient and board; only the rim of a new patient."""
        with self._reading() as session:
            return before.before_trial(session, code, conditions, board_id, simulated, arms)

    def check(self) -> CheckReport:
        """Read every recording; takes a while if there are many."""
        with self._reading() as session:
            schema = schema_state(session.connection(), self.name)
            return check_contents(session, schema.found or "none")
