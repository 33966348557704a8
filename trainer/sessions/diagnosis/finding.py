"""What each part of the diagnosis gets, some seconds of a stream, and what it returns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from trainer.link.faults import Fault
from trainer.recording.interfaces import Stretch
from trainer.recording.samples import Sample
from trainer.sessions.board import WAIT_STEP_S, OpenBoard
from trainer.wire.messages import LoadRates

YES_NO = "yes/no"
"""The unit of a finding that is true (1) or false (0)."""

SILENT_NOW = "it was calibrated once and does not answer now: {check}"


@dataclass(frozen=True)
class Finding:
    """One figure of one part. `advice` is empty if it passes; `note` explains the figure.

    `value` is None if there was nothing to measure.
    """

    part: str
    name: str
    value: float | None
    unit: str
    passed: bool
    advice: str = ""
    note: str = ""


@dataclass(frozen=True)
class Part:
    """Makes findings about one part of the board."""

    name: str

    def judged(
        self, name: str, value: float, unit: str, passed: bool, advice: str, note: str = ""
    ) -> Finding:
        """A figure, with advice if it fails."""
        good = bool(passed)
        return Finding(self.name, name, float(value), unit, good, "" if good else advice, note)

    def truth(self, name: str, holds: bool, advice: str) -> Finding:
        """Something that must be true."""
        return self.judged(name, float(holds), YES_NO, holds, advice)

    def untested(self, name: str, why: str) -> Finding:
        """Something that could not be measured, which is no failure."""
        return self.told(name, why)

    def told(self, name: str, what: str) -> Finding:
        """Something to know, which cannot fail."""
        return Finding(self.name, name, None, "1", True, note=what)

    def not_fitted(self, calibrated_once: bool, check: str) -> Finding:
        """A sensor that does not answer; a failure only if it was calibrated once."""
        if calibrated_once:
            advice = SILENT_NOW.format(check=check)
            return Finding(self.name, "fitted", 0.0, YES_NO, False, advice)
        return Finding(self.name, "fitted", 0.0, YES_NO, True, note="not fitted")

    def faults(self, faults: Iterable[Fault]) -> Finding:
        """The faults that the board reported about this part."""
        ours = [fault for fault in faults if fault.part == self.name]
        advice = ours[-1].advice if ours else ""
        return self.judged("faults", len(ours), "1", not ours, advice)


@dataclass(frozen=True)
class FrameCounts:
    """How many frames were unusable since the board was reached."""

    bad: int
    rejected: int
    unknown: int

    @classmethod
    def of(cls, board: OpenBoard) -> "FrameCounts":
        counts = board.connection.counts
        return cls(counts.bad_frames, board.streams.rejected, counts.unknown_messages)

    def since(self, before: "FrameCounts") -> "FrameCounts":
        return FrameCounts(
            self.bad - before.bad, self.rejected - before.rejected, self.unknown - before.unknown
        )


@dataclass(frozen=True)
class Observed:
    """What a board sent in some seconds.

    `faults` began in that time or were present at its end, `restarts` are the causes of restarts
    that nobody asked for, `load_rates` is the newest report of the cells' own periods.
    """

    stretch: Stretch
    host_s: float
    frames: FrameCounts
    faults: tuple[Fault, ...]
    restarts: tuple[int, ...]
    load_rates: LoadRates | None


def listen(board: OpenBoard, seconds: float, newest_to: Callable[[Sample], None]) -> Observed:
    """Listen to a streaming board for `seconds` of host time.

    `newest_to` gets the newest sample, some fifty times a second.
    """
    feed, book = board.feed, board.connection.faults
    newest, frames = feed.latest(), FrameCounts.of(board)
    begun, restarts = len(book.begun), len(book.restarts)
    begun_ns = feed.now_ns()
    while feed.now_ns() - begun_ns < seconds * 1e9:
        feed.wait(WAIT_STEP_S)
        if (latest := feed.latest()) is not None:
            newest_to(latest)
    stretch = feed.since(newest.seq if newest else -1)
    return Observed(
        stretch,
        (feed.now_ns() - begun_ns) / 1e9,
        FrameCounts.of(board).since(frames),
        tuple(dict.fromkeys((*book.begun[begun:], *book.active))),
        tuple(book.restarts[restarts:]),
        board.connection.load_rates,
    )
