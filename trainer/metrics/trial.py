"""Measures a recorded trial: what is stored and shown when a trial is over.

`trainer.sessions` and the games' result screen call `measure_trial`.
"""

import numpy as np

from trainer.metrics.course import Course, course_of, ending_of
from trainer.metrics.errors import SignalError
from trainer.metrics.known import Known
from trainer.metrics.lowpass import SHORTEST, STANDARD
from trainer.metrics.measure import Prepared, Signals, TrialMeasures, measure
from trainer.metrics.prepare import BOARD_RATE_HZ, Motion, board_signal
from trainer.metrics.registry import Fits, Signal, metrics_for
from trainer.metrics.ring import Ring
from trainer.metrics.stamps import EvenSignal
from trainer.metrics.sway import FloatArray, Sway
from trainer.metrics.targets import ring_of
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import EventKind

UNIT = "deg"
NEVER_STARTED = "the trial was never started"


def measure_trial(recording: Recording) -> TrialMeasures:
    """All board metrics of a trial, with the reason for each that it has not.

    Counted is what lies between `start` and `end` and was not paused, filtered at the recording's
    own rate and brought to 100 Hz; values are of the part from `measure_from` on. A failed trial
    and one with more than 5 % rim time keep `rim_contacts`, `rim_time_pct` and
    `time_to_failure_s` alone. `SignalError` for a recording whose times go back or whose tilt
    holds no numbers.
    """
    course = course_of(recording)
    if course is None:
        names = [name for metric in metrics_for(Fits.BOARD) for name in metric.names]
        return TrialMeasures(0, 0.0, BOARD_RATE_HZ, (), dict.fromkeys(names, NEVER_STARTED))
    parts = _measured_parts(recording, course)
    known = Known(
        side=recording.header.conditions.side,
        rim=recording.header.rim,
        ring=_ring(recording, course, parts),
        ending=ending_of(recording, course),
    )
    signals = Signals({Signal.FILTERED: Prepared(_joined(parts), STANDARD.name)}, UNIT)
    return measure(signals, known, metrics_for(Fits.BOARD))


def _measured_parts(recording: Recording, course: Course) -> list[EvenSignal]:
    if course.measure_from is None or course.measure_from >= len(course.times_s):
        return []
    axes = np.stack([recording.samples.ap_deg, recording.samples.ml_deg])
    if not np.isfinite(axes).all():
        raise SignalError("the recording holds tilts that are not numbers")
    from_s = course.time_of(course.measure_from)
    parts: list[EvenSignal] = []
    for first, after in course.stretches():
        if after - first < SHORTEST or course.time_of(after - 1) < from_s:
            continue
        motion = Motion(course.times_s[first:after], axes[:, first:after])
        part = board_signal(motion, STANDARD).since(from_s)
        if part.values.shape[1]:
            parts.append(part)
    return parts


def _joined(parts: list[EvenSignal]) -> Sway:
    if not parts:
        return Sway(np.zeros((2, 0)), BOARD_RATE_HZ)
    lengths = [part.values.shape[1] for part in parts]
    breaks = tuple(int(at) for at in np.cumsum(lengths)[:-1])
    return Sway(np.concatenate([part.values for part in parts], axis=1), parts[0].rate_hz, breaks)


def _ring(recording: Recording, course: Course, parts: list[EvenSignal]) -> Ring | None:
    targets = [
        (course.time_of(event.index), event.data)
        for event in recording.events
        if event.kind is EventKind.TARGET and event.index < len(course.times_s)
    ]
    times: FloatArray = np.concatenate([part.times_s for part in parts] or [np.zeros(0)])
    return ring_of(times, targets, recording.header.parameters)
