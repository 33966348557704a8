"""`latch_excess_ms`: how old the newest sample is when a frame looks at it, in real frames.

Bullseye runs in its window on a board that streams over a pseudo-terminal from another process and
stamps its samples with this computer's own clock. At each latch three ages are taken: of what the
reader thread had found by itself, of what `pump()` then finds, and of what an LSL inlet gives.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pygame
from pylsl import StreamInlet, resolve_byprop

from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.window import Window
from games.registry import activity_named
from tests.benchmarks.lsl_outlet import NAME
from tests.benchmarks.row import Row
from trainer.acquisition.feed import BoardFeed
from trainer.link.uri import LinkContext
from trainer.metrics import TrialMeasures
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.trial import PastScores, TrialEvent, TrialResult
from trainer.recording.vocabulary import EventKind
from trainer.sessions.board import open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts

SECONDS, SHORTEST_S = 15.0, 1.0
DROPPED_S = 2.0
HALF_PERIOD_MS = 1.0
CLOCK_WRAP_US = 1 << 32
BEGIN_AT_FRAME = 30


class LatchedFeed:
    """Passes on to a feed, and notes at every `pump` how old the newest sample is, in ms."""

    def __init__(self, feed: BoardFeed, inlet: StreamInlet, keeper: "NobodyKeeps") -> None:
        self._feed, self._keeper = feed, keeper
        self.latest, self.since, self.predict = feed.latest, feed.since, feed.predict
        self.now_ns, self.status = feed.now_ns, feed.status
        self._inlet = inlet
        self._newest_lsl_s = 0.0
        self.frames: list[tuple[float, float, float, float]] = []

    def pump(self) -> None:
        alone = self._age_ms()
        self._feed.pump()
        pumped = self._age_ms()
        chunk, _ = self._inlet.pull_chunk(0.0)
        if len(chunk):
            self._newest_lsl_s = float(chunk[-1][0])
        now_s = time.perf_counter()
        self.frames.append((now_s, alone, pumped, 1e3 * (now_s - self._newest_lsl_s)))
        self._press_keys()

    def _age_ms(self) -> float:
        newest = self._feed.latest()
        assert newest is not None
        device_us = int(self._feed.since(newest.seq - 1).samples.device_us[0])
        return ((time.perf_counter_ns() // 1000 - device_us) % CLOCK_WRAP_US) / 1e3

    def _press_keys(self) -> None:
        if len(self.frames) == BEGIN_AT_FRAME:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN))
        if self._keeper.ended and len(self.frames) % BEGIN_AT_FRAME == 0:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE))


class NobodyKeeps:
    """A keeper that keeps nothing."""

    def __init__(self, feed: BoardFeed) -> None:
        self._feed = feed
        self.ended = False
        self.outcome = ""

    def begin(self) -> int:
        newest = self._feed.latest()
        return newest.seq if newest else -1

    def note(self, event: TrialEvent) -> None:
        self.ended = self.ended or event.kind is EventKind.OUTCOME

    def measured(self) -> TrialMeasures:
        return TrialMeasures(0, 0.0, 0.0, ())

    def finish(self, result: TrialResult) -> None:
        self.outcome = result.outcome.value

    def amend(self, result: TrialResult) -> None:
        """Nothing."""

    def past(self) -> PastScores:
        return PastScores()


def rows(share: float = 1.0) -> list[Row]:
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    with _child("lsl_outlet"), _child("paced_board") as board:
        assert board.stdout is not None
        port = board.stdout.readline().decode().strip()
        frames = _frames(port, max(SHORTEST_S, SECONDS * share))
    frames = frames[frames[:, 0] - frames[0, 0] > DROPPED_S]
    late = {
        name: np.percentile(frames[:, column] - HALF_PERIOD_MS, (50, 99))
        for column, name in enumerate(("alone", "pump", "lsl"), start=1)
    }
    fps = len(frames) / (frames[-1, 0] - frames[0, 0])
    thread, inlet = "reader thread without pump()", "LSL outlet and inlet"
    return [
        Row("latch_excess_ms", late["pump"][0], "ms", thread, late["alone"][0]),
        Row("latch_excess_ms_p99", late["pump"][1], "ms", thread, late["alone"][1]),
        Row("latch_excess_ms", late["pump"][0], "ms", inlet, late["lsl"][0]),
        Row("latch_excess_ms_p99", late["pump"][1], "ms", inlet, late["lsl"][1]),
        Row("latch_frames_per_s", fps, "1/s"),
    ]


def _frames(port: str, seconds: float) -> np.ndarray:
    board = open_board(f"serial:{port}", LinkContext(), lambda _hello, _stored: BoardFacts())
    try:
        wait_for_samples(board.feed, lambda _: None)
        inlet = StreamInlet(resolve_byprop("name", NAME, timeout=5.0)[0])
        inlet.pull_sample(timeout=5.0)
        keeper = NobodyKeeps(board.feed)
        feed = LatchedFeed(board.feed, inlet, keeper)
        activity = activity_named("bullseye")
        setup = activity.setup(Conditions("bullseye", seconds=seconds), assumed_rim(2))
        with Window(setup.station) as window:
            play_in_window(Round(activity, setup, feed, keeper), window)
    finally:
        board.close()
    assert keeper.outcome == "completed", keeper.outcome
    return np.array(feed.frames)


@contextmanager
def _child(name: str) -> Iterator["subprocess.Popen[bytes]"]:
    child = subprocess.Popen(
        [sys.executable, "-m", f"tests.benchmarks.{name}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()
