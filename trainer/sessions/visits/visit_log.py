"""What people say and do at a visit: on disk at once, in the database as soon as it answers.

A visit goes on after a power cut and with the database out of reach; everything arrives there once,
by its UUID. Every program writes to files of its own.
"""

import json
import os
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trainer.recording.background import HardStop, Screening, screening_that_counts
from trainer.recording.clinical import ClinicalEntry, ExerciseDone
from trainer.recording.json_form import JsonFormError, from_json, to_json
from trainer.recording.stopping import stop_typed
from trainer.recording.visit import VisitMark
from trainer.sessions.legs import saw_stop
from trainer.store.errors import StoreError, StoreLeftAlone, StoreUnreachable
from trainer.store.store import Store

SUFFIX = ".said"
ABANDONED_AFTER_S = 3600.0
"""Another program's file that nobody wrote to for so long has no writer any more."""
ASIDE = ".damaged"
"""Ends the name of the file that keeps what can be neither read nor stored."""
DAMAGED = "{path} holds a line that cannot be read: it is kept in {aside}"
REFUSED = "something that was said of {code} cannot be stored and is kept in {aside}: {why}"

Said = VisitMark | ClinicalEntry | ExerciseDone | Screening | HardStop
KINDS: Mapping[str, type[Any]] = {
    "mark": VisitMark,
    "entry": ClinicalEntry,
    "exercise": ExerciseDone,
    "screening": Screening,
    "stop": HardStop,
}


def aside_of(path: Path) -> Path:
    """Where a file's lines are kept that can be neither read nor stored."""
    return path.with_name(path.name + ASIDE)


@dataclass(frozen=True)
class Line:
    """One thing that was said of the patient with this code; `raw` as it stands in its file."""

    code: str
    said: Said
    raw: bytes

    def check(self) -> None:
        """ValueError for an entry whose value is none of its kind, such as pain 99 of 10."""
        if isinstance(self.said, ClinicalEntry):
            stop_typed(self.said)


def store_said(store: Store, code: str, said: Said) -> None:
    """Hand it to the database, which takes each thing once."""
    match said:
        case VisitMark():
            store.add_mark(said)
        case ClinicalEntry():
            store.add_entry(code, said)
        case ExerciseDone():
            store.add_exercise(code, said)
        case Screening():
            store.add_screening(code, said)
        case HardStop():
            store.add_stop(code, said)


@dataclass(frozen=True)
class Waiting:
    """What was said of one patient and the database may not know yet, in its order."""

    said: tuple[Said, ...] = ()

    @property
    def stops(self) -> tuple[HardStop, ...]:
        """The stops, and those that follow from a value."""
        typed = [stop_typed(each) for each in self.said if isinstance(each, ClinicalEntry)]
        return tuple(each for each in (*self.said, *typed) if isinstance(each, HardStop))

    def marks(self, visit_id: str, known: Iterable[VisitMark]) -> tuple[VisitMark, ...]:
        """All marks of a visit in the order in which they were made, each once."""
        marks = (each for each in self.said if isinstance(each, VisitMark))
        mine = (mark for mark in marks if mark.visit_id == visit_id)
        return tuple({mark.mark_id: mark for mark in (*known, *mine)}.values())

    def entries(self, known: Iterable[ClinicalEntry]) -> tuple[ClinicalEntry, ...]:
        """All that was typed in, by the time that it is of, each once."""
        mine = (each for each in self.said if isinstance(each, ClinicalEntry))
        entries = {each.entry_id: each for each in (*mine, *known)}
        return tuple(sorted(entries.values(), key=lambda each: each.measured_at))

    def screening(self, known: Screening | None) -> Screening | None:
        """The checklist that counts."""
        mine = (each for each in self.said if isinstance(each, Screening))
        return screening_that_counts((*([known] if known else []), *mine), datetime.now(UTC))


def _line_of(code: str, said: Said) -> bytes:
    kind = next(name for name, cls in KINDS.items() if isinstance(said, cls))
    return json.dumps({"code": code, kind: to_json(said)}).encode()


class VisitLog:
    """Everything that visits of this station said and the database may not have yet."""

    def __init__(self, folder: Path, store: Store | None, say: Callable[[str], None]) -> None:
        self._folder, self._store, self._say = folder, store, say
        self._own = folder / f"{uuid.uuid4()}{SUFFIX}"
        self._together: list[tuple[str, Said]] | None = None

    def add(self, code: str, *said: Said) -> None:
        """Keep it so that it survives a power cut, and hand it on. OSError of a full disk."""
        if self._together is not None:
            self._together += [(code, each) for each in said]
            return
        self._keep([(code, each) for each in said])

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is added meanwhile is kept at the end, with one write: an answer and the mark of its
        step, so that who was stopped between them is not asked again. Nothing after an error.
        """
        held = self._together = list[tuple[str, Said]]()
        try:
            yield
        finally:
            self._together = None
        self._keep(held)

    def _keep(self, said: Sequence[tuple[str, Said]]) -> None:
        # A line that a power cut has broken off must not swallow the next one.
        lines = b"".join(b"\n" + _line_of(*each) for each in said)
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._own.open("ab") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        for code, each in said:
            for stop in Waiting((each,)).stops:
                saw_stop(self._store, code, stop)
        self.deliver()

    def waiting(self, code: str) -> Waiting:
        """What was said of a patient that the database may not know yet, read once."""
        lines = (line for path in self._files() for line in self._lines(path))
        return Waiting(tuple(line.said for line in lines if line.code == code))

    def deliver(self) -> int:
        """Hand the database what waits; what it does not take waits on. How much it has now.

        While it does not answer everything waits; a line that it refuses is set aside.
        """
        count = 0
        if self._store is None:
            return count
        try:
            for path in self._files():
                count += sum(self._stored(self._store, path, line) for line in self._lines(path))
                if self._nobody_writes(path):
                    path.unlink(missing_ok=True)
        except StoreLeftAlone:
            # It was reported when the database stopped answering.
            return count
        except StoreUnreachable as error:
            self._say(str(error))
        return count

    def _stored(self, store: Store, path: Path, line: Line) -> bool:
        try:
            store_said(store, line.code, line.said)
        except StoreUnreachable:
            raise
        except (StoreError, ValueError) as error:
            aside = aside_of(path).name
            words = REFUSED.format(code=line.code, aside=aside, why=error)
            self._set_aside(path, line.raw, words)
            return False
        return True

    def _set_aside(self, path: Path, raw: bytes, words: str) -> None:
        """Keep a line that is of no use, and say so the first time."""
        aside = aside_of(path)
        known = aside.read_bytes().split(b"\n") if aside.exists() else []
        if raw in known:
            return
        with aside.open("ab") as file:
            file.write(raw + b"\n")
            file.flush()
            os.fsync(file.fileno())
        self._say(words)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob(f"*{SUFFIX}"))

    def _nobody_writes(self, path: Path) -> bool:
        if path == self._own:
            return True
        try:
            return time.time() - path.stat().st_mtime > ABANDONED_AFTER_S
        except FileNotFoundError:
            return False

    def _lines(self, path: Path) -> Iterator[Line]:
        try:
            lines = [*filter(None, path.read_bytes().split(b"\n"))]
        except FileNotFoundError:
            # It was delivered a moment ago.
            return
        for line in lines:
            try:
                read = json.loads(line)
                ((kind, cls),) = ((name, cls) for name, cls in KINDS.items() if name in read)
                found = Line(str(read["code"]), from_json(cls, read[kind]), line)
                found.check()
            except (ValueError, KeyError, TypeError, JsonFormError):
                if line is lines[-1] and not self._nobody_writes(path):
                    # Another program is writing it at this moment.
                    continue
                self._set_aside(path, line, DAMAGED.format(path=path, aside=aside_of(path).name))
            else:
                yield found
