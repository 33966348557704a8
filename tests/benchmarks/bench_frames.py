"""`missed_frames_per_min`: whether pictures come in time while a trial is recorded.

Bullseye is played in its window, round after round, while every round is recorded and journalled.
The board streams over a pseudo-terminal from another process, which sleeps between samples, as the
board itself takes nothing of the computer. A frame is missed when its flip ends half a period or
more after it was due; one that comes later still is missed once for each period. The other way is
pygame's own clock around the same pumping, drawing and flipping, for a third of the time.
"""

import os
import tempfile
import time
from pathlib import Path

import numpy as np
import pygame

from games.engine.display import open_display
from games.engine.frames import Frame, FrameLog
from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.window import SMALL, Window
from games.registry import activity_named
from tests.benchmarks.children import child
from tests.benchmarks.drawing import Drawing
from tests.benchmarks.journalled import JournallingKeeper, PressingFeed
from tests.benchmarks.row import Row
from tests.games.playing import setup_of
from trainer.acquisition.feed import BoardFeed
from trainer.link.uri import LinkContext
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.sessions.board import open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts

PLAYED_S, ROUND_S = 600.0, 30.0
HZ = 60
PERIOD_NS = 1e9 / HZ
PEER_SHARE = 1 / 3
TICK = "pygame.time.Clock().tick(60)"


def rows(share: float = 1.0) -> list[Row]:
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    seconds = PLAYED_S * share
    with child("paced_board") as board:
        assert board.stdout is not None
        port = board.stdout.readline().decode().strip()
        opened = open_board(f"serial:{port}", LinkContext(), lambda _hello, _stored: BoardFacts())
        try:
            wait_for_samples(opened.feed, lambda _: None)
            ours = _played(opened.feed, seconds)
            ticked = _ticked(opened.feed, max(seconds * PEER_SHARE, 1.0))
        finally:
            opened.close()
    return [
        Row("missed_frames_per_min", _per_min(ours), "1/min", TICK, _per_min(ticked)),
        Row("frame_gap_ms_p99", _gap(ours), "ms", TICK, _gap(ticked)),
        Row("frames_per_s", len(ours) / (sum(gap for gap, _ in ours) / 1e3), "1/s"),
    ]


Timed = list[tuple[float, int]]
"""For each frame the time since the one before it in ms, and how many pictures were missed."""


class _Noting(FrameLog):
    """A log that keeps the frames drawn while a keeper records, the first two seconds dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.timed: Timed = []
        self._left_out = 0

    def watch(self, keeper: JournallingKeeper) -> None:
        self._keeper, self._left_out = keeper, 2 * HZ

    def add(self, frame: Frame, missed: int) -> None:
        gap_ms = (frame.flipped_ns - self.last_ns) / 1e6
        super().add(frame, missed)
        if self._keeper.recording:
            self._left_out -= 1
            if self._left_out < 0:
                self.timed.append((gap_ms, missed))


def _played(feed: BoardFeed, seconds: float) -> Timed:
    """Rounds as they are played in a window, until so much time is over."""
    activity, log = activity_named("bullseye"), _Noting()
    round_s = min(ROUND_S, max(seconds, 1.0))
    setup = activity.setup(Conditions("bullseye", seconds=round_s), assumed_rim(2))
    ends_s = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder, Window(setup.station) as window:
        window.frames = log
        while not log.timed or time.monotonic() < ends_s:
            keeper = JournallingKeeper(feed, setup, Path(folder))
            log.watch(keeper)
            pressing = PressingFeed(feed, keeper)
            play_in_window(Round(activity, setup, pressing, keeper), window)
            assert keeper.outcome == "completed", keeper.outcome
    return log.timed


def _ticked(feed: BoardFeed, seconds: float) -> Timed:
    """The same board, recording, scene and flip in a loop on pygame's clock."""
    with tempfile.TemporaryDirectory() as folder:
        keeper = JournallingKeeper(feed, setup_of("bullseye"), Path(folder))
        keeper.begin()
        timed = _tick(feed, keeper, seconds)
        keeper.finish(TrialResult(Outcome.STOPPED, seconds, ""))
    return timed


def _tick(feed: BoardFeed, keeper: JournallingKeeper, seconds: float) -> Timed:
    pygame.display.init()
    surface, drawing = open_display(SMALL).surface, Drawing("bullseye", SMALL)
    clock, log = pygame.time.Clock(), _Noting()
    log.watch(keeper)
    due_ns = time.perf_counter_ns() + PERIOD_NS
    for number in range(round(seconds * HZ) + 2 * HZ):
        clock.tick(HZ)
        pygame.event.get()
        latched_ns = time.perf_counter_ns()
        feed.pump()
        drawing.draw(surface, number)
        drawn_ns = time.perf_counter_ns()
        pygame.display.flip()
        now_ns = time.perf_counter_ns()
        frame = Frame(round(due_ns), latched_ns, drawn_ns, now_ns)
        log.add(frame, frame.missed(PERIOD_NS))
        due_ns = now_ns + PERIOD_NS
    pygame.display.quit()
    return log.timed


def _per_min(timed: Timed) -> float:
    return 60e3 * sum(missed for _, missed in timed) / sum(gap for gap, _ in timed)


def _gap(timed: Timed) -> float:
    return float(np.percentile([gap for gap, _ in timed], 99))
