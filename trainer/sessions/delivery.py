"""Where a finished trial goes: into the database, or it waits as its own journal until it can.

The journal is removed only after the commit; `baps recover` delivers what waits, once each.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from trainer.journal.writer import Journal
from trainer.recording.conditions import Conditions
from trainer.recording.container import pack
from trainer.recording.trial import MetricValue, PastScores, Recording, TrialResult
from trainer.store.errors import StoreError
from trainer.store.spool import Spool
from trainer.store.store import Store
from trainer.store.values import FinishedTrial

RECOVER_LATER = "run baps recover later"
RECOVER_MOVED = "move its folder's files into the folder spool of BAPS_HOME, then run baps recover"


@dataclass(frozen=True)
class Delivered:
    """Where a trial is now, in words; `stored` when that is the database."""

    where: str
    stored: bool


class Delivery(Protocol):
    """Takes finished trials and remembers earlier ones."""

    def deliver(
        self,
        recording: Recording,
        metrics: tuple[MetricValue, ...],
        result: TrialResult,
        journal: Journal | None,
    ) -> Delivered:
        """Keep a trial."""

    def past(self, code: str, conditions: Conditions, headline: str) -> PastScores:
        """Earlier headline scores."""


class StoreDelivery:
    """Into the database; `store` is None while it is out of reach."""

    def __init__(self, store: Store | None, spool: Path, say: Callable[[str], None]) -> None:
        self._store = store
        self._spool = Spool(spool)
        self._say = say

    def deliver(
        self,
        recording: Recording,
        metrics: tuple[MetricValue, ...],
        result: TrialResult,
        journal: Journal | None,
    ) -> Delivered:
        """One transaction; where it fails the journal stays and the person is told."""
        trial = FinishedTrial(recording, pack(recording), metrics, result)
        why = "the database is out of reach"
        if self._store is not None:
            try:
                self._store.save_trial(trial)
            except StoreError as error:
                why = str(error)
            else:
                _remove(journal)
                return Delivered(f"trial {trial.trial_id} in {self._store.name}", stored=True)
        waiting, later = self._waiting(trial, journal)
        self._say(f"{why}; the trial waits in {waiting}: {later}")
        return Delivered(f"{waiting} (waiting for the database)", stored=False)

    def past(self, code: str, conditions: Conditions, headline: str) -> PastScores:
        """None while the database is out of reach."""
        if self._store is None:
            return PastScores()
        try:
            return self._store.past_scores(code, conditions, headline)
        except StoreError as error:
            self._say(str(error))
            return PastScores()

    def _waiting(self, trial: FinishedTrial, journal: Journal | None) -> tuple[Path, str]:
        try:
            waiting = self._spool.keep(trial)
        except (OSError, StoreError):
            if journal is not None and journal.path is not None and journal.error is None:
                return journal.path, RECOVER_LATER
            # The data folder's disk is full or gone: any other place is better than none.
            elsewhere = Spool(Path(tempfile.mkdtemp(prefix="baps-spool-"))).keep(trial)
            return elsewhere, RECOVER_MOVED
        _remove(journal)
        return waiting, RECOVER_LATER


def _remove(journal: Journal | None) -> None:
    if journal is not None:
        journal.remove()


class NoDelivery:
    """For replays: they were kept when they were played."""

    def deliver(
        self,
        recording: Recording,
        metrics: tuple[MetricValue, ...],
        result: TrialResult,
        journal: Journal | None,
    ) -> Delivered:
        """Nothing is kept, not even the journal."""
        _remove(journal)
        return Delivered("nowhere: a replay is not kept again", stored=False)

    def past(self, code: str, conditions: Conditions, headline: str) -> PastScores:
        """Nothing to compare with."""
        return PastScores()
