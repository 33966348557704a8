"""A recording while it runs: a stretch of the board's tables, from its first rows on."""

import threading
from dataclasses import dataclass, replace

import numpy as np

from trainer.acquisition.board import Board
from trainer.recording.body import BodySamples
from trainer.recording.interfaces import Fresh, Marks
from trainer.recording.load import LoadSamples
from trainer.recording.samples import Samples
from trainer.recording.trial import Recording, TrialEvent, TrialHeader


@dataclass(frozen=True)
class Begin:
    """Where a recording begins: the numbers of its first rows in the tables."""

    samples: int
    load: int
    body: int

    @classmethod
    def now(cls, board: Board) -> "Begin":
        """With the rows that come next."""
        return cls(board.samples.end, board.load.end, board.body.end)

    @classmethod
    def held(cls, board: Board) -> "Begin":
        """With the oldest rows that are there."""
        return cls(board.samples.first, board.load.first, board.body.first)


class RunningRecording:
    """`seq` is the number just before its first sample. The feed ends it."""

    def __init__(
        self, board: Board, lock: threading.Lock, header: TrialHeader, seq: int, begin: Begin
    ) -> None:
        """The caller holds the lock."""
        self.header = header
        self.seq = seq
        self._board, self._lock, self._begin = board, lock, begin
        self._events: list[TrialEvent] = []
        self._ended: Recording | None = None
        board.samples.keep_from(begin.samples)
        board.load.keep_from(begin.load)
        board.body.keep_from(begin.body)

    def fresh(self, after: Marks) -> Fresh:
        """Everything after the marks, until the end if the recording has ended."""
        with self._lock:
            if self._ended is not None:
                return Fresh.of(self._ended, after)
            samples, load, body = self._rows(after)
            return Fresh(samples, load, body, tuple(self._events[after.events :]))

    def note(self, event: TrialEvent) -> None:
        """Add an event; the caller holds the lock."""
        self._events.append(event)

    def note_late(self, event: TrialEvent) -> None:
        """Add an event to an ended recording, so that it reaches the journal."""
        with self._lock:
            if self._ended is not None:
                self._ended = replace(self._ended, events=(*self._ended.events, event))

    def end(self) -> None:
        """Stop, and let the tables drop its rows; the caller holds the lock."""
        samples, load, body = self._rows(Marks())
        begin = self.header.start.clock_map
        clock_map = self._board.clock.map_of_trial(begin, samples.device_us)
        self._ended = Recording(self.header, samples, tuple(self._events), clock_map, load, body)
        for table in (self._board.samples, self._board.load, self._board.body):
            table.release()

    def finished(self, count: int | None) -> Recording:
        """A copy of the ended recording: all, or `count` samples and the other sensors' rows until
        then."""
        whole = self._ended
        assert whole is not None
        samples = whole.samples if count is None else whole.samples[:count]
        until_s = float(samples.t_s[-1]) if len(samples) else -np.inf
        load, body = whole.load, whole.body
        return Recording(
            whole.header,
            samples.copy(),
            whole.events,
            whole.clock_map,
            load[load.t_s <= until_s],
            body[body.t_s <= until_s],
        )

    def _rows(self, after: Marks) -> tuple[Samples, LoadSamples, BodySamples]:
        board, begin = self._board, self._begin
        return (
            board.samples.rows(begin.samples + after.samples),
            board.load.rows(begin.load + after.load),
            board.body.rows(begin.body + after.body),
        )
