"""How a window's frames went: how many, which came late, what they cost.

`games.engine.show` logs every flip. The latency budget and the trial's own remark read it.
"""

from array import array
from dataclasses import dataclass

import numpy as np

from trainer.recording.columns import FloatArray
from trainer.recording.json_form import Json
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind

KEPT_FRAMES = 36_000
"""Costs of the newest frames are kept: ten minutes at 60 a second."""

LATE_SHARE, LONG_GAP_S = 0.01, 0.1
"""A trial's recording tells of late frames if more than this share was late, or after this gap."""

STOOD_STILL_S = 1.0
"""A longer gap is no stutter: nothing was drawn while Windows moved the window, or while the
computer slept."""

Spread = tuple[float, float]
"""Median and 99th percentile."""


@dataclass(frozen=True)
class Frame:
    """One frame's times on the feed's clock, in ns.

    The board was read at `latched`, the picture was complete at `drawn`, its flip ended at
    `flipped`, and it was `due` on the screen at a time that was known before it was drawn.
    """

    due_ns: int
    latched_ns: int
    drawn_ns: int
    flipped_ns: int

    def missed(self, period_ns: float) -> int:
        """How many pictures the eye missed by it: the periods it came late, rounded.

        So a frame is on time if its flip ended less than half a period after it was due.
        """
        return max(int((self.flipped_ns - self.due_ns) / period_ns + 0.5), 0)


@dataclass(frozen=True)
class FrameReport:
    """What a window's frames cost since its rhythm began, or since its log was cleared.

    `missed` counts pictures that did not come in their period. `vsync` says whether the display
    really holds flips until it shows them; `renderer` is what brings the picture to the screen.
    `draw_ms` is from reading the board to the complete picture, `latch_to_flip_ms` to the end of
    the flip; both are median and 99th percentile.
    """

    frames: int
    missed: int
    seconds: float
    vsync: bool
    renderer: str
    draw_ms: Spread
    latch_to_flip_ms: Spread


class FrameLog:
    """Collects frames in arrays that are filled in place.

    `missed` counts pictures that did not come in their period, `gap_s` is the time between the two
    newest. A gap longer than a second counts as none.
    """

    def __init__(self) -> None:
        self._draw_ms = array("d", bytes(8 * KEPT_FRAMES))
        self._flip_ms = array("d", bytes(8 * KEPT_FRAMES))
        self.clear()

    def clear(self) -> None:
        """Begin anew."""
        self.frames = self.missed = 0
        self._first_ns = self.last_ns = 0
        self.gap_s = 0.0

    def add(self, frame: Frame, missed: int) -> None:
        """Log a frame, and how many pictures were missed by it."""
        at = self.frames % KEPT_FRAMES
        self._draw_ms[at] = (frame.drawn_ns - frame.latched_ns) / 1e6
        self._flip_ms[at] = (frame.flipped_ns - frame.latched_ns) / 1e6
        if not self.frames:
            self._first_ns = frame.flipped_ns
        else:
            self.gap_s = (frame.flipped_ns - self.last_ns) / 1e9
            if self.gap_s > STOOD_STILL_S:
                self.gap_s, missed = 0.0, 0
        self.last_ns = frame.flipped_ns
        self.frames += 1
        self.missed += missed

    def pass_over(self, flipped_ns: int) -> None:
        """Leave out a frame that something else than drawing held up, and the gap before it."""
        self.last_ns, self.gap_s = flipped_ns, 0.0
        if not self.frames:
            self._first_ns = flipped_ns

    def latch_to_flip_ms(self) -> FloatArray:
        """Of each frame that is kept; in their order until the arrays are full."""
        return np.frombuffer(self._flip_ms)[: min(self.frames, KEPT_FRAMES)].copy()

    def report(self, vsync: bool, renderer: str) -> FrameReport:
        """Everything since the beginning."""
        kept = min(self.frames, KEPT_FRAMES)
        return FrameReport(
            self.frames,
            self.missed,
            (self.last_ns - self._first_ns) / 1e9,
            vsync,
            renderer,
            _spread(self._draw_ms, kept),
            _spread(self._flip_ms, kept),
        )


class LateFrames:
    """Counts a trial's late frames while it runs, from the log of its window."""

    def __init__(self, log: FrameLog) -> None:
        self._log = log
        self._frames, self._missed = log.frames, log.missed
        self._was_running = False
        self.frames = self.late = 0
        self.longest_gap_s = 0.0

    def look(self, running: bool) -> None:
        """Take the frames since the last call; those of the gate and of pauses do not count."""
        log = self._log
        if running and self._was_running:
            missed = log.missed - self._missed
            self.late += missed
            self.frames += log.frames - self._frames + missed
            self.longest_gap_s = max(self.longest_gap_s, log.gap_s)
        self._frames, self._missed, self._was_running = log.frames, log.missed, running

    def event(self, index: int) -> TrialEvent | None:
        """What the recording should tell of them; None if the picture was smooth enough."""
        often = self.late > LATE_SHARE * self.frames
        if not often and self.longest_gap_s <= LONG_GAP_S:
            return None
        data: dict[str, Json] = {
            "frames": self.frames,
            "late": self.late,
            "longest_gap_s": round(self.longest_gap_s, 3),
        }
        return TrialEvent(EventKind.LATE_FRAMES, index, data)


def _spread(values: "array[float]", count: int) -> Spread:
    if not count:
        return 0.0, 0.0
    median, late = np.percentile(np.frombuffer(values)[:count], (50, 99))
    return float(median), float(late)
