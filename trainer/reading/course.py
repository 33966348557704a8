"""A trial's motion over time, in seconds from its start, as its page draws it: what the board did,
what the sensors on the body saw, and when something happened.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from trainer.metrics.timing import Timing, timing_of
from trainer.motion.contact import contact_edges, rim_contact
from trainer.motion.sacrum import pelvis_drop_deg
from trainer.recording.columns import FloatArray
from trainer.recording.trial import Recording
from trainer.recording.vocabulary import EventKind
from trainer.recording.way import end_index

SHOWN_BEFORE_S, SHOWN_AFTER_S = 2.0, 1.0
"""How much is shown around the trial: the light in the gate, and how it ended."""

Span = tuple[float, float]
"""From when to when, in seconds."""
DEGREES, MILLIMETRES = "°", "mm"
AP, ML = "toes down +, heel down −", "right edge down +, left edge down −"
COP_AP, COP_ML = "to the toes +, to the heel −", "to the right +, to the left −"
FLEXION, LEAN, DROP = "thigh bends", "thigh leans in +, out −", "pelvis drops on the other side"


@dataclass(frozen=True)
class Line:
    """One quantity over time; not a number where nothing is known."""

    title: str
    unit: str
    times_s: FloatArray
    values: FloatArray


@dataclass(frozen=True)
class Course:
    """All lines of one trial on one axis of time. `measured` is the part that enters values, as far
    as it is not a pause; `contacts` are the rim's. Where nobody ever began, time counts from
    the first sample.
    """

    board: tuple[Line, ...]
    body: tuple[Line, ...]
    shown: Span
    measured: Span | None
    pauses: tuple[Span, ...]
    contacts: tuple[Span, ...]


def course_of(recording: Recording) -> Course | None:
    """The course of a trial; None for one without samples."""
    if not len(recording.samples):
        return None
    clock = TrialClock(recording)
    timing, last_s = clock.timing, clock.time_of(end_index(recording))
    first_s, end_s = float(clock.times_s[0]), float(clock.times_s[-1])
    from_s = timing.measured_from_s if timing else None
    return Course(
        board=tuple(_board(recording, clock)),
        body=tuple(_body(recording, clock)),
        shown=(max(first_s, -SHOWN_BEFORE_S), min(end_s, last_s + SHOWN_AFTER_S)),
        measured=None if from_s is None else (from_s - clock.began_s, last_s),
        pauses=tuple(_pauses(clock)),
        contacts=tuple(_contacts(recording, clock)),
    )


class TrialClock:
    """Seconds from the start of a trial for samples, indices and device times."""

    def __init__(self, recording: Recording) -> None:
        start = recording.first(EventKind.START)
        self.timing: Timing | None = timing_of(recording)
        self._scale = self.timing.scale if self.timing else 1.0
        at_s = self.timing.times_s if self.timing else recording.samples.t_s
        began_at = start.index if start and self.timing else 0
        self.began_s = float(at_s[began_at])
        self.times_s: FloatArray = at_s - self.began_s

    def time_of(self, index: int) -> float:
        """When the sample at an event's index was taken; the last one for an index behind it."""
        return float(self.times_s[min(index, len(self.times_s) - 1)])

    def of_stream(self, t_s: FloatArray) -> FloatArray:
        """The times of another sensor's samples."""
        return np.asarray(t_s * self._scale - self.began_s, dtype=np.float64)


def _board(recording: Recording, clock: TrialClock) -> Iterator[Line]:
    header, samples, load = recording.header, recording.samples, recording.load
    if header.on_plate:
        times_s = clock.of_stream(load.t_s)
        yield Line(COP_AP, MILLIMETRES, times_s, load.cop_ap_mm)
        yield Line(COP_ML, MILLIMETRES, times_s, load.cop_ml_mm)
    elif not header.on_floor:
        yield Line(AP, DEGREES, clock.times_s, samples.ap_deg)
        yield Line(ML, DEGREES, clock.times_s, samples.ml_deg)


def _body(recording: Recording, clock: TrialClock) -> Iterator[Line]:
    body, header = recording.body, recording.header
    if header.body is not None and header.body.thigh is not None and len(body):
        times_s = clock.of_stream(body.t_s)
        yield Line(FLEXION, DEGREES, times_s, body.thigh_flexion_deg)
        yield Line(LEAN, DEGREES, times_s, body.thigh_medial_lean_deg)
    if header.sacrum is not None:
        samples, side = recording.samples, header.conditions.side
        drop = pelvis_drop_deg(samples.ap_deg, samples.ml_deg, side)
        yield Line(DROP, DEGREES, clock.times_s, drop)


def _pauses(clock: TrialClock) -> Iterator[Span]:
    running = clock.timing.running if clock.timing else ()
    for (_, after), (first, _) in pairwise(running):
        yield clock.time_of(after), clock.time_of(first)


def _contacts(recording: Recording, clock: TrialClock) -> Iterator[Span]:
    header, samples = recording.header, recording.samples
    if header.on_floor or header.on_plate or clock.timing is None:
        return
    for first, after in clock.timing.running:
        part, times_s = samples[first:after], clock.times_s[first:after]
        touching: npt.NDArray[np.bool_] = rim_contact(times_s, part.ap_deg, part.ml_deg, header.rim)
        for begin, end in zip(*contact_edges(touching), strict=True):
            yield float(times_s[begin]), float(times_s[min(end, len(times_s) - 1)])
