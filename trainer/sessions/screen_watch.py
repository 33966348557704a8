"""Measures the latency budget of a live board and this screen: `baps diagnose --screen`, the bench.

The window draws what a training draws. A feed that stands before the board's own notes at every
frame how old the newest sample was and what was drawn for which moment; where the board really was
then is known a moment later.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from games.engine.frames import FrameReport
from games.engine.setup import Station
from games.engine.window import Window
from games.registry import activity_named
from games.screens.watching import watch_in_window
from trainer.acquisition.feed import BoardFeed
from trainer.recording.columns import FloatArray
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import assumed_rim
from trainer.recording.interfaces import Prediction, Steering
from trainer.recording.vocabulary import LinkState
from trainer.sessions.board import OpenBoard
from trainer.sessions.errors import SessionError
from trainer.sessions.latency import RARE, Budget, Drawn, Frames, budget_of, left_of

ACTIVITY, LEVEL = "bullseye", 2
DROPPED_S = 2.0
"""The clock's map and the first pictures settle in this time."""
LEAST_FRAMES = 30
NO_LIGHT = "this board is a force plate: no light on the screen follows it, so no delay can be seen"
TOO_SHORT = "too few frames to measure: let the picture run for some seconds"


@dataclass(frozen=True)
class Watched:
    """The budget, how the frames went, and how late the link's own arrivals were (median, p99)."""

    budget: Budget
    frames: FrameReport
    arrival_ms: tuple[float, float]


def watch_screen(
    board: OpenBoard,
    window: Window,
    station: Station,
    seconds: float,
    *,
    screen_ms: float | None,
    steering: Steering | None = None,
) -> Watched:
    """Draw the board's picture for so long and measure; `SessionError` if there is nothing to.

    `screen_ms` is the screen's measured delay, None if nobody has measured it.
    """
    if board.is_plate:
        raise SessionError(NO_LIGHT)
    activity = activity_named(ACTIVITY)
    # The trial in the picture does not end before: the ring must be held first.
    conditions = Conditions(ACTIVITY, level=LEVEL, calibrated=board.calibrated, seconds=seconds)
    setup = activity.setup(conditions, assumed_rim(LEVEL), station=station)
    feed = WatchedFeed(board.feed, window.frames.clear)
    watch_in_window(activity, setup, feed, window, seconds, steering)
    status = board.feed.status()
    if status.state is not LinkState.STREAMING:
        raise SessionError(f"{status.advice or 'the board is lost'}; nothing was measured")
    sensor, flips_ms = board.setup, window.frames.latch_to_flip_ms()
    budget = budget_of(
        feed.measured(flips_ms),
        filter_ms=sensor.delay_us / 1e3,
        period_ms=1e3 / sensor.rate_hz,
        screen_ms=screen_ms,
        left=left_of(feed.drawn(flips_ms + (screen_ms or 0.0), sensor.delay_us)),
    )
    median, rare = np.quantile(board.feed.arrival_delays_ms(), (0.5, RARE))
    return Watched(budget, window.frames_report(), (float(median), float(rare)))


@dataclass(frozen=True)
class _Look:
    """One look at the newest sample: it was taken at `taken_ns`, the pump ran from `began_ns`."""

    taken_ns: float
    began_ns: int
    ended_ns: int


class WatchedFeed:
    """Passes everything on to a board's feed, and notes each pump and each prediction.

    `settled` is called at the first pump that counts: what came before is forgotten.
    """

    def __init__(self, feed: BoardFeed, settled: Callable[[], None]) -> None:
        self._feed, self._settled = feed, settled
        self.latest, self.since = feed.latest, feed.since
        self.now_ns, self.status = feed.now_ns, feed.status
        self._began_ns = feed.now_ns()
        self._counts = False
        self._looks: list[_Look] = []
        self._drawn: list[tuple[float, ...]] = []
        newest = feed.latest()
        self._first_seq = newest.seq if newest else -1

    def pump(self) -> None:
        began_ns = self._feed.now_ns()
        self._feed.pump()
        ended_ns = self._feed.now_ns()
        if not self._counts and began_ns - self._began_ns >= DROPPED_S * 1e9:
            self._counts = True
            self._settled()
        if self._counts:
            self._looks.append(_Look(self._feed.newest_taken_ns(), began_ns, ended_ns))

    def predict(self, at_ns: int) -> Prediction:
        ahead, newest = self._feed.predict(at_ns), self._feed.latest()
        if self._counts and newest is not None and not ahead.stale:
            frame = len(self._looks) - 1
            self._drawn.append((frame, ahead.ap_deg, ahead.ml_deg, newest.ap_deg, newest.ml_deg))
        return ahead

    def measured(self, latch_to_flip_ms: FloatArray) -> Frames:
        """What the stages are computed from; each frame's latch to flip begins with its pump."""
        count = min(len(latch_to_flip_ms), len(self._looks))
        if count < LEAST_FRAMES:
            raise SessionError(TOO_SHORT)
        looks = self._looks[:count]
        age_ms = np.array([(look.ended_ns - look.taken_ns) / 1e6 for look in looks])
        host_ms = np.array([(look.ended_ns - look.began_ns) / 1e6 for look in looks])
        return Frames(age_ms, host_ms, latch_to_flip_ms[:count] - host_ms)

    def drawn(self, latch_to_light_ms: FloatArray, delay_us: float) -> Drawn:
        """What was drawn against where the board was when its light came, not when it was due.

        Samples are `delay_us` late.
        """
        samples, clock = self._feed.since(self._first_seq).samples, self._feed.clock_map()
        moved_ns = clock.offset_ns + clock.ns_per_us * (samples.device_us - delay_us)
        began_ns = np.array([look.began_ns for look in self._looks])[: len(latch_to_light_ms)]
        lit_ns = began_ns + 1e6 * latch_to_light_ms[: len(began_ns)]
        drawn = np.array(self._drawn).reshape(-1, 5)
        drawn = drawn[drawn[:, 0] < len(lit_ns)]
        at_ns = lit_ns[drawn[:, 0].astype(int)]
        known = at_ns <= moved_ns[-1]
        drawn, at_ns = drawn[known], at_ns[known]

        def at_light(*columns: FloatArray) -> FloatArray:
            return np.stack([np.interp(at_ns, moved_ns, column) for column in columns], 1)

        true_deg = at_light(samples.ap_deg, samples.ml_deg)
        rates = at_light(samples.ap_rate_deg_s, samples.ml_rate_deg_s)
        return Drawn(drawn[:, 1:3] - true_deg, drawn[:, 3:5] - true_deg, rates)
