"""Follow a streaming board: write its samples as rows, and report what goes wrong.

`RowListener` and `Obstacles` listen to a feed that a game pumps (`BoardFeed.on_pump`); `stretches`
pumps by itself, for `log_rows` and for `trainer.open_board`.
"""

from collections.abc import Callable, Iterator

from trainer.link.faults import RAIL_OPEN
from trainer.recording.interfaces import Feed, Stretch
from trainer.recording.vocabulary import LinkState
from trainer.sessions.board import WAIT_STEP_S, OpenBoard
from trainer.sessions.errors import SessionError
from trainer.sessions.rows import RowWriter

BACK = "the board is back"
LOST_PATIENCE_S = 30.0


class RowListener:
    """Writes the new samples of a feed as rows, at each pump: those after `seq`."""

    def __init__(self, feed: Feed, writer: RowWriter) -> None:
        self._feed = feed
        self._writer = writer
        newest = feed.latest()
        self.seq = newest.seq if newest else -1

    def __call__(self) -> None:
        stretch = self._feed.since(self.seq)
        if len(stretch.samples):
            self.seq = int(stretch.samples.seq[-1])
            self._writer.write(stretch)


class Obstacles:
    """Reports each trouble with board or sensors once, and when samples arrive again."""

    def __init__(self, board: OpenBoard, say: Callable[[str], None]) -> None:
        self._board = board
        self._say = say
        self._told: set[str] = set()
        self._stopped_at_seq = -1
        self._begun = board.feed.status()
        # The rail stop sends an event only when it changes: one that is open already says nothing.
        if self._begun.rail_open:
            say(RAIL_OPEN)

    def __call__(self) -> None:
        # Read in this order: a sample that is seen here has brought the events before it, so that
        # the cause of a restart is told before the board is said to be back.
        newest_seq = self._newest_seq()
        told_by_sensors = {fault.advice for fault in self._board.connection.faults.active}
        for line in self._board.connection.faults.news():
            self._say(line)
        status = self._board.feed.status()
        if self._told and newest_seq != self._stopped_at_seq:
            self._told.clear()
            self._say(BACK)
        away = status.state in (LinkState.STALLED, LinkState.LOST)
        if away and status.advice not in self._told | told_by_sensors | {""}:
            self._told.add(status.advice)
            self._stopped_at_seq = self._newest_seq()
            self._say(status.advice)

    def _newest_seq(self) -> int:
        newest = self._board.feed.latest()
        return newest.seq if newest else -1

    def sum_up(self) -> None:
        """Report how many samples were lost since the start, if any."""
        now = self._board.feed.status()
        lost = now.lost - self._begun.lost
        sent = now.received - self._begun.received + lost
        if lost:
            self._say(f"{lost} of {sent} samples were lost on the way ({100 * lost / sent:.1f} %)")


class BoardGone(SessionError):
    """No samples have come for longer than somebody wanted to wait."""


def log_rows(
    board: OpenBoard,
    writer: RowWriter,
    seconds: float | None,
    say: Callable[[str], None],
    progress: Callable[[RowWriter], None] = lambda _writer: None,
) -> None:
    """Write rows until `seconds` of device time have passed or the replay ends; else without end.

    Trouble with board or sensors is reported when it begins and when it ends. If the board is lost,
    this waits for `LOST_PATIENCE_S`, then raises `SessionError`; every row so far is in the file.
    """
    obstacles = Obstacles(board, say)
    try:
        for stretch in stretches(board, -1, seconds, obstacles):
            writer.write(stretch)
            progress(writer)
    except BoardGone as gone:
        raise SessionError(f"{gone}; the {writer.rows} rows so far are kept") from gone
    finally:
        obstacles.sum_up()


def stretches(
    board: OpenBoard, after_seq: int, seconds: float | None, obstacles: Callable[[], None]
) -> Iterator[Stretch]:
    """What comes after a sample, until `seconds` of device time have passed or the replay ends.

    `obstacles` is called all the while. `BoardGone` if nothing comes for `LOST_PATIENCE_S`.
    """
    feed = board.feed
    seq, begun_s, missing_since = after_seq, None, None
    while True:
        ended = feed.ended
        feed.wait(WAIT_STEP_S)
        stretch = feed.since(seq)
        samples = stretch.samples
        obstacles()
        if len(samples):
            begun_s = float(samples.t_s[0]) if begun_s is None else begun_s
            if seconds is not None:
                samples = samples[samples.t_s - begun_s < seconds]
            if len(samples):
                before, seq = seq, int(samples.seq[-1])
                yield feed.since(before, seq)
            missing_since = None
            if len(samples) < len(stretch.samples):
                return
            continue
        if ended:
            return
        missing_since = feed.now_ns() if missing_since is None else missing_since
        if feed.now_ns() - missing_since > LOST_PATIENCE_S * 1e9:
            raise BoardGone(feed.status().advice or "no data")
