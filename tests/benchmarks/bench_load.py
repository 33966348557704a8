"""`loaded_*`: what is left of the stream and the latch while another program takes every core.

Bullseye runs in its window as in `bench_latch`, first alone and then beside one busy process for
each core, at the same priority. No sample may be lost; the latch and the frames may be late.
"""

import os
from contextlib import ExitStack
from dataclasses import dataclass

import numpy as np

from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.window import Window
from games.registry import activity_named
from tests.benchmarks.bench_latch import DROPPED_S, HALF_PERIOD_MS, LatchedFeed, NobodyKeeps
from tests.benchmarks.children import child, find_display, running
from tests.benchmarks.gaps import missed_per_min
from tests.benchmarks.row import Row
from trainer.link.uri import LinkContext
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.sessions.board import open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts

SECONDS, SHORTEST_S = 20.0, 1.0
BUSY = "while True: pass"
PEER = "no other program"


@dataclass(frozen=True)
class Played:
    """`ages_ms` of the newest sample at each latch, and the time of each frame."""

    ages_ms: np.ndarray
    frames_s: np.ndarray
    received: int
    lost: int

    def latch_excess_ms(self, percentile: float) -> float:
        return float(np.percentile(self.ages_ms, percentile)) - HALF_PERIOD_MS

    @property
    def late_frames_per_min(self) -> float:
        """Frames of the screen that passed without a new picture."""
        return missed_per_min(1e3 * np.diff(self.frames_s))


def rows(share: float = 1.0) -> list[Row]:
    find_display()
    seconds = max(SHORTEST_S, SECONDS * share)
    alone, loaded = _played(seconds, busy=0), _played(seconds, busy=os.cpu_count() or 1)
    return [
        Row("loaded_lost_samples", loaded.lost, "1", PEER, alone.lost),
        *(
            Row(name, loaded.latch_excess_ms(at), "ms", PEER, alone.latch_excess_ms(at))
            for name, at in (("loaded_latch_excess_ms", 50), ("loaded_latch_excess_ms_p99", 99))
        ),
        Row(
            "loaded_late_frames_per_min",
            loaded.late_frames_per_min,
            "1/min",
            PEER,
            alone.late_frames_per_min,
        ),
    ]


def _played(seconds: float, busy: int) -> Played:
    """A round on the paced board beside so many busy processes."""
    with ExitStack() as stack:
        board = stack.enter_context(child("paced_board"))
        assert board.stdout is not None
        port = board.stdout.readline().decode().strip()
        for _ in range(busy):
            stack.enter_context(running("-c", BUSY))
        return _round(port, seconds)


def _round(port: str, seconds: float) -> Played:
    board = open_board(f"serial:{port}", LinkContext(), lambda _hello, _stored: BoardFacts())
    try:
        wait_for_samples(board.feed, lambda _: None)
        keeper = NobodyKeeps(board.feed)
        feed = LatchedFeed(board.feed, keeper)
        activity = activity_named("bullseye")
        setup = activity.setup(Conditions("bullseye", seconds=seconds), assumed_rim(2))
        with Window(setup.station) as window:
            play_in_window(Round(activity, setup, feed, keeper), window)
        status = board.feed.status()
    finally:
        board.close()
    assert keeper.outcome == "completed", keeper.outcome
    frames = np.array(feed.frames)
    frames = frames[frames[:, 0] - frames[0, 0] > DROPPED_S]
    return Played(frames[:, 2], frames[:, 0], status.received, status.lost)
