"""Asks the board, while a result is shown, whether the patient wants one more round.

`games.engine.after.training` looks once a frame; `games.screens.ring_again` draws what it finds.
"""

from dataclasses import dataclass

from games.engine.once_more import OnceMore
from trainer.recording.interfaces import Feed


@dataclass(frozen=True)
class Asking:
    """Where the light is (ap, ml), whether in the ring, and how much of the 2 s is done.

    It `must_leave` the ring first if it has been there all the time.
    """

    cursor: tuple[float, float] | None
    inside: bool
    hold_share: float
    must_leave: bool = False


class BoardAnswer:
    """What the board says to the question, from the samples that come after it was asked."""

    def __init__(self, feed: Feed, once_more: OnceMore) -> None:
        self._feed, self._once_more = feed, once_more
        newest = feed.latest()
        self._seq = newest.seq if newest else -1

    @property
    def wanted(self) -> bool:
        """Whether the ring was held."""
        return self._once_more.wanted

    @property
    def gone(self) -> bool:
        """Whether the patient has stepped off."""
        return self._once_more.gone

    def look(self, flip_ns: int) -> Asking:
        """Take what is new; the light is where the board will be when the frame is seen."""
        samples = self._feed.since(self._seq).samples
        if len(samples):
            self._seq = int(samples.seq[-1])
        once_more = self._once_more
        once_more.take(samples)
        ahead = self._feed.predict(flip_ns)
        cursor = None if ahead.stale else (ahead.ap_deg, ahead.ml_deg)
        return Asking(cursor, once_more.inside, once_more.share, once_more.must_leave)
