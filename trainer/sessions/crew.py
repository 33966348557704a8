"""Measures stored recordings on several cores: processes for `trainer.sessions.recompute`.

A process gets the files of a recording and hands back its numbers; it knows no database, so it is
started by "spawn" alike on every system. It leaves Ctrl-C to the main process and ends with it.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from games.registry import activities
from games.replay import measure_recording
from trainer.metrics import TrialMeasures
from trainer.recording.body import ThighSetup
from trainer.recording.container import ContainerError, recording_of
from trainer.recording.trial import Recording
from trainer.sessions.errors import SessionError

T = TypeVar("T")
Parts = Mapping[str, bytes]

MOST_PROCESSES = 61
"""Windows waits for no more at once."""
AHEAD = 8
"""So many recordings wait for each process, so that none is idle while the main one writes."""
LINEAR_ALGEBRA_THREADS = "OPENBLAS_NUM_THREADS"
SEE_CHECK = "run baps db check"
ENDED = (
    "a process that measures was ended from outside, perhaps for want of memory: run "
    "baps recompute --jobs 1, which goes on from here"
)


@dataclass(frozen=True)
class Measured:
    """A recording's numbers, and the set-up of the thigh's strap if one was worn."""

    measures: TrialMeasures
    thigh: ThighSetup | None


@dataclass(frozen=True)
class Refused:
    """Why a recording could not be measured, and what to do."""

    why: str


Answer = Measured | Refused


class MeasureAll(Protocol):
    """Measures recordings; each is handed over with whatever tells the caller which it is."""

    def __call__(self, recordings: Iterable[tuple[T, Parts]], /) -> Iterator[tuple[T, Answer]]:
        """The answers in the order of the recordings."""


def cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def measured_again(parts: Parts) -> Answer:
    """The numbers of the recording in these files, by the definitions of today."""
    if not parts:
        return Refused(f"it has no recording that can be read: {SEE_CHECK}")
    try:
        recording = recording_of(parts)
    except ContainerError as error:
        return Refused(f"{error}: {SEE_CHECK}")
    if recording.lost:
        return Refused(f"{'; '.join(recording.lost)}: {SEE_CHECK}")
    activity = recording.header.conditions.activity
    if activity not in activities():
        return Refused(f"this program has no activity {activity!r}: update it")
    return _measured(recording)


def _measured(recording: Recording) -> Answer:
    body = recording.header.body
    try:
        return Measured(measure_recording(recording), body.thigh if body else None)
    except Exception as error:
        # Whatever goes wrong with one trial, the others are measured.
        trial_id = recording.header.trial_id
        return Refused(f"it cannot be measured: {error}: look at it with baps replay {trial_id}")


@contextmanager
def crew(processes: int) -> Iterator[MeasureAll]:
    """What measures in so many processes; one is this one. `SessionError` if others are killed."""
    if processes == 1:
        yield _one_by_one
        return
    spawned = multiprocessing.get_context("spawn")
    most = min(processes, MOST_PROCESSES)
    pool = ProcessPoolExecutor(most, spawned, initializer=_begin)

    def side_by_side(recordings: Iterable[tuple[T, Parts]], /) -> Iterator[tuple[T, Answer]]:
        return _side_by_side(pool, recordings, AHEAD * most)

    try:
        _start(pool, most)
        yield side_by_side
    except BrokenProcessPool as error:
        raise SessionError(ENDED) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _one_by_one(recordings: Iterable[tuple[T, Parts]], /) -> Iterator[tuple[T, Answer]]:
    return ((which, measured_again(parts)) for which, parts in recordings)


def _side_by_side(
    pool: ProcessPoolExecutor, recordings: Iterable[tuple[T, Parts]], ahead: int
) -> Iterator[tuple[T, Answer]]:
    waiting: deque[tuple[T, Future[Answer]]] = deque()
    for which, parts in recordings:
        waiting.append((which, pool.submit(measured_again, parts)))
        if len(waiting) > ahead:
            first, answer = waiting.popleft()
            yield first, answer.result()
    for which, answer in waiting:
        yield which, answer.result()


def _start(pool: ProcessPoolExecutor, processes: int) -> list[Future[None]]:
    """Start all processes at once, each to import what measures while the first trials are read."""
    with _ctrl_c_ignored(), _one_thread_each():
        return [pool.submit(_import_what_measures) for _ in range(processes)]


def _import_what_measures() -> None:
    # An answer is pickled, and activities cannot be.
    activities()


@contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """A process inherits it: otherwise Ctrl-C would interrupt its imports, and be told by it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Threads of numpy's linear algebra in several processes only wait for each other."""
    before = os.environ.get(LINEAR_ALGEBRA_THREADS)
    os.environ[LINEAR_ALGEBRA_THREADS] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[LINEAR_ALGEBRA_THREADS]
        else:
            os.environ[LINEAR_ALGEBRA_THREADS] = before


def _begin() -> None:
    # Windows does not inherit what was ignored.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_main, daemon=True).start()


def _end_with_main() -> None:
    """Without this, processes of a main one that was killed would wait for work for ever."""
    main = multiprocessing.parent_process()
    if main is not None:
        main.join()
        os._exit(1)
