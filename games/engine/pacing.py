"""When to read the board, so that a frame is on the screen when it is due: pure, on given times.

A pacer says when the next frame should begin and when the eye will see it; then it is told how the
frame went. `TimedPacer` keeps time by the clock alone. `VsyncPacer` learns the display's period and
phase from its flips, each of which ends when the display shows the picture. Times are in ns.
"""

from collections import deque
from itertools import pairwise
from math import ceil
from statistics import median
from typing import NamedTuple, Protocol

from games.engine.frames import Frame

FIRST_COST_NS = 4_000_000.0
COST_WEIGHT, COST_STEP_NS = 1 / 8, 100_000.0
"""How much one frame counts in the usual cost of frames, and how far it may move it: a frame that
another program held up by 20 ms says nothing about the next."""
TRIED_FRAMES = 5
"""The cost begins as the median of so many frames, which one that was held up does not move."""

FORGETTING = 0.95
"""The largest cost of drawing fades by this factor with each frame."""

FIRST_MARGIN_NS, LEAST_MARGIN_NS = 2_000_000.0, 1_000_000.0
"""A picture is complete this long before the display takes it. A miss makes it longer."""
MARGIN_GROWTH, MARGIN_FADING = 1.5, 0.999

PHASE_GAIN, PERIOD_GAIN = 0.1, 0.002
"""The share of an error by which one flip corrects the display's phase, and its period."""
STRAY_SHARE = 0.25
"""A flip that ends farther from its moment than this share of a period says nothing about it."""
EARLY_SHARE = 0.3
"""A flip that ends this share of the margin too early was not held by the display."""
STRAYS = 30
FIT_WEIGHT = 0.5
"""After so many the display has changed: another screen, another rate. A flip that fits takes half
of one back, for even a wrong rate fits now and then."""
RELEARNED = 3
"""After so many new beginnings without one good flip the display holds none any more."""

MOST_HZ = 75.0
"""Without vsync, a quicker display gets every second or third of its pictures."""


class Plan(NamedTuple):
    """The board is read at `latch_ns`; the picture is seen at `shown_ns`, and was due at `due_ns`.

    The two differ for a frame that begins too late.
    """

    latch_ns: float
    shown_ns: float
    due_ns: float


class Pacer(Protocol):
    """Says when frames begin, and learns from how they went."""

    held: bool
    """Whether the display holds flips until it shows them."""

    def plan(self, now_ns: int) -> Plan:
        """The next frame's times."""

    def take(self, frame: Frame) -> int:
        """Learn from a frame; returns how many pictures were missed by it."""

    def resume(self, now_ns: int) -> None:
        """Go on after a time without frames, which misses none."""


class TimedPacer:
    """Frames a period apart by the clock; the picture is seen when its flip ends.

    It waits for nothing between reading the board and flipping, so no time is lost there.
    """

    held = False

    def __init__(self, period_ns: float, now_ns: int) -> None:
        self._period_ns = period_ns
        self._due_ns = now_ns + period_ns
        self._cost_ns = FIRST_COST_NS
        self._tried_ns: list[int] = []

    def resume(self, now_ns: int) -> None:
        self._due_ns = now_ns + self._period_ns

    def plan(self, now_ns: int) -> Plan:
        shown_ns = max(self._due_ns, now_ns + self._cost_ns)
        return Plan(shown_ns - self._cost_ns, shown_ns, self._due_ns)

    def take(self, frame: Frame) -> int:
        self._learn_cost(frame.flipped_ns - frame.latched_ns)
        missed = frame.missed(self._period_ns)
        # The next one keeps its place in the rhythm: half a period to one and a half from now.
        self._due_ns += (1 + missed) * self._period_ns
        return missed

    def _learn_cost(self, cost_ns: int) -> None:
        if len(self._tried_ns) < TRIED_FRAMES:
            self._tried_ns.append(cost_ns)
            self._cost_ns = float(median(self._tried_ns))
            return
        more_ns = COST_WEIGHT * (cost_ns - self._cost_ns)
        self._cost_ns += min(max(more_ns, -COST_STEP_NS), COST_STEP_NS)


class VsyncPacer:
    """Frames as late as they can be and still be in time for the display's next picture.

    `shown_ns` is a moment at which the display showed a picture. Drawing that takes longer than a
    period gets every second picture, evenly, rather than now one and now two.
    """

    def __init__(self, period_ns: float, shown_ns: float) -> None:
        self.held = True
        self.period_ns, self.shown_ns = period_ns, shown_ns
        self._draw_ns = FIRST_COST_NS
        self._margin_ns = FIRST_MARGIN_NS
        self._plan = Plan(shown_ns, shown_ns, shown_ns)
        self._ends_ns: deque[int] = deque(maxlen=STRAYS)
        self._strays = 0.0
        self._relearned = 0

    def resume(self, now_ns: int) -> None:
        """Go on after a time without frames, which misses none; the period is kept."""
        # The next picture may be too near for a frame; the one after it is due.
        periods = max(ceil((now_ns - self.shown_ns) / self.period_ns), 0)
        self.shown_ns += periods * self.period_ns
        self._ends_ns.clear()
        self._strays = 0.0

    def plan(self, now_ns: int) -> Plan:
        need_ns, period_ns = self._draw_ns + self._margin_ns, self.period_ns
        step = max(ceil(need_ns / period_ns), 1)
        ahead = max(ceil((now_ns + need_ns - self.shown_ns) / period_ns), step)
        shown_ns = self.shown_ns + ahead * period_ns
        due_ns = self.shown_ns + step * period_ns
        self._plan = Plan(shown_ns - need_ns, shown_ns, due_ns)
        return self._plan

    def take(self, frame: Frame) -> int:
        draw_ns = min(frame.drawn_ns - frame.latched_ns, self.period_ns)
        self._draw_ns = max(float(draw_ns), self._draw_ns * FORGETTING)
        self._judge_margin(frame)
        self._learn(frame.flipped_ns)
        return frame.missed(self.period_ns)

    def _judge_margin(self, frame: Frame) -> None:
        late = frame.flipped_ns > self._plan.shown_ns + self.period_ns / 2
        if late and frame.drawn_ns < self._plan.shown_ns:
            # It was complete in time and yet came a picture later: the display takes it sooner.
            self._margin_ns = min(self._margin_ns * MARGIN_GROWTH, self.period_ns / 2)
        else:
            self._margin_ns = max(self._margin_ns * MARGIN_FADING, LEAST_MARGIN_NS)

    def _learn(self, ended_ns: int) -> None:
        """A flip's end is the moment of a picture, apart from waking up late."""
        periods = max(round((ended_ns - self.shown_ns) / self.period_ns), 1)
        self.shown_ns += periods * self.period_ns
        off_ns = ended_ns - self.shown_ns
        stray_ns = STRAY_SHARE * self.period_ns
        self._ends_ns.append(ended_ns)
        if not -EARLY_SHARE * self._margin_ns < off_ns < stray_ns:
            self._stray(ended_ns)
            return
        self._strays = max(self._strays - FIT_WEIGHT, 0.0)
        if not self._strays:
            self._relearned, self.held = 0, True
        self.shown_ns += PHASE_GAIN * off_ns
        self.period_ns += PERIOD_GAIN * off_ns / periods

    def _stray(self, ended_ns: int) -> None:
        """A flip that does not fit; enough of them are a new beginning."""
        self._strays += 1.0
        if self._strays < STRAYS:
            return
        self.period_ns = median(after - before for before, after in pairwise(self._ends_ns))
        self.shown_ns, self._strays = float(ended_ns), 0.0
        self._relearned += 1
        self.held = self.held and self._relearned < RELEARNED


def timed_period_ns(refresh_hz: float) -> float:
    """The pace without vsync, for a display that reports this rate; 0 if it reports none."""
    if refresh_hz < 1.0:
        return 1e9 / 60
    return 1e9 * ceil(refresh_hz / MOST_HZ) / refresh_hz
