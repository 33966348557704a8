"""`stream_latch_ms`, `stream_cpu_ms_per_frame`: what publishing by LSL costs a game.

Bullseye runs in its window on a board that streams over a pseudo-terminal from another process:
for a while without LSL, for as long with the streamer's thread, and again with the peer, which
publishes inside the frame, at each `pump`. An inlet in a process of its own receives. The latch is
the age of the newest sample right after `pump`, beyond half a sample period; the cost is the
processor time of the whole process, liblsl's own threads among it.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
import pygame

from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.window import Window
from games.registry import activity_named
from tests.benchmarks.bench_latch import NobodyKeeps
from tests.benchmarks.row import Row
from trainer.acquisition.feed import BoardFeed
from trainer.link.uri import LinkContext
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.sessions.announced import BOARD
from trainer.sessions.board import OpenBoard, open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts
from trainer.sessions.streaming import Streamer

SECONDS, SHORTEST_S = 12.0, 1.0
DROPPED_S = 2.0
HALF_PERIOD_MS = 1.0
CLOCK_WRAP_US = 1 << 32
BEGIN_AT_FRAME = 30

LISTEN = """
import sys
from pylsl import StreamInlet, resolve_byprop
inlet = StreamInlet(resolve_byprop("source_id", sys.argv[1], timeout=20.0)[0])
inlet.pull_sample(timeout=20.0)
print(flush=True)
while True:
    inlet.pull_chunk(0.02)
"""


class FramedFeed:
    """Passes on to a feed, and notes at every `pump` its time and the newest sample's age."""

    def __init__(self, feed: BoardFeed, keeper: NobodyKeeps) -> None:
        self._feed, self._keeper = feed, keeper
        self.latest, self.since, self.predict = feed.latest, feed.since, feed.predict
        self.now_ns, self.status = feed.now_ns, feed.status
        self.frames: list[tuple[float, float, float]] = []

    def pump(self) -> None:
        self._feed.pump()
        now_ns, newest = time.perf_counter_ns(), self._feed.latest()
        assert newest is not None
        device_us = int(self._feed.since(newest.seq - 1).samples.device_us[0])
        age_ms = ((now_ns // 1000 - device_us) % CLOCK_WRAP_US) / 1e3
        self.frames.append((now_ns / 1e9, age_ms, 1e3 * time.process_time()))
        if len(self.frames) == BEGIN_AT_FRAME:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN))
        if self._keeper.ended and len(self.frames) % BEGIN_AT_FRAME == 0:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE))


@dataclass(frozen=True)
class Cost:
    """Latch beyond half a period, p50 and p99, and the processor time of a frame; all in ms."""

    latch: float
    latch_p99: float
    frame_cpu: float


def rows(share: float = 1.0) -> list[Row]:
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    seconds = max(SHORTEST_S, SECONDS * share)
    without, thread, frame = (cost(way, seconds) for way in (None, by_thread, in_frame))
    none, listener = "without LSL", "published inside the frame"
    return [
        Row("stream_latch_ms", thread.latch, "ms", none, without.latch),
        Row("stream_latch_ms", thread.latch, "ms", listener, frame.latch),
        Row("stream_latch_ms_p99", thread.latch_p99, "ms", none, without.latch_p99),
        Row("stream_latch_ms_p99", thread.latch_p99, "ms", listener, frame.latch_p99),
        Row("stream_cpu_ms_per_frame", thread.frame_cpu, "ms", none, without.frame_cpu),
        Row("stream_cpu_ms_per_frame", thread.frame_cpu, "ms", listener, frame.frame_cpu),
    ]


@contextmanager
def by_thread(board: OpenBoard) -> Iterator[Streamer]:
    streamer = Streamer(board)
    streamer.begin()
    try:
        yield streamer
    finally:
        streamer.end()


@contextmanager
def in_frame(board: OpenBoard) -> Iterator[Streamer]:
    streamer = Streamer(board)
    stop = board.feed.on_pump(streamer.step)
    try:
        yield streamer
    finally:
        stop()


def cost(way: Callable[[OpenBoard], Any] | None, seconds: float) -> Cost:
    with child([sys.executable, "-m", "tests.benchmarks.paced_board"]) as terminal:
        port = terminal.readline().strip()
        context = LinkContext()
        board = open_board(f"serial:{port}", context, lambda _hello, _stored: BoardFacts())
        try:
            wait_for_samples(board.feed, lambda _: None)
            frames = played(board, seconds) if way is None else received(board, way, seconds)
        finally:
            board.close()
    frames = frames[frames[:, 0] - frames[0, 0] > DROPPED_S]
    late = np.percentile(frames[:, 1] - HALF_PERIOD_MS, (50, 99))
    return Cost(late[0], late[1], float(np.ptp(frames[:, 2])) / (len(frames) - 1))


def received(board: OpenBoard, way: Callable[[OpenBoard], Any], seconds: float) -> np.ndarray:
    with way(board) as streamer:
        listener = [sys.executable, "-c", LISTEN, streamer.forms[BOARD].source_id]
        with child(listener) as output:
            until_s = time.perf_counter() + 20.0
            while not streamer.heard and time.perf_counter() < until_s:
                board.feed.wait(0.02)
            assert streamer.heard
            frames = played(board, seconds)
            assert output.readline() == "\n", "the inlet got nothing"
            return frames


def played(board: OpenBoard, seconds: float) -> np.ndarray:
    keeper = NobodyKeeps(board.feed)
    feed = FramedFeed(board.feed, keeper)
    activity = activity_named("bullseye")
    setup = activity.setup(Conditions("bullseye", seconds=seconds), assumed_rim(2))
    with Window(setup.station) as window:
        play_in_window(Round(activity, setup, feed, keeper), window)
    assert keeper.outcome == "completed", keeper.outcome
    return np.array(feed.frames)


@contextmanager
def child(command: list[str]) -> Iterator[IO[str]]:
    started = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert started.stdout is not None
        yield started.stdout
    finally:
        started.kill()
        started.wait()
        if started.stdout is not None:
            started.stdout.close()
