"""An import: trials out of files into the database, each once by its UUID. `baps import` calls it.

Each trial is a transaction of its own and is read back. What is there already stays as it is, so
an import that was cut short is simply run again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from trainer.export.errors import ExportError, NotReadable
from trainer.export.sources import trials_in
from trainer.sessions.delivery import stored_whole
from trainer.store import Store, StoreError, StoreUnreachable
from trainer.store.patients import checked_code
from trainer.store.values import FinishedTrial


@dataclass
class Imported:
    """What became of the trials; `refused` has a line for each that could not be taken in."""

    new: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)


def nothing(_trial: FinishedTrial) -> None:
    """Nobody wants to know."""


def imported(
    store: Store, path: Path, before: Callable[[FinishedTrial], None] = nothing
) -> Iterator[Imported]:
    """Take in all trials of a file or folder; the tally after each. `before` hears of each trial
    that is about to be stored. `NotReadable`, `StoreUnreachable`.
    """
    tally = Imported()
    with trials_in(path) as trials:
        for one in trials:
            try:
                if isinstance(one, ExportError):
                    raise one
                before(one)
                _take_in(store, one, tally)
            except StoreUnreachable:
                raise
            except (ExportError, StoreError) as error:
                tally.refused.append(str(error))
            yield tally
    yield tally


def _take_in(store: Store, trial: FinishedTrial, tally: Imported) -> None:
    _check(trial)
    if not store.save_trial(trial):
        tally.known += 1
        return
    tally.new += 1
    if not stored_whole(store, trial):
        raise NotReadable(f"trial {trial.trial_id} is stored differently: run baps db check")


def _check(trial: FinishedTrial) -> None:
    """`NotReadable` for what no station would have stored."""
    header = trial.recording.header
    try:
        UUID(header.trial_id)
        code = header.patient_code
        if code is not None and checked_code(code) != code:
            raise StoreError("its patient code has spaces")
    except (ValueError, StoreError) as error:
        raise NotReadable(f"trial {header.trial_id!r}: {error}") from error
