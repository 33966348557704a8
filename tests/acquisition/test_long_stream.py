"""Hours of simulated time through acquisition: all samples arrive, and memory stops growing.

The clock is cranked by hand, so an hour takes minutes. Its resonator is half a percent off and
drifts by fifty millionths up and down every quarter of an hour, as one that warms and cools.
"""

import math
from dataclasses import dataclass

import pytest

from tests.benchmarks.bench_memory import CrankedLink
from tests.end_to_end.soak import resident_mb
from tests.scripted_board import SETUP, ScriptedSource
from trainer.acquisition.board import Board, BoardSetup, tilting_board
from trainer.acquisition.feed import BoardFeed
from trainer.link.connection import Connection
from trainer.link.stream import StreamRequest
from trainer.recording.sensor import UNCALIBRATED

FRAMES_PER_S, RATE_HZ = 60, 500
OFF, DRIFT, DRIFT_PERIOD_S = 5e-3, 5e-5, 900.0
QUICK_S, HOUR_S = 60, 3600
WARM_S = 600
"""The tables fill and the allocator settles."""
MOST_GROWTH_MB = 5.0


class DriftingSource(ScriptedSource):
    """Its slots come by a clock that runs quick by a share that changes."""

    def due(self, now_us: float):
        elapsed_s = (now_us - self.began_us) / 1e6
        turn = 2 * math.pi / DRIFT_PERIOD_S
        drifted_s = DRIFT * (1 - math.cos(turn * elapsed_s)) / turn
        return super().due(self.began_us + 1e6 * (elapsed_s * (1 + OFF) + drifted_s))


def test_a_stream_from_a_drifting_clock_loses_no_sample() -> None:
    assert_whole(streamed(QUICK_S), QUICK_S)


@pytest.mark.soak
@pytest.mark.timeout(1200)
def test_an_hour_of_stream_loses_no_sample_and_holds_no_more_memory() -> None:
    after = streamed(HOUR_S)
    assert_whole(after, HOUR_S)
    assert after.held_mb - after.warm_mb < MOST_GROWTH_MB


@dataclass(frozen=True)
class After:
    """What a stream left: the board, its samples' numbers, and the memory held when it was warm
    and at the end.
    """

    board: Board
    first_seq: int
    last_seq: int
    seen: int
    warm_mb: float
    held_mb: float


def streamed(seconds: int) -> After:
    """So long a stream; `warm_mb` is NaN, which passes no comparison, if it never became warm."""
    link = CrankedLink(DriftingSource())
    connection = Connection(link, StreamRequest())
    connection.connect()
    connection.start()
    board = tilting_board(SETUP, BoardSetup(UNCALIBRATED))
    feed = BoardFeed(connection, board)
    seq = first_seq = seen = 0
    warm_mb = math.nan
    for frame in range(seconds * FRAMES_PER_S):
        link.clock.sleep(1 / FRAMES_PER_S)
        feed.pump()
        stretch = feed.since(seq)
        if len(stretch.samples):
            first_seq = first_seq or int(stretch.samples.seq[0])
            seq, seen = int(stretch.samples.seq[-1]), seen + len(stretch.samples)
        if frame == WARM_S * FRAMES_PER_S:
            warm_mb = resident_mb()
    return After(board, first_seq, seq, seen, warm_mb, resident_mb())


def assert_whole(after: After, seconds: int) -> None:
    board = after.board
    assert (board.losses.lost, board.rejected, board.clock.epoch) == (0, 0, 0)
    assert board.losses.received == after.seen == after.last_seq - after.first_seq + 1
    assert after.seen == pytest.approx((seconds - 3) * RATE_HZ * (1 + OFF), abs=RATE_HZ)
