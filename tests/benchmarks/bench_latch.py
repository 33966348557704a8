"""`latch_excess_ms`: how old the newest sample is when a frame looks at it, in real frames.

Bullseye runs in its window on a board that streams over a pseudo-terminal from another process and
stamps its samples with this computer's own clock. Four ages are taken, each at the
moment of its own look: of what the reader thread had found by itself; of what `pump()` then finds;
of what an LSL inlet gives; and, when the game is over, of the newest bytes that a bare loop reads
from the same board, which is the floor of this computer. A sample's own time is fetched after the
clock was read, for no game fetches it to know the tilt.
"""

import time

import numpy as np
import pygame
from cobs import cobs
from pylsl import StreamInlet, resolve_byprop

from games.engine.loop import play_in_window
from games.engine.player import Round
from games.engine.window import FRAMES_PER_S, Window
from games.registry import activity_named
from tests.benchmarks.children import child, find_display
from tests.benchmarks.lsl_outlet import NAME
from tests.benchmarks.row import Row
from trainer.acquisition.feed import BoardFeed
from trainer.link.connection import Connection
from trainer.link.serial_link import SerialLink
from trainer.link.stream import StreamRequest
from trainer.link.uri import LinkContext
from trainer.metrics import TrialMeasures
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.trial import PastScores, TrialEvent, TrialResult
from trainer.recording.vocabulary import EventKind
from trainer.sessions.board import open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts
from trainer.wire.codec import IMU_DTYPE

SECONDS, SHORTEST_S = 15.0, 1.0
DROPPED_S = 2.0
HALF_PERIOD_MS = 1.0
CLOCK_WRAP_US = 1 << 32
BEGIN_AT_FRAME = 30
BARE_SHARE = 0.5
IMU_FRAME = IMU_DTYPE.itemsize + 1
"""Of at most 254 bytes, COBS makes one more."""
_AT = IMU_DTYPE.fields["device_us"][1]
DEVICE_US = slice(_AT, _AT + 4)


class LatchedFeed:
    """Passes on to a feed, and notes at every `pump` how old the newest sample is, in ms.

    That of an LSL inlet, too, if there is one; NaN without.
    """

    def __init__(
        self, feed: BoardFeed, keeper: "NobodyKeeps", inlet: StreamInlet | None = None
    ) -> None:
        self._feed, self._keeper = feed, keeper
        self.latest, self.since, self.predict = feed.latest, feed.since, feed.predict
        self.now_ns, self.status = feed.now_ns, feed.status
        self._inlet = inlet
        self._newest_lsl_s = np.nan if inlet is None else 0.0
        self.frames: list[tuple[float, ...]] = []

    def pump(self) -> None:
        alone = self._look()
        self._feed.pump()
        pumped = self._look()
        if self._inlet is not None:
            chunk, _ = self._inlet.pull_chunk(0.0)
            if len(chunk):
                self._newest_lsl_s = float(chunk[-1][0])
        now_s = time.perf_counter()
        lsl = 1e3 * (now_s - self._newest_lsl_s)
        ages = (age_ms(self._time_of(seq), at_ns) for seq, at_ns in (alone, pumped))
        self.frames.append((now_s, *ages, lsl))
        self._press_keys()

    def _look(self) -> tuple[int, int]:
        """The newest sample's number, and when it was looked at."""
        newest = self._feed.latest()
        at_ns = time.perf_counter_ns()
        assert newest is not None
        return newest.seq, at_ns

    def _time_of(self, seq: int) -> int:
        return int(self._feed.since(seq - 1).samples.device_us[0])

    def _press_keys(self) -> None:
        if len(self.frames) == BEGIN_AT_FRAME:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN))
        if self._keeper.ended and len(self.frames) % BEGIN_AT_FRAME == 0:
            pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_ESCAPE))


def age_ms(device_us: int, at_ns: int) -> float:
    """How old a sample of the paced board was then; its last microsecond is still to come."""
    half = CLOCK_WRAP_US // 2
    return ((at_ns // 1000 - device_us + half) % CLOCK_WRAP_US - half) / 1e3


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
    find_display()
    with child("lsl_outlet"), child("paced_board") as board:
        assert board.stdout is not None
        port = board.stdout.readline().decode().strip()
        seconds = max(SHORTEST_S, SECONDS * share)
        frames = _frames(port, seconds)
        bare = _bare_ages_ms(port, seconds * BARE_SHARE)
    frames = frames[frames[:, 0] - frames[0, 0] > DROPPED_S]
    alone, pump, lsl = (_late(frames[:, column]) for column in (1, 2, 3))
    floor = _late(bare)
    fps = len(frames) / (frames[-1, 0] - frames[0, 0])
    peers = (
        ("reader thread without pump()", alone),
        ("LSL outlet and inlet", lsl),
        ("bare loop, nothing decoded", floor),
    )
    return [
        *(
            Row(name, pump[at], "ms", peer, late[at])
            for peer, late in peers
            for at, name in enumerate(("latch_excess_ms", "latch_excess_ms_p99"))
        ),
        Row("latch_frames_per_s", fps, "1/s"),
    ]


def _late(ages_ms: np.ndarray) -> tuple[float, float]:
    """Median and 99th percentile beyond half a period."""
    median, p99 = np.percentile(ages_ms - HALF_PERIOD_MS, (50, 99))
    return float(median), float(p99)


def _frames(port: str, seconds: float) -> np.ndarray:
    board = open_board(f"serial:{port}", LinkContext(), lambda _hello, _stored: BoardFacts())
    try:
        wait_for_samples(board.feed, lambda _: None)
        inlet = StreamInlet(resolve_byprop("name", NAME, timeout=60.0)[0])
        inlet.pull_sample(timeout=60.0)
        keeper = NobodyKeeps(board.feed)
        feed = LatchedFeed(board.feed, keeper, inlet)
        activity = activity_named("bullseye")
        setup = activity.setup(Conditions("bullseye", seconds=seconds), assumed_rim(2))
        with Window(setup.station) as window:
            play_in_window(Round(activity, setup, feed, keeper), window)
    finally:
        board.close()
    assert keeper.outcome == "completed", keeper.outcome
    return np.array(feed.frames)


def _bare_ages_ms(port: str, seconds: float) -> np.ndarray:
    """What no program can beat here: a loop that sleeps, reads, and finds the newest time."""
    connection = Connection(SerialLink(port), StreamRequest())
    connection.connect()
    connection.start()
    rest, ages_ms = b"", []
    until_s = time.perf_counter() + seconds
    while time.perf_counter() < until_s:
        time.sleep(1 / FRAMES_PER_S)
        *frames, rest = (rest + connection.link.read()).split(b"\0")
        body = next(cobs.decode(frame) for frame in reversed(frames) if len(frame) == IMU_FRAME)
        device_us = int.from_bytes(body[DEVICE_US], "little")
        ages_ms.append(age_ms(device_us, time.perf_counter_ns()))
    connection.close()
    return np.array(ages_ms)
