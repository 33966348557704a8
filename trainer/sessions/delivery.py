"""Where a finished trial goes: into the database, or into the spool until the database answers.

The journal is removed only after the trial was stored, read back and found equal. `baps recover`
stores each waiting trial once.
"""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from games.replay import measure_recording, measured_with
from trainer.journal.form import End, JournalForm
from trainer.journal.writer import SUFFIX, Journal
from trainer.metrics import TrialMeasures, version_of
from trainer.metrics.repeats import ending
from trainer.recording.conditions import Conditions
from trainer.recording.container import EVENTS, ContainerError, parts_of, same_recording
from trainer.recording.trial import PastScores, Recording, TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.sessions.errors import SessionError
from trainer.sessions.legs import today_began
from trainer.sessions.store_access import ask_store
from trainer.store.errors import StoreError, UnknownTrial
from trainer.store.spool import Spool
from trainer.store.store import Store
from trainer.store.values import FinishedTrial

NOT_KEPT = "nowhere: a replay is not kept again"
RECOVER_LATER = "run baps recover later"
RECOVER_MOVED = "move its folder's files into the folder spool of BAPS_HOME, then run baps recover"
NOT_MEASURED = "all"
"""The name in `omitted` whose text says why nothing could be measured."""

Measure = Callable[[Recording], TrialMeasures]


@dataclass(frozen=True)
class Destination:
    """Where a trial is now, in words; `stored` is true for the database."""

    where: str
    stored: bool


class Delivery(Protocol):
    """Stores finished trials and knows earlier scores."""

    def deliver(
        self,
        recording: Recording,
        measures: TrialMeasures,
        result: TrialResult,
        journal: Journal | None,
    ) -> Destination:
        """Store a trial, or let it wait."""

    def amend(
        self, recording: Recording, measures: TrialMeasures, result: TrialResult
    ) -> Destination:
        """Store what became of a trial after its delivery, or let that wait."""

    def past(self, code: str, conditions: Conditions, headline: str) -> PastScores:
        """Earlier trials under the same conditions: headline scores, and today's endings."""


def measured(recording: Recording, measure: Measure = measure_recording) -> TrialMeasures:
    """The trial's metrics; no numbers if measuring fails, because the trial must still be saved."""
    try:
        return measure(recording)
    except Exception as error:
        why = f"it could not be measured: {error}"
        n = len(recording.samples)
        return TrialMeasures(n, 0.0, 0.0, (), {NOT_MEASURED: str(error)}, why_not=why)


class NotPackable(SessionError):
    """A recording that cannot be packed; its journal holds all of it."""


def finished_trial(
    recording: Recording, measures: TrialMeasures, result: TrialResult
) -> FinishedTrial:
    """The trial packed for the database; `NotPackable` if packing fails for any reason."""
    try:
        parts = parts_of(recording)
    except Exception as error:
        raise NotPackable(f"the recording cannot be packed: {error}") from error
    return FinishedTrial(
        recording,
        parts,
        measures.values,
        result,
        measures.why_not,
        measures.remarks,
        measured_with=measured_with_of(measures),
    )


def measured_with_of(measures: TrialMeasures) -> str:
    """The definitions' name; none where measuring failed, so that `baps recompute` tries again."""
    return "" if NOT_MEASURED in measures.omitted else measured_with()


def only_events(trial: FinishedTrial) -> FinishedTrial:
    """A trial to amend: of its recording only the events are new."""
    return replace(trial, parts={EVENTS: trial.parts[EVENTS]})


def endings_today(store: Store, code: str, conditions: Conditions) -> tuple[Outcome, ...]:
    """How the day's trials under these conditions ended, as far as that says something."""
    results = store.results_since(code, conditions, today_began())
    return tuple(ending(result, why_not) for result, why_not in results)


def stored_whole(store: Store, trial: FinishedTrial) -> bool:
    """Whether the database returns an equal recording. `StoreError` if it does not answer."""
    try:
        return same_recording(store.load_recording(trial.trial_id), trial.recording)
    except ContainerError:
        return False


class StoreDelivery:
    """Stores into the database; `store` is None if it could not be reached."""

    def __init__(self, store: Store | None, spool: Path, say: Callable[[str], None]) -> None:
        self._store = store
        self._spool = Spool(spool)
        self._say = say

    def deliver(
        self,
        recording: Recording,
        measures: TrialMeasures,
        result: TrialResult,
        journal: Journal | None,
    ) -> Destination:
        """Store in one transaction; if that fails, the trial waits and a message says where."""
        try:
            trial = finished_trial(recording, measures, result)
        except NotPackable as error:
            path, later = _journal_of(recording, journal)
            self._say(f"{error}; the trial waits in {path}: {later}")
            return Destination(f"{path} (not packed yet)", stored=False)
        why = "the database is out of reach"
        if self._store is not None:
            try:
                return self._commit(self._store, trial, journal)
            except StoreError as error:
                why = str(error)
        waiting, later = self._waiting(trial, journal)
        self._say(f"{why}; the trial waits in {waiting}: {later}")
        return Destination(f"{waiting} (waiting for the database)", stored=False)

    def amend(
        self, recording: Recording, measures: TrialMeasures, result: TrialResult
    ) -> Destination:
        """In the database if the trial is there; else with the trial that waits."""
        try:
            trial = finished_trial(recording, measures, result)
        except NotPackable as error:
            self._say(f"{error}; only its first judgement is stored")
            return Destination("nowhere", stored=False)
        why = "the database is out of reach"
        if self._store is not None:
            try:
                self._store.amend_trial(only_events(trial))
                return Destination(f"trial {trial.trial_id} in {self._store.name}", stored=True)
            except UnknownTrial:
                why = "the trial is not in the database yet"
            except StoreError as error:
                why = str(error)
        waiting, later = self._waiting(trial, None)
        self._say(f"{why}; its correction waits in {waiting}: {later}")
        return Destination(f"{waiting} (waiting for the database)", stored=False)

    def past(self, code: str, conditions: Conditions, headline: str) -> PastScores:
        def both(store: Store) -> PastScores:
            scores = store.past_scores(code, conditions, headline, version_of(headline))
            return replace(scores, today=endings_today(store, code, conditions))

        return ask_store(self._store, self._say, both, PastScores())

    def _commit(self, store: Store, trial: FinishedTrial, journal: Journal | None) -> Destination:
        store.save_trial(trial)
        if stored_whole(store, trial):
            _remove(journal)
        else:
            kept = f"; its journal stays: {journal.path}" if journal and journal.path else ""
            self._say(
                f"trial {trial.trial_id} does not read back as it was recorded{kept}: "
                "run baps db check"
            )
        return Destination(f"trial {trial.trial_id} in {store.name}", stored=True)

    def _waiting(self, trial: FinishedTrial, journal: Journal | None) -> tuple[Path, str]:
        try:
            waiting = self._spool.keep(trial)
            kept_whole = same_recording(self._spool.read(waiting).recording, trial.recording)
        except (OSError, StoreError):
            if journal is not None and journal.path is not None and journal.error is None:
                return journal.path, RECOVER_LATER
            # The data folder's disk is full or gone: use any other place.
            elsewhere = Spool(Path(tempfile.mkdtemp(prefix="baps-spool-"))).keep(trial)
            return elsewhere, RECOVER_MOVED
        if kept_whole:
            _remove(journal)
        return waiting, RECOVER_LATER


def _journal_of(recording: Recording, journal: Journal | None) -> tuple[Path, str]:
    """The trial's whole journal, and what to do with it; written elsewhere if its own failed."""
    if journal is not None and journal.path is not None and journal.error is None:
        return journal.path, RECOVER_LATER
    path = Path(tempfile.mkdtemp(prefix="baps-journal-")) / f"{recording.header.trial_id}{SUFFIX}"
    tables = (recording.samples, recording.load, recording.body)
    blocks = [JournalForm.samples(table) for table in tables if len(table)]
    end = (JournalForm.events(recording.events), JournalForm.end(End.of(recording)))
    path.write_bytes(b"".join((JournalForm.begin(recording.header), *blocks, *end)))
    return path, "move it into the folder journals of BAPS_HOME, then run baps recover"


def _remove(journal: Journal | None) -> None:
    # Windows refuses while a virus scanner reads the file: `baps recover` removes it later.
    with suppress(OSError):
        if journal is not None:
            journal.remove()


class NoDelivery:
    """For replays, which were stored when they were played."""

    def deliver(
        self,
        recording: Recording,
        measures: TrialMeasures,
        result: TrialResult,
        journal: Journal | None,
    ) -> Destination:
        _remove(journal)
        return Destination(NOT_KEPT, stored=False)

    def amend(
        self, recording: Recording, measures: TrialMeasures, result: TrialResult
    ) -> Destination:
        return Destination(NOT_KEPT, stored=False)

    def past(self, code: str, conditions: Conditions, headline: str) -> PastScores:
        return PastScores()
