"""Listeners of a feed (`BoardFeed.on_pump`): rows of a log, and lines about what goes wrong."""

from collections.abc import Callable

from trainer.link.faults import RAIL_OPEN
from trainer.recording.interfaces import Feed
from trainer.recording.vocabulary import LinkState
from trainer.sessions.board import OpenBoard
from trainer.sessions.rows import RowWriter

BACK = "the board is back"


class RowListener:
    """Writes each new sample of a feed as a row."""

    def __init__(self, feed: Feed, writer: RowWriter) -> None:
        self._feed = feed
        self._writer = writer
        newest = feed.latest()
        self._seq = newest.seq if newest else -1

    def __call__(self) -> None:
        stretch = self._feed.since(self._seq)
        if len(stretch.samples):
            self._seq = int(stretch.samples.seq[-1])
            self._writer.write(stretch)


class Obstacles:
    """Says what keeps samples from coming, each thing once, and when they come again."""

    def __init__(self, board: OpenBoard, say: Callable[[str], None]) -> None:
        self._board = board
        self._say = say
        self._told: set[str] = set()
        self._begun = board.feed.status()
        # Only what changes is an event; how the rail stop stood before is a state of the samples.
        if self._begun.rail_open:
            say(RAIL_OPEN)

    def __call__(self) -> None:
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

    def sum_up(self) -> None:
        """Say how many samples were lost since this began to listen, if any were."""
        now = self._board.feed.status()
        lost = now.lost - self._begun.lost
        sent = now.received - self._begun.received + lost
        if lost:
            self._say(f"{lost} of {sent} samples were lost on the way ({100 * lost / sent:.1f} %)")
