"""`missed_frames_per_min`: whether pictures come in time while a trial is recorded.

Bullseye is played in its window, round after round, while every round is recorded and journalled.
The board streams over a pseudo-terminal from another process, which sleeps between samples, as the
board itself takes nothing of the computer.

A picture is missed when the flips before and after it end one and a half periods apart or more; a
still longer gap misses one for each further period. The game and its peers are judged alike by
that, and they take turns. `late_frames_per_min` counts as the game itself does: flips that ended
half a period or more after they were due. The peers, on the same board and recording:

- pygame's own clock around the same pumping, drawing and flipping;
- bare waits: a loop that draws nothing, and sleeps until each frame is due. What it misses nobody
  can mend;
- waits and work: after each wait that loop counts until it has had as much of the processor as a
  frame takes. What it misses is due to other programs.
"""

import tempfile
import time
from itertools import pairwise
from pathlib import Path

import pygame

from games.engine.display import open_display
from games.engine.frames import Frame, FrameLog
from games.engine.loop import play_in_window
from games.engine.placing import SMALL, Placing
from games.engine.player import Round
from games.engine.window import Window, dark_water
from games.registry import activity_named
from tests.benchmarks.children import child, find_display
from tests.benchmarks.drawing import Drawing
from tests.benchmarks.gaps import FRAMES_PER_S, PERIOD_MS, gap_p99_ms, missed_per_min
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

PLAYED_S, ROUND_S = 600.0, 60.0
PEER_SHARE = 1 / 10
"""Each peer has its turn after each round, for so long."""
SHORTEST_TURN_S = 1.0
SETTLING = 2 * FRAMES_PER_S
PERIOD_NS = 1e6 * PERIOD_MS
WORK_NS = 3_000_000
TICK, WAITS, WORK = "pygame.time.Clock().tick(60)", "bare waits", "waits and work"


def rows(share: float = 1.0) -> list[Row]:
    find_display()
    with child("paced_board") as board:
        assert board.stdout is not None
        port = board.stdout.readline().decode().strip()
        opened = open_board(f"serial:{port}", LinkContext(), lambda _hello, _stored: BoardFacts())
        try:
            wait_for_samples(opened.feed, lambda _: None)
            turns = _take_turns(opened.feed, PLAYED_S * share)
        finally:
            opened.close()
    ours, played_ms = turns.log.gaps_ms, sum(turns.log.gaps_ms)
    peers = {TICK: turns.ticked, WAITS: turns.waited, WORK: turns.worked}
    return [
        *(
            Row("missed_frames_per_min", missed_per_min(ours), "1/min", peer, missed_per_min(gaps))
            for peer, gaps in peers.items()
        ),
        Row("late_frames_per_min", 60e3 * turns.log.late / played_ms, "1/min"),
        Row("frame_gap_ms_p99", gap_p99_ms(ours), "ms", TICK, gap_p99_ms(turns.ticked)),
        Row("frames_per_s", 1e3 * len(ours) / played_ms, "1/s"),
    ]


class _Noting(FrameLog):
    """Notes frames drawn while a keeper records, the first two seconds of each trial dropped.

    `gaps_ms` are the times between flips, `late` the pictures missed by the pacer's own account.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps_ms: list[float] = []
        self.late = 0

    def watch(self, keeper: JournallingKeeper) -> None:
        """Note from now on the frames of this keeper's trial."""
        self._keeper, self._left_out = keeper, SETTLING

    def add(self, frame: Frame, missed: int) -> None:
        gap_ms = (frame.flipped_ns - self.last_ns) / 1e6
        super().add(frame, missed)
        if self._keeper.recording:
            self._left_out -= 1
            if self._left_out < 0:
                self.gaps_ms.append(gap_ms)
                self.late += missed


class _Turns:
    """The game and its peers, one after the other on one feed, until the game had so long."""

    def __init__(self, feed: BoardFeed, folder: Path, turn_s: float) -> None:
        self._feed, self._folder, self._turn_s = feed, folder, turn_s
        self.log = _Noting()
        self.ticked: list[float] = []
        self.waited: list[float] = []
        self.worked: list[float] = []

    def take(self) -> None:
        """One turn of each."""
        self._play()
        keeper = JournallingKeeper(self._feed, setup_of("bullseye"), self._folder)
        keeper.begin()
        frames = round(max(PEER_SHARE * self._turn_s, SHORTEST_TURN_S) * FRAMES_PER_S)
        self.ticked += _ticked(self._feed, frames)
        waited, worked = _waited(frames)
        self.waited += waited
        self.worked += worked
        keeper.finish(TrialResult(Outcome.STOPPED, self._turn_s, ""))

    def _play(self) -> None:
        """A round as it is played in a window."""
        activity = activity_named("bullseye")
        setup = activity.setup(Conditions("bullseye", seconds=self._turn_s), assumed_rim(2))
        with Window(setup.station) as window:
            keeper = JournallingKeeper(self._feed, setup, self._folder)
            self.log.watch(keeper)
            window.frames = self.log
            pressing = PressingFeed(self._feed, keeper)
            play_in_window(Round(activity, setup, pressing, keeper), window)
            assert keeper.outcome == "completed", keeper.outcome


def _take_turns(feed: BoardFeed, seconds: float) -> _Turns:
    with tempfile.TemporaryDirectory() as folder:
        turns = _Turns(feed, Path(folder), min(ROUND_S, max(seconds, SHORTEST_TURN_S)))
        while not turns.log.gaps_ms or sum(turns.log.gaps_ms) < 1e3 * seconds:
            turns.take()
    return turns


def _ticked(feed: BoardFeed, frames: int) -> list[float]:
    """The same scene and flip in a loop on pygame's clock."""
    pygame.display.init()
    surface, drawing = (
        open_display(Placing(0, SMALL, SMALL, False), dark_water).surface,
        Drawing("bullseye", SMALL),
    )
    clock, ends_ns = pygame.time.Clock(), []
    for number in range(SETTLING + frames):
        clock.tick(FRAMES_PER_S)
        pygame.event.get()
        feed.pump()
        drawing.draw(surface, number)
        pygame.display.flip()
        ends_ns.append(time.perf_counter_ns())
    pygame.display.quit()
    return _gaps_ms(ends_ns[SETTLING:])


def _waited(frames: int) -> tuple[list[float], list[float]]:
    """Sleeping until each frame is due, then working: the gaps after either."""
    due_ns = time.perf_counter_ns()
    woke_ns, done_ns = [], []
    for _ in range(frames):
        due_ns += round(PERIOD_NS)
        time.sleep(max(due_ns - time.perf_counter_ns(), 0) / 1e9)
        woke_ns.append(time.perf_counter_ns())
        until_ns = time.thread_time_ns() + WORK_NS
        while time.thread_time_ns() < until_ns:
            pass
        done_ns.append(time.perf_counter_ns())
    return _gaps_ms(woke_ns), _gaps_ms(done_ns)


def _gaps_ms(times_ns: list[int]) -> list[float]:
    return [(after - before) / 1e6 for before, after in pairwise(times_ns)]
