"""Stores trials that were cut short or had to wait: `baps recover`.

Journals of running trials are locked and left alone; every other trial is stored once, by its UUID.
A file is deleted only after its trial was stored and read back. A journal that could not be read
whole is renamed and never deleted.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from games.replay import measure_recording, replay_result
from trainer.journal.files import JournalLocked
from trainer.journal.reading import claimed, journals_in, left_behind
from trainer.journal.salvage import Salvaged
from trainer.recording.container import ContainerError
from trainer.recording.trial import Recording, TrialResult
from trainer.recording.vocabulary import EventKind
from trainer.sessions.delivery import (
    Measure,
    NotPackable,
    finished_trial,
    measured,
    only_events,
    stored_whole,
)
from trainer.store import FinishedTrial, Places, Spool, SpoolError, Store

Judge = Callable[[Recording], TrialResult]
DAMAGED = ".damaged"
KNOWN_ALREADY = "it was in the database already"


class Origin(StrEnum):
    """Where a trial waited."""

    JOURNAL = "journal"
    SPOOL = "spool"


@dataclass(frozen=True)
class Recovered:
    """A trial that is now in the database. `note` describes losses and problems."""

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
    """The result without the activity's judgement: the outcome, and how long the trial ran."""
    times, start = recording.samples.t_s, recording.first(EventKind.START)
    ran = times[start.index :] if start is not None else times[:0]
    duration_s = float(ran[-1] - ran[0]) if len(ran) else 0.0
    return TrialResult(recording.outcome(), duration_s, headline="")


def waiting_words(places: Places) -> str:
    """How many trials of earlier runs wait for `baps recover`, as a message; empty if none do."""
    waiting = len(left_behind(places.journals)) + len(Spool(places.spool).waiting())
    if not waiting:
        return ""
    return (
        f"{waiting} trials wait: run baps recover"
        if waiting > 1
        else ("1 trial waits: run baps recover")
    )


def recover(
    places: Places, store: Store, measure: Measure = measure_recording, judge: Judge = replay_result
) -> Recovery:
    """Store all waiting journals, then all spooled trials, oldest first.

    `measure` and `judge` are for journals; a spooled trial brings its numbers along. If they fail,
    the trial is stored without numbers. `StoreError` if the database refuses: every file stays.
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
            notes = _losses(salvaged)
            trial = trial_to_store(salvaged.recording, measure, judge, notes)
            whole = trial is None or _stored(trial, store, notes)
    except JournalLocked:
        return LeftAlone(path, "its trial is still running")
    except FileNotFoundError:
        return None
    except (ContainerError, NotPackable) as error:
        return LeftAlone(path, str(error))
    except OSError as error:
        return LeftAlone(path, error.strerror or str(error))
    if salvaged.damaged_bytes or not whole:
        notes.append(f"the journal is kept as {_set_aside(path)}")
    else:
        _remove(path)
    if trial is None:
        return LeftAlone(path, "; ".join(notes)) if salvaged.damaged_bytes else None
    return Recovered(trial, Origin.JOURNAL, "; ".join(notes))


def _losses(salvaged: Salvaged) -> list[str]:
    torn, damaged = salvaged.torn_bytes, salvaged.damaged_bytes
    notes = [f"{torn} bytes of an unfinished block left out"] if torn else []
    return [*notes, f"{damaged} bytes could not be read"] if damaged else notes


def trial_to_store(
    recording: Recording, measure: Measure, judge: Judge, notes: list[str]
) -> FinishedTrial | None:
    """The trial of a recording that comes without numbers; None if it has no sample."""
    if not len(recording.samples):
        return None
    measures = measured(recording, measure)
    if measures.why_not:
        notes.append(measures.why_not)
    return finished_trial(recording, measures, _judged(recording, judge, notes))


def _judged(recording: Recording, judge: Judge, notes: list[str]) -> TrialResult:
    try:
        return judge(recording)
    except Exception as error:
        # Whatever goes wrong here, the trial itself must be stored.
        notes.append(f"it could not be scored: {error}")
        return plain_result(recording)


def _stored(trial: FinishedTrial, store: Store, notes: list[str]) -> bool:
    """Store a trial; returns whether the database gives back what was recorded."""
    if not store.save_trial(trial):
        notes.append(KNOWN_ALREADY)
        if _says_more(trial, store):
            store.amend_trial(only_events(trial))
    whole = stored_whole(store, trial)
    if not whole:
        notes.append("the database holds it differently: run baps db check")
    return whole


def _says_more(trial: FinishedTrial, store: Store) -> bool:
    """Whether it was corrected after it was stored, and nobody has corrected the stored one."""
    stored, waiting = store.load_conduct(trial.trial_id).events, trial.recording.events
    return len(waiting) > len(stored) and waiting[: len(stored)] == stored


def _set_aside(path: Path) -> Path:
    """Rename a journal so that it is not recovered again; never over another file."""
    names = (path.name + DAMAGED, *(f"{path.name}{DAMAGED}-{n}" for n in range(2, 100)))
    target = next(p for name in names if not (p := path.with_name(name)).exists())
    try:
        path.rename(target)
    except OSError:
        return path
    return target


def _remove(path: Path) -> None:
    # Windows keeps a file that another program reads: the next run finds its trial stored already.
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _from_spool(path: Path, spool: Spool, store: Store) -> Recovered | LeftAlone:
    try:
        trial = spool.read(path)
    except SpoolError as error:
        return LeftAlone(path, str(error))
    notes: list[str] = []
    if _stored(trial, store, notes):
        spool.remove(path)
    else:
        notes.append(f"{path} stays")
    return Recovered(trial, Origin.SPOOL, "; ".join(notes))
