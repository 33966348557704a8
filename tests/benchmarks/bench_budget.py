"""`budget_*`: where the time goes between the board's motion and its light, stage by stage.

The same measuring as `baps diagnose --screen`: the picture of bullseye in its window at 60 frames a
second, on a board that streams over a pseudo-terminal from another process. Three ways in which
bytes reach the computer are measured: at once, in the bursts of an Uno R3's USB chip, and in those
of an adapter whose timer nobody has set. `tools.budget_picture` draws the result.

The screen's own delay is not among them: it is the user's to measure.
"""

from games.engine.setup import LIKELY_STATION
from games.engine.window import Window
from tests.benchmarks.children import child, find_display
from tests.benchmarks.row import Row
from tools.budget_picture import EXPLAINED, row_name
from trainer.link.uri import LinkContext
from trainer.sessions.board import open_board, wait_for_samples
from trainer.sessions.board_facts import BoardFacts
from trainer.sessions.latency import SCREEN, STAGES, Budget, Left
from trainer.sessions.screen_watch import DROPPED_S, Watched, watch_screen

SECONDS, SHORTEST_S = 10.0, 1.0
NATIVE, UNO, TIMER = EXPLAINED
BURSTS_MS = {UNO: 4.096, NATIVE: 0.0, TIMER: 16.0}
"""The Uno's USB chip empties its buffer when its 8-bit timer overflows at 16 MHz / 256."""


def rows(share: float = 1.0) -> list[Row]:
    find_display()
    seconds = DROPPED_S + max(SHORTEST_S, SECONDS * share)
    watched = {case: _watched(burst_ms, seconds) for case, burst_ms in BURSTS_MS.items()}
    listed = []
    for peer in (NATIVE, TIMER):
        ours, other = watched[UNO].budget, watched[peer].budget
        listed += _rows(ours, other, peer)
        listed += _rows_left(ours.left, other.left, peer)
    return listed


def _rows(ours: Budget, other: Budget, peer: str) -> list[Row]:
    stages = [name for name in STAGES if name != SCREEN]
    return [
        *(
            Row(row_name(name), ours.stage(name).median_ms, "ms", peer, other.stage(name).median_ms)
            for name in stages
        ),
        Row("budget_total_ms", ours.total_median_ms, "ms", peer, other.total_median_ms),
        Row("budget_total_ms_p99", ours.total_p99_ms, "ms", peer, other.total_p99_ms),
    ]


def _rows_left(ours: Left | None, other: Left | None, peer: str) -> list[Row]:
    """What prediction leaves; cut short, a bench ends before the board moves."""
    if ours is None or other is None:
        return []
    return [Row("budget_left_ms", ours.lag_ms, "ms", peer, other.lag_ms)]


def _watched(burst_ms: float, seconds: float) -> Watched:
    with (
        child("paced_board", "--burst-ms", str(burst_ms)) as source,
        Window(LIKELY_STATION) as shown,
    ):
        assert source.stdout is not None
        port = source.stdout.readline().decode().strip()
        board = open_board(f"serial:{port}", LinkContext(), lambda _hello, _stored: BoardFacts())
        try:
            wait_for_samples(board.feed, lambda _: None)
            return watch_screen(board, shown, LIKELY_STATION, seconds, screen_ms=None)
        finally:
            board.close()
