"""The marks of a visit: on disk at once, in the database as soon as it answers.

A visit goes on after a power cut and with the database out of reach; each mark arrives there once,
by its UUID. Every program writes to files of its own.
"""

import json
import os
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

from trainer.recording.json_form import JsonFormError, from_json, to_json
from trainer.recording.visit import VisitMark
from trainer.sessions.store_access import ask_store
from trainer.store.errors import StoreError
from trainer.store.store import Store

SUFFIX = ".marks"
ABANDONED_AFTER_S = 3600.0
"""Another program's file that nobody wrote to for so long has no writer any more."""
DAMAGED = "{path} holds a line that is no mark of a visit: it is left out"


class MarkLog:
    """Marks of every visit of this station that the database may not have yet."""

    def __init__(self, folder: Path, store: Store | None, say: Callable[[str], None]) -> None:
        self._folder, self._store, self._say = folder, store, say
        self._own = str(uuid.uuid4())

    def add(self, mark: VisitMark) -> None:
        """Keep a mark so that it survives a power cut, and hand it on. OSError of a full disk."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / f"{mark.visit_id}~{self._own}{SUFFIX}").open("ab") as file:
            # A line that a power cut has broken off must not swallow the next one.
            file.write(b"\n" + json.dumps(to_json(mark)).encode())
            file.flush()
            os.fsync(file.fileno())
        self.deliver()

    def of(self, visit_id: str) -> tuple[VisitMark, ...]:
        """All marks of a visit in the order in which they were made, each once."""
        waiting = [mark for path in self._files(f"{visit_id}~*") for mark in self._waiting(path)]
        none: tuple[VisitMark, ...] = ()
        stored = ask_store(self._store, self._say, lambda store: store.marks(visit_id), none)
        marks = {mark.mark_id: mark for mark in (*stored, *waiting)}
        return tuple(marks.values())

    def deliver(self) -> None:
        """Hand the database what waits; what it does not take waits on."""
        if self._store is None:
            return
        try:
            for path in self._files("*"):
                for mark in self._waiting(path):
                    self._store.add_mark(mark)
                if self._nobody_writes(path):
                    path.unlink(missing_ok=True)
        except StoreError as error:
            self._say(str(error))

    def _files(self, which: str) -> list[Path]:
        return sorted(self._folder.glob(which + SUFFIX))

    def _nobody_writes(self, path: Path) -> bool:
        if path.stem.endswith(self._own):
            return True
        try:
            return time.time() - path.stat().st_mtime > ABANDONED_AFTER_S
        except FileNotFoundError:
            return False

    def _waiting(self, path: Path) -> Iterator[VisitMark]:
        try:
            lines = path.read_bytes().split(b"\n")
        except FileNotFoundError:
            # It was delivered a moment ago.
            return
        for line in filter(None, lines):
            try:
                yield from_json(VisitMark, json.loads(line))
            except (ValueError, JsonFormError):
                self._say(DAMAGED.format(path=path))
