"""Waiting for load cells to be empty, to carry a weight that was moved, or to weigh a person.

No keys are needed: the counts show that something was moved and that it now rests. `LoadWatch`
works on raw counts, because the cells may not be calibrated yet.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from trainer.motion.load import NOMINAL_COUNTS_PER_N, cells_ready
from trainer.motion.load_checks import ABSENT_SHARE, UNSTEADY_N
from trainer.motion.load_steps import CellReading, cell_reading
from trainer.recording.columns import FlagArray, FloatArray, LoadCountArray
from trainer.recording.guidance import Guidance
from trainer.recording.load import CELLS, LIGHTEST_KG, LoadSamples
from trainer.recording.sensor import STANDARD_GRAVITY
from trainer.sessions.board import WAIT_STEP_S, OpenBoard
from trainer.sessions.calibration.steps import Follower, Step
from trainer.sessions.errors import SessionError
from trainer.sessions.readiness import wait_and_keep_bias
from trainer.store.store import Store
from trainer.store.values import BodyWeight

STEADY_S = 2.5
PATIENCE_S = 90.0
NOT_YET, MOVING = "waiting for the weight", "not steady: hands off"
MOVE_IT = "waiting for the weight to be moved"
MISSING_AFTER_S = 3.0
UNSTEADY_COUNTS = UNSTEADY_N * NOMINAL_COUNTS_PER_N

STANDING_S = 3.0
STANDING_SHARE = 0.02
"""Standard deviation over the mean: at most 0.01 in quiet standing, far more in a step."""
STANDING_PATIENCE_S = 60.0

Say = Callable[[str], None]


@dataclass(frozen=True)
class _Window:
    """The newest readings; `steady` is the share of the wanted time for which they were steady."""

    counts: LoadCountArray
    ready: FlagArray
    steady: float

    @property
    def newest(self) -> FloatArray:
        return np.asarray(self.counts[-3:].mean(axis=0), dtype=np.float64)


class LoadWatch:
    """Follows the load cells of a board that has delivered samples, from step to step."""

    def __init__(self, board: OpenBoard, rate_hz: float, weight_n: float) -> None:
        self._follower = Follower(board)
        self._wanted = max(round(STEADY_S * rate_hz), 20)
        self._least_counts = ABSENT_SHARE * weight_n * NOMINAL_COUNTS_PER_N
        self._counts = np.zeros((0, len(CELLS)), np.int32)
        self._ready = np.zeros(0, np.uint8)
        self._empty: FloatArray | None = None
        self._last: FloatArray | None = None

    def empty(self, step: Step) -> Generator[Guidance, None, CellReading]:
        """The reading of the plate at rest, taken as empty."""
        begun_s = self._follower.now_s()
        for window in self._windows(step):
            yield step.moment(window.steady, self._notice(window, begun_s))
            if window.steady >= 1.0:
                return self._taken(window)
        raise AssertionError("windows end in a reading or an error")

    def weight(self, step: Step) -> Generator[Guidance, None, CellReading]:
        """The reading with the weight at rest, after it was moved."""
        begun_s, moved = self._follower.now_s(), False
        for window in self._windows(step):
            there = self._felt(window, self._empty) > self._least_counts
            moved = moved or self._felt(window, self._last) > self._least_counts
            if moved and there and window.steady >= 1.0:
                return self._taken(window)
            notice = self._notice(window, begun_s) if moved else MOVE_IT
            if not there:
                notice = NOT_YET
            yield step.moment(window.steady if moved and there else 0.0, notice)
        raise AssertionError("windows end in a reading or an error")

    def _windows(self, step: Step) -> Generator[_Window, None, None]:
        begun_s = self._follower.now_s()
        self._counts, self._ready = self._counts[:0], self._ready[:0]
        while self._follower.now_s() - begun_s < PATIENCE_S:
            new = self._follower.wait().load
            self._counts = np.concatenate((self._counts, new.counts))[-self._wanted :]
            self._ready = np.concatenate((self._ready, new.ready))[-self._wanted :]
            if not len(self._counts) and self._follower.now_s() - begun_s > MISSING_AFTER_S:
                raise SessionError(
                    "no readings come from the load cells: check their plugs, then run baps "
                    "diagnose"
                )
            if len(self._counts):
                yield _Window(self._counts, self._ready, self._steady())
        raise step.gave_up(PATIENCE_S, self._follower.trouble())

    def _steady(self) -> float:
        """The share of the wanted time in which no cell drifted."""
        off = np.abs(self._counts - self._counts[-1]).astype(np.float64)
        off[~cells_ready(self._ready)] = 0.0
        loud = np.flatnonzero(off.max(axis=1) > UNSTEADY_COUNTS)
        return (len(self._counts) - 1 - int(loud[-1] if len(loud) else -1)) / self._wanted

    def _felt(self, window: _Window, before: FloatArray | None) -> float:
        return 0.0 if before is None else float(np.abs(window.newest - before).sum())

    def _notice(self, window: _Window, begun_s: float) -> str:
        shaky = window.steady < 0.2 and self._follower.now_s() - begun_s > 1.0
        return self._follower.trouble() or (MOVING if shaky else "")

    def _taken(self, window: _Window) -> CellReading:
        reading = cell_reading(window.counts, window.ready)
        self._last = np.array(reading.mean_counts)
        self._empty = self._last if self._empty is None else self._empty
        return reading


def weigh(board: OpenBoard, store: Store, say: Say) -> BodyWeight:
    """Ask the patient to stand still on the board, hands off the rail, and weigh for 3 s.

    `SessionError` without calibrated cells, or if nobody stands still.
    """
    cells = board.streams.load_setup
    if cells is None or not cells.calibration.calibrated:
        raise SessionError(
            "this board has no calibrated load cells: run baps calibrate load, or give the weight "
            "with --kg"
        )
    wait_and_keep_bias(board, store, say)
    say("Stand still on the board with both feet, hands off the rail")
    feed = board.feed
    begun, newest = feed.now_ns(), feed.latest()
    seq = newest.seq if newest else -1
    while feed.now_ns() - begun < STANDING_PATIENCE_S * 1e9:
        feed.wait(WAIT_STEP_S)
        steady = steady_load_n(feed.since(seq).load)
        if steady is not None:
            return BodyWeight(round(steady / STANDARD_GRAVITY, 2), datetime.now(UTC), measured=True)
    raise SessionError(
        f"gave up after {STANDING_PATIENCE_S:.0f} s: nobody stood still on the board. Try again, "
        "or give the weight with --kg"
    )


def steady_load_n(load: LoadSamples) -> float | None:
    """The mean of the last 3 s, in N; None unless a person stood still all that time."""
    if not len(load) or load.t_s[-1] - load.t_s[0] < STANDING_S:
        return None
    recent: FloatArray = load.load_n[load.t_s > load.t_s[-1] - STANDING_S]
    mean = float(recent.mean())
    present = np.isfinite(mean) and mean > LIGHTEST_KG * STANDARD_GRAVITY
    return mean if present and recent.std() < STANDING_SHARE * mean else None
