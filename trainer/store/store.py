"""The database as the rest of the program sees it: one object, values in and values out.

Every method is one transaction. Errors of the database are `StoreError`; `StoreUnreachable` if the
same may work later. After a server did not answer, all methods fail at once for a while.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Self

from sqlalchemy.engine import URL

from trainer.recording.background import Lifted
from trainer.recording.conditions import Conditions, FootPlacement
from trainer.recording.envelope import Range
from trainer.recording.history import History, Series, StoredTrial
from trainer.recording.trial import PastScores, Recording, TrialEvent, TrialResult
from trainer.recording.vocabulary import Arms, Side
from trainer.store import before, history, legs, patients, remeasuring, trials, whole
from trainer.store.account_store import AccountStore
from trainer.store.clinical_store import ClinicalStore
from trainer.store.engines import BUSY_TIMEOUT_S, SILENT_FOR_S, open_engines
from trainer.store.equipment_store import EquipmentStore
from trainer.store.places import database_file, places, shown
from trainer.store.schema import prepared, schema_state
from trainer.store.transactions import now_utc
from trainer.store.trials import CheckReport, check_contents
from trainer.store.values import (
    BeforeTrial,
    BodyWeight,
    FinishedTrial,
    KnownPlacement,
    LegLock,
    Patient,
    Remeasured,
    Renewal,
    ToMeasure,
    TrialSetup,
    WhichMetrics,
)
from trainer.store.visit_store import VisitStore


def _named_file_is_missing() -> bool:
    here = places()
    file = database_file(here.database)
    return here.database_named and file is not None and not file.exists()


class Store(ClinicalStore, VisitStore, EquipmentStore, AccountStore):
    """An open database. Use it in a `with`, or call `close`."""

    @classmethod
    def open(
        cls,
        url: URL | str | None = None,
        busy_timeout_s: float = BUSY_TIMEOUT_S,
        silent_for_s: float = SILENT_FOR_S,
    ) -> Self:
        """The database at `url`, or the one `BAPS_DB` and `BAPS_HOME` name.

        An SQLite file is made if it does not exist; an older one is backed up and upgraded. `news`
        reports a new file that `BAPS_DB` names: the name may be a typing error. A server that did
        not answer is not asked again for `silent_for_s`.
        """
        missing = url is None and _named_file_is_missing()
        address = prepared(url, busy_timeout_s)
        news = f"new database made at {shown(address)}" if missing else ""
        return cls(open_engines(address, busy_timeout_s), shown(address), news, silent_for_s)

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

    def name_of(self, code: str) -> str:
        """A patient's name for whoever may see it; empty if none is known. `UnknownPatient`."""
        with self._reading() as session:
            return patients.name_of(session, code)

    def names(self) -> Mapping[str, str]:
        """The names that are known, by code: for whoever may see them, and for no export."""
        with self._reading() as session:
            return patients.names_of_all(session)

    def save_trial(self, trial: FinishedTrial) -> bool:
        """Store a trial in one transaction; False if it was stored before."""
        return self._written(lambda session: trials.save_trial(session, trial))

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

    def trial_ids(self, code: str | None) -> tuple[str, ...]:
        """A patient's trials, or those of nobody, oldest first; `UnknownPatient`."""
        with self._reading() as session:
            return whole.trial_ids(session, code)

    def finished_trial(self, trial_id: str) -> FinishedTrial:
        """All of a stored trial; `UnknownTrial`, or `ContainerError` if it is damaged."""
        with self._reading() as session:
            return whole.finished_trial(session, trial_id)

    def amend_trial(self, trial: FinishedTrial, known: Sequence[TrialEvent] | None = None) -> None:
        """Replace a stored trial's outcome, values, remarks and those parts that it brings.

        `TrialChangedMeanwhile` if the stored events are no longer the `known` ones.
        """
        self._written(lambda session: trials.amend_trial(session, trial, known))

    def judge_trial(self, trial: FinishedTrial, known: Sequence[TrialEvent] | None = None) -> None:
        """Replace how a stored trial ended and whether it counts; its values stay. Errors as of
        `amend_trial`.
        """
        with self._writing() as session:
            trials.judge_trial(session, trial, known)

    def count_due(self, definitions: str) -> int:
        """How many trials were not measured with the definitions of this name."""
        with self._reading() as session:
            return remeasuring.count_due(session, definitions)

    def due_trials(self, definitions: str, after: str, limit: int) -> tuple[str, ...]:
        """The ids of the next such trials behind the id `after`, at most `limit`."""
        with self._reading() as session:
            return remeasuring.due_trials(session, definitions, after, limit)

    def make_due(self) -> None:
        """Forget what the trials were measured with: of all of them, or of none if it fails."""
        with self._writing() as session:
            remeasuring.make_due(session)

    def to_measure(self, trial_ids: Sequence[str]) -> tuple[ToMeasure, ...]:
        """What it takes to measure these trials anew, in this order."""
        with self._reading() as session:
            return remeasuring.to_measure(session, trial_ids)

    def renew_trials(self, measured: Sequence[Remeasured]) -> tuple[Renewal, ...]:
        """Store trials' new numbers in one transaction; what they replace is kept beside them."""
        return self._written(lambda session: remeasuring.renew_trials(session, measured, now_utc()))

    def values_of(self, trial_id: str) -> Mapping[str, float]:
        """The metrics of a trial that count, by name."""
        with self._reading() as session:
            return history.values_of(session, trial_id)

    def stored_trial(self, trial_id: str) -> tuple[Conditions, StoredTrial]:
        """A trial and its conditions; `UnknownTrial`. The first characters of the id are enough."""
        with self._reading() as session:
            return history.one_trial(session, trials.full_id(session, trial_id))

    def patients_trial(self, code: str, trial_id: str) -> tuple[Conditions, StoredTrial]:
        """A trial of this patient and its conditions; `UnknownTrial` for anybody else's, and where
        the id is not whole.
        """
        with self._reading() as session:
            return history.patients_trial(session, code, trial_id)

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

    def setups(self, code: str, since: datetime, until: datetime) -> tuple[TrialSetup, ...]:
        """How a patient stood in the trials between two moments, each set-up once;
        `UnknownPatient`.
        """
        with self._reading() as session:
            return history.setups(session, code, since, until)

    def days_played(self, code: str, simulated: bool = False) -> Mapping[str, int]:
        """On how many days each activity had a trial that counts; nothing for a new patient."""
        with self._reading() as session:
            return history.days_played(session, code, simulated)

    def locked_leg(self, code: str, side: Side, since: datetime) -> LegLock | None:
        """What keeps this leg off the board, if anything: an open hard stop, or else pain since
        then for which nobody has said go on.
        """
        with self._reading() as session:
            return legs.locked_leg(session, code, side, since)

    def go_on_with_leg(self, code: str, side: Side, since: datetime, reason: str) -> bool:
        """Go on with this leg today; no hard stop is lifted. False if nothing locked it;
        `UnknownPatient`.
        """
        with self._writing() as session:
            return legs.go_on_with_leg(session, code, side, since, Lifted(now_utc(), reason))

    def unlock_leg(
        self, code: str, side: Side, since: datetime, reason: str, operator: str = ""
    ) -> bool:
        """The therapist goes on with this leg, and lifts its hard stops; those of both legs only
        with `side` both. False if nothing locked it; `UnknownPatient`.
        """
        with self._writing() as session:
            lifted = Lifted(now_utc(), reason, operator)
            return legs.unlock_leg(session, code, side, since, lifted)

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
