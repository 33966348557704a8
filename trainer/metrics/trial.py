"""Measures a recorded trial: what is stored and shown when a trial is over.

`trainer.sessions` and the games' result screen call `measure_trial`.
"""

from dataclasses import replace

import numpy as np

from trainer.metrics.course import Course, course_of, ending_of
from trainer.metrics.errors import SignalError
from trainer.metrics.known import Known
from trainer.metrics.load_trial import (
    NEVER_STARTED,
    ON_A_DOME,
    measure_contact,
    measure_force_plate,
    none_of,
)
from trainer.metrics.lowpass import SHORTEST, STANDARD
from trainer.metrics.measure import Prepared, Signals, TrialMeasures, measure, why_not_valid
from trainer.metrics.prepare import BOARD_RATE_HZ, Motion, board_signal, joined
from trainer.metrics.registry import Fits, Signal, metrics_for
from trainer.metrics.ring import Ring
from trainer.metrics.stamps import EvenSignal
from trainer.metrics.sway import FloatArray
from trainer.metrics.targets import ring_of
from trainer.metrics.thigh_trial import with_thigh
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import EventKind

UNIT = "deg"


def measure_trial(recording: Recording) -> TrialMeasures:
    """All metrics of a trial, with the reason for each that it has not.

    Of a board's tilt: counted is what lies between `start` and `end` and was not paused, filtered
    at the recording's own rate and brought to 100 Hz; values are of the part from `measure_from`
    on. A failed trial and one with more than 5 % rim time keep `rim_contacts`, `rim_time_pct` and
    `time_to_failure_s` alone. A board on load cells has theirs beside these; a plain force plate
    (load cells and no dome) the force-plate metrics in their place. With a thigh sensor that was
    set up, what it saw of squats stands beside all of these. `SignalError` for a recording whose
    times go back or whose tilt holds no numbers.
    """
    if recording.header.on_plate:
        return with_thigh(measure_force_plate(recording), recording)
    return with_thigh(_measure_board(recording), recording)


def _measure_board(recording: Recording) -> TrialMeasures:
    course = course_of(recording)
    on_cells = recording.header.load is not None
    if course is None:
        fits = (Fits.BOARD, *ON_A_DOME) if on_cells else (Fits.BOARD,)
        return none_of(fits, BOARD_RATE_HZ, NEVER_STARTED)
    parts = _measured_parts(recording, course)
    known = Known(
        side=recording.header.conditions.side,
        rim=recording.header.rim,
        ring=_ring(recording, course, parts),
        ending=ending_of(recording, course),
    )
    signals = Signals(
        {Signal.FILTERED: Prepared(joined(parts, BOARD_RATE_HZ), STANDARD.name)}, UNIT
    )
    measures = measure(signals, known, metrics_for(Fits.BOARD))
    if not on_cells:
        return measures
    beside = measure_contact(recording, course, why_not_valid(signals, known))
    return replace(
        measures,
        values=measures.values + beside.values,
        omitted={**measures.omitted, **beside.omitted},
    )


def _measured_parts(recording: Recording, course: Course) -> list[EvenSignal]:
    from_s = course.measured_from_s
    if from_s is None:
        return []
    axes = np.stack([recording.samples.ap_deg, recording.samples.ml_deg])
    if not np.isfinite(axes).all():
        raise SignalError("the recording holds tilts that are not numbers")
    parts: list[EvenSignal] = []
    for first, after in course.stretches():
        if after - first < SHORTEST or course.time_of(after - 1) < from_s:
            continue
        motion = Motion(course.times_s[first:after], axes[:, first:after])
        part = board_signal(motion, STANDARD).since(from_s)
        if part.values.shape[1]:
            parts.append(part)
    return parts


def _ring(recording: Recording, course: Course, parts: list[EvenSignal]) -> Ring | None:
    targets = [
        (course.time_of(event.index), event.data)
        for event in recording.events
        if event.kind is EventKind.TARGET and event.index < len(course.times_s)
    ]
    times: FloatArray = np.concatenate([part.times_s for part in parts] or [np.zeros(0)])
    return ring_of(times, targets, recording.header.parameters)
