"""New samples of a board since the last look, for guides that judge motion as it happens."""

from trainer.acquisition.feed import STEP_S
from trainer.recording.interfaces import Stretch
from trainer.recording.vocabulary import LinkState
from trainer.sessions.board import OpenBoard


class Follower:
    """Follows a board that has delivered samples, from now on."""

    def __init__(self, board: OpenBoard) -> None:
        self._feed = board.feed
        newest = self._feed.latest()
        self._seq = newest.seq if newest else -1

    def wait(self) -> Stretch:
        """Let about a frame pass; what it brought."""
        self._feed.wait(STEP_S)
        stretch = self._feed.since(self._seq)
        if len(stretch.samples):
            self._seq = int(stretch.samples.seq[-1])
        return stretch

    def now_s(self) -> float:
        """The clock that patience is measured by."""
        return self._feed.now_ns() / 1e9

    def trouble(self) -> str:
        """What the link says is wrong; nothing while it streams."""
        status = self._feed.status()
        return "" if status.state is LinkState.STREAMING else status.advice
