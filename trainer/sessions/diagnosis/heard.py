"""A stretch of a board's stream, with what the link counted and the board told meanwhile."""

from dataclasses import dataclass

from trainer.link.faults import Fault
from trainer.recording.interfaces import Stretch
from trainer.sessions.board import WAIT_STEP_S, OpenBoard
from trainer.wire.messages import LoadRates


@dataclass(frozen=True)
class FrameCounts:
    """Frames since the board was reached that were good for nothing."""

    bad: int
    rejected: int
    unknown: int

    @classmethod
    def of(cls, board: OpenBoard) -> "FrameCounts":
        """As they are now."""
        counts = board.connection.counts
        return cls(counts.bad_frames, board.intake.rejected, counts.unknown_messages)

    def since(self, before: "FrameCounts") -> "FrameCounts":
        """What came after an earlier count."""
        return FrameCounts(
            self.bad - before.bad, self.rejected - before.rejected, self.unknown - before.unknown
        )


@dataclass(frozen=True)
class Heard:
    """What some seconds of listening brought.

    `faults` are those that began meanwhile or were on at the end, `restarts` the causes of
    restarts that nobody asked for. `load_rates` is the newest word on the cells' own periods.
    """

    stretch: Stretch
    host_s: float
    frames: FrameCounts
    faults: tuple[Fault, ...]
    restarts: tuple[int, ...]
    load_rates: LoadRates | None


def listen(board: OpenBoard, seconds: float) -> Heard:
    """Listen to a streaming board for a while of host time."""
    feed, book = board.feed, board.connection.faults
    newest, frames = feed.latest(), FrameCounts.of(board)
    begun, restarts = len(book.begun), len(book.restarts)
    begun_ns = feed.now_ns()
    while feed.now_ns() - begun_ns < seconds * 1e9:
        feed.wait(WAIT_STEP_S)
    stretch = feed.since(newest.seq if newest else -1)
    return Heard(
        stretch,
        (feed.now_ns() - begun_ns) / 1e9,
        FrameCounts.of(board).since(frames),
        tuple(dict.fromkeys((*book.begun[begun:], *book.active))),
        tuple(book.restarts[restarts:]),
        board.connection.load_rates,
    )
