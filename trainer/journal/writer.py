"""Writes the journal of a running trial, which survives a killed program and a power cut.

Two threads: one asks the running recording for what is new and writes it as whole blocks, at least
every 50 ms; the other asks the disk to keep them, at least four times a second, without holding the
writer up. Nobody else ever waits. If writing fails the trial goes on in memory: the error is
reported once, and the same rows are tried again.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path

from trainer.journal.files import JournalError, JournalFile, JournalFiles, RealFiles
from trainer.journal.form import End, JournalForm
from trainer.recording.interfaces import Fresh, FreshRows, Marks
from trainer.recording.trial import Recording, TrialEvent, TrialHeader

WRITE_EVERY_S = 0.04
SYNC_EVERY_S = 0.2
RETRY_AFTER_S = 1.0
FINISH_PATIENCE_S = 5.0
SUFFIX = ".journal"


def _keep_quiet(_line: str) -> None:
    """For callers that look at `error` instead."""


class Journal:
    """One trial's journal; its file is `FOLDER/TRIAL_ID.journal`."""

    def __init__(
        self,
        folder: Path,
        files: JournalFiles | None = None,
        on_error: Callable[[str], None] = _keep_quiet,
    ) -> None:
        self._folder = folder
        self._files = files or RealFiles()
        self._on_error = on_error
        self._closing = threading.Event()
        self._written = threading.Event()
        self._file: JournalFile | None = None
        self._threads: list[threading.Thread] = []
        self._unwritten = _Unwritten()
        self.error: JournalError | None = None

    @property
    def path(self) -> Path | None:
        """The file, once begun; None before."""
        return self._file.path if self._file else None

    def begin(self, header: TrialHeader, source: FreshRows) -> None:
        """Start both threads; the file is made by the writer."""
        self._file = JournalFile(self._folder / f"{header.trial_id}{SUFFIX}", self._files)
        self._unwritten = _Unwritten(header, source)
        self._threads = [
            threading.Thread(target=self._write, args=(self._file,), name="journal writer"),
            threading.Thread(target=self._sync, args=(self._file,), name="journal fsync"),
        ]
        for thread in self._threads:
            thread.daemon = True
            thread.start()

    def finish(self, recording: Recording) -> None:
        """Write what is left of the recording and the end: how much belongs to it; then `close`."""
        self._unwritten.ended = recording
        self.close()

    def close(self) -> None:
        """Write what is left, let the disk keep it, end both threads. Harmless twice.

        Waits `FINISH_PATIENCE_S` at most for a disk that hangs.
        """
        self._closing.set()
        until_s = time.monotonic() + FINISH_PATIENCE_S
        for thread in self._threads:
            thread.join(max(0.0, until_s - time.monotonic()))
        if any(thread.is_alive() for thread in self._threads):
            self._fail(f"the disk does not answer while writing {self.path}")
        elif self._file is not None:
            self._file.close()
        self._threads = []

    def remove(self) -> None:
        """Delete the file of a closed journal: call after the trial is committed elsewhere."""
        if self._file is not None:
            self._file.remove()

    def _write(self, file: JournalFile) -> None:
        pace = Pace(WRITE_EVERY_S, self._closing)
        try:
            while not pace.wait():
                self._write_once(file, pace)
            self._write_once(file, pace)
        finally:
            self._written.set()

    def _write_once(self, file: JournalFile, pace: "Pace") -> None:
        try:
            data = self._unwritten.take(self._fail)
            if data:
                file.append(data)
            self._unwritten.written()
        except OSError as error:
            self._fail(f"{file.path} cannot be written: {error.strerror or error}")
            pace.pause(RETRY_AFTER_S)
        except Exception as error:  # the thread must live: a later piece may be written
            self._fail(f"{file.path} cannot be written: {error!r}")
            pace.pause(RETRY_AFTER_S)

    def _sync(self, file: JournalFile) -> None:
        pace = Pace(SYNC_EVERY_S, self._written)
        while not pace.wait():
            self._sync_once(file)
        self._sync_once(file)

    def _sync_once(self, file: JournalFile) -> None:
        try:
            file.sync()
        except Exception as error:  # likewise
            why = getattr(error, "strerror", None) or error
            self._fail(f"the disk does not keep {file.path}: {why}")

    def _fail(self, why: str) -> None:
        if self.error is None:
            self.error = JournalError(
                f"{why}. The trial goes on and is saved when it ends; until then it is only in "
                "memory"
            )
            self._on_error(str(self.error))


class _Unwritten:
    """The part of a running recording that is not in the file yet, as blocks."""

    def __init__(self, header: TrialHeader | None = None, source: FreshRows | None = None) -> None:
        self._header, self._source = header, source
        self.ended: Recording | None = None
        """The finished recording: the rest is taken from it, then the end is written."""
        self._marks = self._taken = Marks()
        self._end_taken = self._end_written = False

    def take(self, fail: Callable[[str], None]) -> bytes:
        """Everything so far that was not written."""
        if self._source is None or self._end_written:
            return b""
        ended = self.ended
        begin = b"" if self._header is None else JournalForm.begin(self._header)
        fresh = Fresh.of(ended, self._marks) if ended else self._source.fresh(self._marks)
        self._taken, self._end_taken = fresh.marks(self._marks), ended is not None
        tables = (fresh.samples, fresh.load, fresh.body)
        blocks = [JournalForm.samples(table) for table in tables if len(table)]
        end = JournalForm.end(End.of(ended)) if ended else b""
        return b"".join((begin, *blocks, _events(fresh.events, fail), end))

    def written(self) -> None:
        """What was taken is in the file."""
        self._header = None
        self._marks, self._end_written = self._taken, self._end_taken


def _events(events: tuple[TrialEvent, ...], fail: Callable[[str], None]) -> bytes:
    if not events:
        return b""
    try:
        return JournalForm.events(events)
    except (TypeError, ValueError) as error:
        # An event that cannot be written costs only itself.
        if len(events) > 1:
            return b"".join(_events((event,), fail) for event in events)
        fail(f"an event cannot be written to the journal: {error}")
        return b""


class Pace:
    """Waits for beats `every_s` apart, regardless of how long the work between them took."""

    def __init__(self, every_s: float, ending: threading.Event) -> None:
        self._every_s = every_s
        self._ending = ending
        self._next_s = time.monotonic() + every_s

    def wait(self) -> bool:
        """Wait for the next beat; True as soon as it is time to end."""
        now_s = time.monotonic()
        ended = self._ending.wait(max(0.0, self._next_s - now_s))
        self._next_s = max(self._next_s, now_s) + self._every_s
        return ended

    def pause(self, pause_s: float) -> None:
        """Skip beats."""
        self._next_s = time.monotonic() + pause_s
