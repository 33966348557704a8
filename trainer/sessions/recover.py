"""Trials that were cut short or had to wait, into the database: `baps recover`.

Journals of running trials are locked and left alone; everything else is saved once by its trial's
UUID, and a file is deleted only after the commit.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from trainer.journal.files import JournalLocked
from trainer.journal.reading import claimed, journals_in
from trainer.recording.container import ContainerError, Salvaged, pack
from trainer.recording.trial import MetricValue, Recording, TrialResult
from trainer.store import FinishedTrial, Places, Spool, SpoolError, Store

Measure = Callable[[Recording], tuple[MetricValue, ...]]
Judge = Callable[[Recording], TrialResult]
T = TypeVar("T")


class Origin(StrEnum):
    """Where a trial waited."""

    JOURNAL = "journal"
    SPOOL = "spool"


@dataclass(frozen=True)
class Recovered:
    """A trial that is now in the database. `note` says what was lost or odd about it."""

    trial: FinishedTrial
    origin: Origin
    note: str = ""


@dataclass(frozen=True)
class LeftAlone:
    """A file that stays where it is, and why."""

    path: Path
    why: str


@dataclass(frozen=True)
class Recovery:
    """What became of everything that waited."""

    recovered: tuple[Recovered, ...]
    left: tuple[LeftAlone, ...]


def plain_result(recording: Recording) -> TrialResult:
    """What is known of a trial without its activity: how it ended and how long it is.

    A trial without an outcome is `interrupted`.
    """
    times = recording.samples.t_s
    duration_s = float(times[-1] - times[0]) if len(times) else 0.0
    return TrialResult(recording.outcome(), duration_s, headline="")


def recover(
    places: Places, store: Store, measure: Measure, judge: Judge = plain_result
) -> Recovery:
    """Save all that waits in the journals' folder and in the spool, oldest first.

    `measure` and `judge` are for journals; a spooled trial brings its numbers along. A trial that
    they cannot make anything of is saved without. `StoreError` where the database takes nothing:
    every file then stays.
    """
    done: list[Recovered] = []
    left: list[LeftAlone] = []
    for path in journals_in(places.journals):
        _sort(_from_journal(path, store, measure, judge), done, left)
    spool = Spool(places.spool)
    for path in spool.waiting():
        _sort(_from_spool(path, spool, store), done, left)
    return Recovery(tuple(done), tuple(left))


def _sort(what: Recovered | LeftAlone | None, done: list[Recovered], left: list[LeftAlone]) -> None:
    if isinstance(what, Recovered):
        done.append(what)
    elif what is not None:
        left.append(what)


def _from_journal(
    path: Path, store: Store, measure: Measure, judge: Judge
) -> Recovered | LeftAlone | None:
    try:
        with claimed(path) as salvaged:
            recovered = _saved(salvaged, store, measure, judge)
    except JournalLocked:
        return LeftAlone(path, "its trial is still running")
    except FileNotFoundError:
        return None
    except ContainerError as error:
        return LeftAlone(path, str(error))
    path.unlink(missing_ok=True)
    return recovered


def _saved(salvaged: Salvaged, store: Store, measure: Measure, judge: Judge) -> Recovered | None:
    recording = salvaged.recording
    if not len(recording.samples):
        return None
    notes = [f"{salvaged.dropped_bytes} damaged bytes left out"] if salvaged.dropped_bytes else []
    trial = FinishedTrial(
        recording,
        pack(recording),
        _attempted(lambda: measure(recording), (), "measured", notes),
        _attempted(lambda: judge(recording), plain_result(recording), "scored", notes),
    )
    if not store.save_trial(trial):
        notes.append("it was in the database already")
    return Recovered(trial, Origin.JOURNAL, "; ".join(notes))


def _attempted(make: Callable[[], T], otherwise: T, what: str, notes: list[str]) -> T:
    """What can be made of a trial; whatever goes wrong in that, the trial itself must be saved."""
    try:
        return make()
    except Exception as error:
        notes.append(f"it could not be {what}: {error}")
        return otherwise


def _from_spool(path: Path, spool: Spool, store: Store) -> Recovered | LeftAlone:
    try:
        trial = spool.read(path)
    except SpoolError as error:
        return LeftAlone(path, str(error))
    saved = store.save_trial(trial)
    spool.remove(path)
    return Recovered(trial, Origin.SPOOL, "" if saved else "it was in the database already")
