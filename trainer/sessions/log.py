"""`baps log`: samples to rows, for as long as asked, through stalls and losses."""

from collections.abc import Callable
from dataclasses import replace

from trainer.sessions.board import WAIT_STEP_S, OpenBoard
from trainer.sessions.errors import SessionError
from trainer.sessions.listening import Obstacles
from trainer.sessions.rows import RowWriter

LOST_PATIENCE_S = 30.0


def log_rows(
    board: OpenBoard,
    writer: RowWriter,
    seconds: float | None,
    say: Callable[[str], None],
    progress: Callable[[RowWriter], None] = lambda _writer: None,
) -> None:
    """Write rows until `seconds` of device time are full, or the replay ends, or for ever.

    What is wrong with board or sensors is said when it begins and when it ends. A lost board is
    waited for; after `LOST_PATIENCE_S` it is a `SessionError`, with every row written before it in
    the file.
    """
    obstacles = Obstacles(board, say)
    try:
        _log_rows(board, writer, seconds, obstacles, progress)
    finally:
        obstacles.sum_up()


def _log_rows(
    board: OpenBoard,
    writer: RowWriter,
    seconds: float | None,
    obstacles: Obstacles,
    progress: Callable[[RowWriter], None],
) -> None:
    feed = board.feed
    seq, begun_s, missing_since = -1, None, None
    while True:
        ended = feed.ended
        feed.wait(WAIT_STEP_S)
        stretch = feed.since(seq)
        samples = stretch.samples
        obstacles()
        if len(samples):
            seq = int(samples.seq[-1])
            begun_s = float(samples.t_s[0]) if begun_s is None else begun_s
            full = seconds is not None and samples.t_s[-1] - begun_s >= seconds
            wanted = samples[samples.t_s - begun_s < seconds] if seconds else samples
            writer.write(replace(stretch, samples=wanted))
            progress(writer)
            missing_since = None
            if full:
                return
            continue
        if ended:
            return
        missing_since = feed.now_ns() if missing_since is None else missing_since
        if feed.now_ns() - missing_since > LOST_PATIENCE_S * 1e9:
            why = feed.status().advice or "no data"
            raise SessionError(f"{why}; the {writer.rows} rows so far are kept")
