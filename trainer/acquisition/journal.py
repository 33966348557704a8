"""A running trial on disk: what has been sent survives the program, and soon the power, too.

The session begins one for each trial and hands it to the recorder as its `EventSink`. Callers only
put into a queue and never wait. One thread writes what has come as whole blocks, at least every
50 ms; another asks the disk to keep them, at least four times a second, and however long the disk
takes, the writer goes on. When writing fails the trial goes on in memory: the error is told once,
what could not be written is kept and tried again.
"""

import threading
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue

from trainer.acquisition.journal_errors import JournalError
from trainer.acquisition.journal_file import JournalFile
from trainer.acquisition.journal_files import JournalFiles, RealFiles
from trainer.acquisition.journal_pace import Pace
from trainer.acquisition.journal_pieces import Piece, as_bytes
from trainer.journal.form import End
from trainer.recording.trial import AnySamples, Recording, TrialEvent, TrialHeader

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
        self._queue: SimpleQueue[Piece] = SimpleQueue()
        self._closing = threading.Event()
        self._written = threading.Event()
        self._file: JournalFile | None = None
        self._threads: list[threading.Thread] = []
        self.error: JournalError | None = None

    @property
    def path(self) -> Path | None:
        """The file, once begun; None before."""
        return self._file.path if self._file else None

    def begin(self, header: TrialHeader) -> None:
        """Start both threads; the file is made by the writer."""
        self._file = JournalFile(self._folder / f"{header.trial_id}{SUFFIX}", self._files)
        self._queue.put(header)
        self._threads = [
            threading.Thread(target=self._write, args=(self._file,), name="journal writer"),
            threading.Thread(target=self._sync, args=(self._file,), name="journal fsync"),
        ]
        for thread in self._threads:
            thread.daemon = True
            thread.start()

    def samples(self, samples: AnySamples) -> None:
        """Take samples; the arrays must not change from here on."""
        self._queue.put(samples)

    def event(self, event: TrialEvent) -> None:
        """Take an event."""
        self._queue.put(event)

    def finish(self, recording: Recording) -> None:
        """Write the end: how much of what was handed over belongs to the trial; then `close`."""
        self._queue.put(End.of(recording))
        self.close()

    def close(self) -> None:
        """Write what is left, let the disk keep it, end both threads. Harmless twice.

        Waits `FINISH_PATIENCE_S` at most for a disk that hangs.
        """
        self._closing.set()
        for thread in self._threads:
            thread.join(FINISH_PATIENCE_S)
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
        waiting: list[Piece] = []
        try:
            while not pace.wait():
                self._write_once(file, waiting, pace)
            self._write_once(file, waiting, pace)
        finally:
            self._written.set()

    def _write_once(self, file: JournalFile, waiting: list[Piece], pace: Pace) -> None:
        while not self._queue.empty():
            waiting.append(self._queue.get())
        if not waiting:
            return
        try:
            file.append(as_bytes(waiting))
        except OSError as error:
            self._fail(f"{file.path} cannot be written: {error.strerror or error}")
            pace.pause(RETRY_AFTER_S)
        except (TypeError, ValueError) as error:
            self._fail(f"an event cannot be written to {file.path}: {error}")
            waiting[:] = [piece for piece in waiting if not isinstance(piece, TrialEvent)]
        else:
            waiting.clear()

    def _sync(self, file: JournalFile) -> None:
        pace = Pace(SYNC_EVERY_S, self._written)
        while not pace.wait():
            self._sync_once(file)
        self._sync_once(file)

    def _sync_once(self, file: JournalFile) -> None:
        try:
            file.sync()
        except OSError as error:
            self._fail(f"the disk does not keep {file.path}: {error.strerror or error}")

    def _fail(self, why: str) -> None:
        if self.error is None:
            self.error = JournalError(
                f"{why}. The trial goes on and is saved when it ends; until then it is in memory "
                "alone"
            )
            self._on_error(str(self.error))
