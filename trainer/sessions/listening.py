"""Feeds that stand before another one: what a game takes in is seen on its way."""

from collections.abc import Callable

from trainer.link.faults import FaultBook
from trainer.recording.interfaces import Feed, FeedStatus, Prediction, Stretch
from trainer.recording.samples import Sample
from trainer.sessions.rows import RowWriter


class FeedBefore:
    """Passes everything on to another feed; what stands before it overrides `pump`."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def pump(self) -> None:
        """Take in what has come."""
        self._feed.pump()

    def latest(self) -> Sample | None:
        """The newest sample."""
        return self._feed.latest()

    def since(self, seq: int) -> Stretch:
        """All samples after one."""
        return self._feed.since(seq)

    def predict(self, at_ns: int) -> Prediction:
        """Tilt at a host time."""
        return self._feed.predict(at_ns)

    def now_ns(self) -> int:
        """The feed's clock."""
        return self._feed.now_ns()

    def status(self) -> FeedStatus:
        """The link's state."""
        return self._feed.status()


class ListenedFeed(FeedBefore):
    """Writes each new sample as a row after a `pump`."""

    def __init__(self, feed: Feed, writer: RowWriter) -> None:
        super().__init__(feed)
        self._writer = writer
        newest = feed.latest()
        self._seq = newest.seq if newest else -1

    def pump(self) -> None:
        """Take in what has come and write it."""
        super().pump()
        stretch = self._feed.since(self._seq)
        if len(stretch.samples):
            self._seq = int(stretch.samples.seq[-1])
            self._writer.write(stretch)


class TellingFeed(FeedBefore):
    """Says what is new with the board's sensors after a `pump`."""

    def __init__(self, feed: Feed, faults: FaultBook, say: Callable[[str], None]) -> None:
        super().__init__(feed)
        self._faults = faults
        self._say = say

    def pump(self) -> None:
        """Take in what has come and say what is new."""
        super().pump()
        for line in self._faults.news():
            self._say(line)
