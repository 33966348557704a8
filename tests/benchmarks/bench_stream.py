"""`stream_latch_ms`, `stream_cpu_ms_per_frame`: what publishing by LSL costs a game.

Bullseye runs in its window on a board that streams over a pseudo-terminal from another process,
and an inlet in a third process receives. Every two seconds of the same trial the way changes: no
streaming, the streamer's thread, and its peer, which publishes inside the frame, at each `pump`.
The latch is the age of the newest sample right after `pump`, beyond half a sample period; the cost
is the processor time of the whole process, liblsl's own threads among it.
"""

import time
from itertools import pairwise

import numpy as np
import pygame

from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.window import Window
from games.registry import activity_named
from tests.benchmarks.bench_latch import (
    BEGIN_AT_FRAME,
    DROPPED_S,
    HALF_PERIOD_MS,
    NobodyKeeps,
    age_ms,
)
from tests.benchmarks.children import child, find_display, running
from tests.benchmarks.row import Row
from trainer.link.uri import LinkContext
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.sessions.announced import BOARD
from trainer.sessions.board import OpenBoard, open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts
from trainer.sessions.streaming import Streamer

SECONDS, SHORTEST_S = 30.0, 1.0
PHASE_S, SHORTEST_PHASE_S = 2.0, 0.3
SETTLED = 0.3
"""The part of a phase that is dropped: the first step publishes what came in the phases before."""
WITHOUT, BY_THREAD, IN_FRAME = range(3)

LISTEN = """
import sys
from pylsl import StreamInlet, resolve_byprop
inlet = StreamInlet(resolve_byprop("source_id", sys.argv[1], timeout=60.0)[0])
while True:
    inlet.pull_chunk(0.02)
"""


class SwitchedStreamer(Streamer):
    """Its thread publishes only while it is switched on."""

    on = False

    def step(self) -> None:
        if self.on:
            super().step()

    def step_now(self) -> None:
        super().step()


class FramedFeed:
    """Passes on to a feed; changes the way at its time, and notes what each `pump` finds."""

    def __init__(self, board: OpenBoard, streamer: SwitchedStreamer, phase_s: float) -> None:
        self._feed, self._streamer, self._phase_s = board.feed, streamer, phase_s
        self.keeper = NobodyKeeps(board.feed)
        feed = board.feed
        self.latest, self.since, self.predict = feed.latest, feed.since, feed.predict
        self.now_ns, self.status = feed.now_ns, feed.status
        self._begun_s = time.perf_counter() + DROPPED_S
        self.frames: list[tuple[int, float, float]] = []
        """The way (or -1 for a frame that is dropped), the age in ms, the processor time in ms."""

    def pump(self) -> None:
        self._feed.pump()
        phase, way = self._phase()
        self._streamer.on = way == BY_THREAD
        if way == IN_FRAME:
            self._streamer.step_now()
        settled = phase >= 0 and phase % 1.0 > SETTLED
        cpu_ms = 1e3 * time.process_time()
        self.frames.append((way if settled else -1, self._age_ms(), cpu_ms))
        self._press_keys()

    def _phase(self) -> tuple[float, int]:
        phase = (time.perf_counter() - self._begun_s) / self._phase_s
        return phase, int(phase) % 3 if phase >= 0 else WITHOUT

    def _age_ms(self) -> float:
        now_ns, newest = time.perf_counter_ns(), self._feed.latest()
        assert newest is not None
        device_us = int(self._feed.since(newest.seq - 1).samples.device_us[0])
        return age_ms(device_us, now_ns)

    def _press_keys(self) -> None:
        if len(self.frames) == BEGIN_AT_FRAME:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN))
        if self.keeper.ended and len(self.frames) % BEGIN_AT_FRAME == 0:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE))


def rows(share: float = 1.0) -> list[Row]:
    find_display()
    frames = played(max(SHORTEST_S, SECONDS * share), max(SHORTEST_PHASE_S, PHASE_S * share))
    latch, latch_p99, cpu = zip(*(costs(frames, way) for way in range(3)), strict=True)
    peers = (("without LSL", WITHOUT), ("published inside the frame", IN_FRAME))
    return [
        Row(name, float(of[BY_THREAD]), "ms", peer, float(of[way]))
        for name, of in (
            ("stream_latch_ms", latch),
            ("stream_latch_ms_p99", latch_p99),
            ("stream_cpu_ms_per_frame", cpu),
        )
        for peer, way in peers
    ]


def costs(frames: list[tuple[int, float, float]], way: int) -> tuple[float, float, float]:
    """Latch at the median and the 99th percentile, and the mean processor time of a frame; ms."""
    ages = [age_ms for at, age_ms, _ in frames if at == way]
    late = np.percentile(np.array(ages) - HALF_PERIOD_MS, (50, 99))
    spent = [after[2] - here[2] for here, after in pairwise(frames) if here[0] == after[0] == way]
    return float(late[0]), float(late[1]), float(np.mean(spent))


def played(seconds: float, phase_s: float) -> list[tuple[int, float, float]]:
    with child("paced_board") as terminal:
        assert terminal.stdout is not None
        uri = f"serial:{terminal.stdout.readline().decode().strip()}"
        board = open_board(uri, LinkContext(), lambda _hello, _stored: BoardFacts())
        try:
            wait_for_samples(board.feed, lambda _: None)
            streamer = SwitchedStreamer(board)
            streamer.begin()
            with running("-c", LISTEN, streamer.forms[BOARD].source_id):
                until_s = time.perf_counter() + 60.0
                while not streamer.heard:
                    assert time.perf_counter() < until_s, "nobody receives the stream"
                    board.feed.wait(0.02)
                frames = in_window(board, streamer, seconds, phase_s)
            streamer.end()
        finally:
            board.close()
    return frames


def in_window(
    board: OpenBoard, streamer: SwitchedStreamer, seconds: float, phase_s: float
) -> list[tuple[int, float, float]]:
    activity = activity_named("bullseye")
    setup = activity.setup(Conditions("bullseye", seconds=seconds), assumed_rim(2))
    with Window(setup.station) as window:
        feed = FramedFeed(board, streamer, phase_s)
        play_in_window(Round(activity, setup, feed, feed.keeper), window)
    assert feed.keeper.outcome == "completed", feed.keeper.outcome
    return feed.frames
