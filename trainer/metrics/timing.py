"""Which part of a recording counts: from the start to the end, without pauses and gaps."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from trainer.metrics.facts import FAILURES, Ending, Received
from trainer.metrics.stamps import gaps
from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.trial import SINCE, Recording, TrialEvent
from trainer.recording.vocabulary import EventKind, Outcome
from trainer.recording.way import end_index

PERFECT_NS_PER_US = 1000.0
FOOT_DOWN_PAUSES = ("foot_down", "empty")
"""Reasons of a training's pause that are a loss of balance."""
BY_SENSOR = ("rail", "load")
"""Touches that a strip on the rail or the load cells noted; others a person did."""


@dataclass(frozen=True)
class Timing:
    """The sample indices of a started trial, and the samples' times in true seconds.

    `running` are the unpaused stretches between start and end, each from its first sample to just
    before `after`. `measure_from` is None if the trial ended before its measured part began.
    `scale` is the true length of one of the device's seconds, for everything else stamped by the
    same clock.
    """

    times_s: FloatArray
    running: tuple[tuple[int, int], ...]
    measure_from: int | None
    scale: float = 1.0

    def time_of(self, index: int) -> float:
        """Time of the sample at an event's index; of the last sample for an event after it."""
        return float(self.times_s[min(index, len(self.times_s) - 1)])

    @property
    def measured_from_s(self) -> float | None:
        """When the measured part began; None if it never did."""
        if self.measure_from is None or self.measure_from >= len(self.times_s):
            return None
        return self.time_of(self.measure_from)

    def seconds_until(self, index: int) -> float:
        """Seconds from the start to an index, without pauses."""
        return sum(
            self.time_of(min(after, index)) - self.time_of(first)
            for first, after in self.running
            if first < index
        )

    def running_s(self, times_s: FloatArray) -> FloatArray:
        """The trial's own running time at these true times, which its target's path is defined in.

        It counts as the trial does: from the first sample of each stretch to its last, in the
        device's seconds. Between two stretches it stands still.
        """
        passed, knots, values = 0.0, [], []
        for first, after in self.running:
            begin, end = self.time_of(first), self.time_of(after - 1)
            knots += [begin, end]
            values += [passed, passed + end - begin]
            passed = values[-1]
        return np.asarray(np.interp(times_s, knots, values) / self.scale, dtype=np.float64)

    @property
    def measured_s(self) -> float:
        """Seconds of the measured part, without pauses; 0 if it never began."""
        from_s = self.measured_from_s
        if from_s is None or not self.running:
            return 0.0
        ends = np.array([from_s, self.time_of(self.running[-1][1] - 1)])
        before, after = self.running_s(ends) * self.scale
        return max(float(after - before), 0.0)

    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The running stretches, cut where samples are missing for longer than a stall."""
        cut: list[tuple[int, int]] = []
        for first, after in self.running:
            edges = [first, after]
            if after - first > 2:
                edges[1:1] = (gaps(self.times_s[first:after]) + first).tolist()
            cut.extend(pairwise(edges))
        return tuple(cut)

    def received(self, seq: IntArray) -> Received | None:
        """How many samples of the measured part arrived and were sent; None if it has none."""
        if self.measure_from is None:
            return None
        parts = [(max(first, self.measure_from), after) for first, after in self.running]
        parts = [(first, after) for first, after in parts if after > first]
        samples = sum(after - first for first, after in parts)
        sent = sum(int(seq[after - 1] - seq[first]) + 1 for first, after in parts)
        return Received(samples, sent) if samples else None


def timing_of(recording: Recording) -> Timing | None:
    """The timing of a trial; None if it was never started or holds no samples.

    Device time is scaled by the trial's one measured rate, `clock_map.ns_per_us`.
    """
    begin = recording.first(EventKind.START)
    n = len(recording.samples)
    if begin is None or begin.index >= n:
        return None
    measure_from = recording.first(EventKind.MEASURE_FROM)
    scale = recording.clock_map.ns_per_us / PERFECT_NS_PER_US
    return Timing(
        np.asarray(recording.samples.t_s * scale, dtype=np.float64),
        _running(recording, begin.index, end_index(recording)),
        None if measure_from is None else measure_from.index,
        scale,
    )


def ending_of(recording: Recording, timing: Timing) -> Ending:
    """When and how the trial ended: a failure when it began, anything else at the end."""
    outcome = recording.outcome()
    if outcome not in FAILURES:
        return Ending(timing.seconds_until(end_index(recording)), outcome)
    events = recording.events
    over = next((at for at, e in enumerate(events) if e.kind is EventKind.END), len(events))
    begun = [_begun_s(event, timing) for event in events[:over] if _is_failure(event)]
    if not begun and over < len(events):
        return Ending(None, outcome)
    end_s = timing.seconds_until(end_index(recording))
    return Ending(max(min([end_s, *begun]), 0.0), outcome)


def _begun_s(failure: TrialEvent, timing: Timing) -> float:
    """When a failure began: an empty board, say, is sure only after 2 s."""
    lasted_s = float(str(failure.data.get(SINCE, 0.0))) * timing.scale
    return timing.seconds_until(failure.index) - lasted_s


def sensed_failure(events: Iterable[TrialEvent]) -> Outcome | None:
    """The first failure that the board itself noted, without any person; None if there is none."""
    for event in events:
        if event.kind is EventKind.TOUCH and event.data.get("by") in BY_SENSOR:
            return Outcome.TOUCH
        if _is_foot_down(event):
            return Outcome.FOOT_DOWN
        if event.kind is EventKind.OUTCOME and event.data.get("by") == "trial":
            # What a touch ended says nothing about who saw it: its own event does.
            found = Outcome(str(event.data["outcome"]))
            if found in FAILURES and found is not Outcome.TOUCH:
                return found
    return None


def _is_failure(event: TrialEvent) -> bool:
    if event.kind is EventKind.OUTCOME:
        return Outcome(str(event.data["outcome"])) in FAILURES
    return _is_foot_down(event) or event.kind is EventKind.TOUCH


def _is_foot_down(event: TrialEvent) -> bool:
    return event.kind is EventKind.PAUSE and event.data["reason"] in FOOT_DOWN_PAUSES


def _running(recording: Recording, start: int, end: int) -> tuple[tuple[int, int], ...]:
    stretches: list[tuple[int, int]] = []
    since: int | None = start
    for event in recording.events:
        at = min(max(event.index, start), end)
        if event.kind is EventKind.PAUSE and since is not None:
            stretches.append((since, at))
            since = None
        elif event.kind is EventKind.RESUME and since is None:
            since = at
    if since is not None:
        stretches.append((since, end))
    return tuple((first, after) for first, after in stretches if after > first)
