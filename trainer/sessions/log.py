"""`baps log`: samples to rows, for as long as asked, through stalls and losses."""

from collections.abc import Callable
from dataclasses import replace

from trainer.link.faults import RAIL_OPEN
from trainer.recording.vocabulary import LinkState
from trainer.sessions.board import WAIT_STEP_S, OpenBoard
from trainer.sessions.errors import SessionError
from trainer.sessions.rows import RowWriter

LOST_PATIENCE_S = 30.0
BACK = "the board is back"


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
    feed, obstacles = board.feed, Obstacles(board, say)
    seq, begun_s, missing_since = -1, None, None
    while True:
        ended = feed.ended
        feed.wait(WAIT_STEP_S)
        stretch = feed.since(seq)
        samples = stretch.samples
        obstacles.look()
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


class Obstacles:
    """Says what keeps samples from coming, each thing once, and when they come again."""

    def __init__(self, board: OpenBoard, say: Callable[[str], None]) -> None:
        self._board = board
        self._say = say
        self._told: set[str] = set()
        # Only what changes is an event; how the rail stop stood before is a state of the samples.
        if board.feed.status().rail_open:
            say(RAIL_OPEN)

    def look(self) -> None:
        """Say what is new."""
        told_by_sensors = {fault.advice for fault in self._board.connection.faults.active}
        for line in self._board.connection.faults.news():
            self._say(line)
        status = self._board.feed.status()
        if status.state is LinkState.STREAMING and self._told:
            self._told.clear()
            self._say(BACK)
        away = status.state in (LinkState.STALLED, LinkState.LOST)
        if away and status.advice not in self._told | told_by_sensors | {""}:
            self._told.add(status.advice)
            self._say(status.advice)
