"""A clinic's hours on one board that streams without a pause: what `test_soak` looks at.

Trial after trial is recorded and journalled while all samples are written as the rows of `baps
log`; the board is pumped sixty times a second, as a game does. Nothing is judged here.
"""

import ctypes
import gc
import os
import tempfile
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt

from trainer.journal.reading import claimed
from trainer.journal.writer import Journal
from trainer.link.uri import LinkContext
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.load import LoadCalibration
from trainer.recording.trial import Recording, StartState, TrialHeader
from trainer.sessions.board import OpenBoard, open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts
from trainer.sessions.listening import Obstacles, RowListener
from trainer.sessions.rows import RowFormat, RowWriter, row_form

FRAME_S = 1 / 60
LOOK_EVERY_S = 1.0
WEIGHED = BoardFacts(load_calibration=LoadCalibration(newton_per_count=(1 / 4276.0,) * 4))

Say = Callable[[str], None]


@dataclass(frozen=True)
class Trial:
    """One of the trials: how long its recording is, what it lacks, and the process after it.

    `with_freed_mb` is the process's memory as the system counts it, `resident_mb` without what the
    C library keeps of it for later although it was freed.
    """

    ended_s: float
    samples: int
    journalled: int
    missing: int
    missing_load: int
    missing_body: int
    with_freed_mb: float
    resident_mb: float


@dataclass
class Heard:
    """All that a soak brought. `looks` are rows of a sample's device time in microseconds and the
    host's nanoseconds that the clock map gives for it then."""

    trials: list[Trial] = field(default_factory=list)
    looks: list[tuple[float, float]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    first_us: float = 0.0
    first_seq: int = 0
    last_seq: int = 0
    rows: int = 0
    missing_rows: int = 0
    received: int = 0
    lost: int = 0
    rejected: int = 0
    bad_frames: int = 0
    unknown_messages: int = 0
    generations: int = 0
    epochs: int = 0
    longest_silence_s: float = 0.0

    @property
    def mapped(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Device times and what they were mapped to."""
        device_us, host_ns = np.array(self.looks).T
        return device_us, host_ns

    def growth_mb_per_min(self, skipped: float = 0.25) -> tuple[float, float]:
        """The slopes of the process's memory, resident and with what was freed, without the first
        part of the time.
        """
        rows = np.array([(t.ended_s, t.resident_mb, t.with_freed_mb) for t in self.trials])
        late = rows[rows[:, 0] > skipped * rows[-1, 0]]
        resident, with_freed = np.polyfit(late[:, 0], late[:, 1:], 1)[0] * 60
        return float(resident), float(with_freed)


def soak(port: str, seconds: float, trial_s: float, say: Say) -> Heard:
    """Record trials of a board for so long; a line is said after each of them."""
    board = open_board(f"serial:{port}", LinkContext(), lambda _hello, _stored: WEIGHED)
    try:
        wait_for_samples(board.feed, say)
        with (
            Path(os.devnull).open("w", encoding="ascii") as nowhere,
            tempfile.TemporaryDirectory() as folder,
        ):
            writer = RowWriter(nowhere, RowFormat.CSV, row_form(board))
            return _Soak(board, writer, Path(folder), say).run(seconds, trial_s)
    finally:
        board.close()


class _Soak:
    def __init__(self, board: OpenBoard, writer: RowWriter, folder: Path, say: Say) -> None:
        self._board, self._feed, self._writer = board, board.feed, writer
        self._rows = RowListener(board.feed, writer)
        self._folder, self._say = folder, say
        self._heard = Heard()
        self._newest_seq = -1
        self._arrived_s = self._looked_s = time.perf_counter()

    def run(self, seconds: float, trial_s: float) -> Heard:
        begun_s = time.perf_counter()
        self._heard.first_seq = self._rows.seq + 1
        self._heard.first_us = self._mapped()[0]
        self._feed.on_pump(self._rows)
        self._feed.on_pump(Obstacles(self._board, self._heard.said.append))
        for _ in range(max(1, round(seconds / trial_s))):
            recording, journalled = self._trial(trial_s)
            trial = _trial_of(recording, journalled, time.perf_counter() - begun_s)
            self._heard.trials.append(trial)
            self._count()
            self._tell(trial)
        return self._heard

    def _trial(self, seconds: float) -> tuple[Recording, int]:
        """The recording, and how many samples its journal gave back."""
        running = self._feed.begin_recording(self._header)
        journal = Journal(self._folder)
        journal.begin(running.header, running)
        until_s = time.perf_counter() + seconds
        while time.perf_counter() < until_s:
            self._feed.wait(FRAME_S)
            self._look()
        recording = self._feed.end_recording()
        journal.finish(recording)
        assert journal.error is None, journal.error
        assert journal.path is not None
        with claimed(journal.path) as left:
            journalled = len(left.recording.samples)
        journal.remove()
        return recording, journalled

    def _look(self) -> None:
        now_s, newest = time.perf_counter(), self._feed.latest()
        assert newest is not None
        if newest.seq != self._newest_seq:
            silence_s, self._arrived_s = now_s - self._arrived_s, now_s
            self._newest_seq = newest.seq
            self._heard.longest_silence_s = max(self._heard.longest_silence_s, silence_s)
        if now_s - self._looked_s > LOOK_EVERY_S:
            self._looked_s = now_s
            self._heard.looks.append(self._mapped())

    def _mapped(self) -> tuple[float, float]:
        with self._feed._lock:  # the reader thread moves the clock
            clock = self._board.streams.clock
            return clock.newest_us, clock.live_clock_map().host_ns(clock.newest_us)

    def _count(self) -> None:
        heard, board, status = self._heard, self._board, self._feed.status()
        # Not the feed's newest: one may have come since the rows were written.
        heard.last_seq = self._rows.seq
        heard.rows, heard.missing_rows = self._writer.rows, self._writer.lost
        heard.received, heard.lost = status.received, status.lost
        heard.rejected = board.streams.rejected
        heard.bad_frames = board.connection.counts.bad_frames
        heard.unknown_messages = board.connection.counts.unknown_messages
        heard.generations = board.connection.generation
        heard.epochs = board.streams.clock.epoch + 1

    def _tell(self, trial: Trial) -> None:
        heard = self._heard
        self._say(
            f"{trial.ended_s / 60:6.2f} min: {heard.received} samples, {heard.lost} lost, "
            f"{heard.rejected} rejected, {heard.bad_frames} faulty frames, {heard.epochs} epochs, "
            f"{trial.resident_mb:.1f} MB ({trial.with_freed_mb:.1f} with what was freed), "
            f"longest silence {1e3 * heard.longest_silence_s:.0f} ms"
        )

    def _header(self, start: StartState) -> TrialHeader:
        streams = self._board.streams
        return TrialHeader(
            trial_id=str(uuid.uuid4()),
            started_at=datetime.now(UTC),
            conditions=Conditions("steady-stance"),
            setup=self._board.setup,
            start=start,
            rim=assumed_rim(2),
            board=self._board.identity,
            load=streams.load_setup,
            body=streams.body_setup,
        )


def _trial_of(recording: Recording, journalled: int, ended_s: float) -> Trial:
    return Trial(
        ended_s,
        len(recording.samples),
        journalled,
        _missing(recording.samples.seq),
        _missing(recording.load.seq),
        _missing(recording.body.seq),
        # Looked at first: the other one gives the freed memory back.
        with_freed_mb=_held_mb(),
        resident_mb=resident_mb(),
    )


def _missing(seq: npt.NDArray[np.int64]) -> int:
    return int(np.sum(np.diff(seq) - 1))


def resident_mb() -> float:
    """What this process holds of the computer's memory, without what the C library keeps of it for
    later although it was freed.
    """
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    return _held_mb()


def _held_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
