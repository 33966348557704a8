"""Hours of simulated time through acquisition: every sample arrives and nothing grows.

The clock is cranked by hand, so an hour takes minutes. Its resonator is half a percent off and
drifts by fifty millionths up and down every quarter of an hour, as one that warms and cools.
"""

import math

import pytest

from tests.benchmarks.bench_memory import CrankedLink
from tests.end_to_end.soak import resident_mb
from tests.scripted_board import SETUP, ScriptedSource
from trainer.acquisition.board import BoardSetup, tilting_board
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


@pytest.mark.parametrize(
    "seconds",
    [QUICK_S, pytest.param(HOUR_S, marks=(pytest.mark.soak, pytest.mark.timeout(1200)))],
)
def test_a_long_stream_loses_no_sample_and_holds_no_more_memory(seconds: int) -> None:
    link = CrankedLink(DriftingSource())
    connection = Connection(link, StreamRequest())
    connection.connect()
    connection.start()
    board = tilting_board(SETUP, BoardSetup(UNCALIBRATED))
    feed = BoardFeed(connection, board)
    seq = first_seq = seen = 0
    warm_mb = math.inf
    for frame in range(seconds * FRAMES_PER_S):
        link.clock.sleep(1 / FRAMES_PER_S)
        feed.pump()
        stretch = feed.since(seq)
        if len(stretch.samples):
            first_seq = first_seq or int(stretch.samples.seq[0])
            seq, seen = int(stretch.samples.seq[-1]), seen + len(stretch.samples)
        if frame == WARM_S * FRAMES_PER_S:
            warm_mb = resident_mb()
    assert (board.losses.lost, board.rejected, board.clock.epoch) == (0, 0, 0)
    assert board.losses.received == seen == seq - first_seq + 1
    assert seen == pytest.approx((seconds - 3) * RATE_HZ * (1 + OFF), abs=RATE_HZ)
    assert resident_mb() - warm_mb < MOST_GROWTH_MB
