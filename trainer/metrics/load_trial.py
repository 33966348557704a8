"""Measures what load cells recorded: a plain force plate's trial, or the plate under a dome.

`measure_trial` calls this for recordings whose header has load cells.
"""

from collections.abc import Iterable
from math import inf

import numpy as np
import numpy.typing as npt

from trainer.metrics.course import Course, course_of, ending_of
from trainer.metrics.known import Known
from trainer.metrics.loads import Loads
from trainer.metrics.lowpass import CUT_OFF_HZ, SHORTEST, STANDARD, LowPass, filter_name
from trainer.metrics.measure import Prepared, Signals, TrialMeasures, measure, measure_unless
from trainer.metrics.prepare import Motion, filtered, joined
from trainer.metrics.registry import Fits, Metric, Signal, metrics_for
from trainer.metrics.stamps import gaps
from trainer.metrics.sway import FloatArray, Sway
from trainer.motion.load import contact_at_level, plate_tilt
from trainer.recording.envelope import DOME_RADIUS_MM
from trainer.recording.load import LoadSetup
from trainer.recording.trial import Recording

UNIT = "mm"
NEVER_STARTED = "the trial was never started"
ON_A_PLATE = (Fits.FORCE_PLATE, Fits.LOAD_CELLS)
ON_A_DOME = (Fits.LOAD_CELLS, Fits.CONTACT)
FILTERED_FROM_HZ = 4 * CUT_OFF_HZ
"""Slower cells are measured raw: settling over four conversions filters them below 10 Hz anyway."""

_ROUNDING_S = 1e-6
Chosen = npt.NDArray[np.bool_]


def none_of(fits: Iterable[Fits], rate_hz: float, why: str) -> TrialMeasures:
    """No value of any of these metrics."""
    names = [name for kind in fits for metric in metrics_for(kind) for name in metric.names]
    return TrialMeasures(0, 0.0, rate_hz, (), dict.fromkeys(names, why))


def measure_force_plate(recording: Recording) -> TrialMeasures:
    """The force-plate metrics of a trial's centre of pressure in mm, at the cells' own rate.

    Counted is what lies between `start` and `end`, was not paused, and has a centre of pressure;
    values are of the part from `measure_from` on.
    """
    course = course_of(recording)
    setup = _setup(recording)
    if course is None:
        return none_of(ON_A_PLATE, setup.rate_hz, NEVER_STARTED)
    readings = _Readings(recording, course)
    known = Known(
        side=recording.header.conditions.side,
        ending=ending_of(recording, course),
        loads=readings.loads(),
    )
    return measure(readings.signals(), known, _metrics(ON_A_PLATE))


def measure_contact(recording: Recording, course: Course, invalid: str | None) -> TrialMeasures:
    """What a plate under a dome has beside the board's tilt; `invalid` as the board was judged."""
    readings = _Readings(recording, course)
    known = Known(loads=readings.loads(readings.tilt_apart_deg()))
    return measure_unless(invalid, readings.signals(), known, _metrics(ON_A_DOME))


class _Readings:
    """The readings of the cells in a trial that ran, in true seconds."""

    def __init__(self, recording: Recording, course: Course) -> None:
        self._recording, self._course = recording, course
        self._setup = _setup(recording)
        self._times_s = np.asarray(recording.load.t_s * course.scale, dtype=np.float64)
        self._axes = np.stack([recording.load.cop_ap_mm, recording.load.cop_ml_mm])
        self._centred = np.isfinite(self._axes).all(axis=0)
        self._stretches = [
            (course.time_of(first), course.time_of(after) if after < len(course.times_s) else inf)
            for first, after in course.running
        ]

    def signals(self) -> Signals:
        """The centre of pressure from `measure_from` on, filtered where that can be, and raw."""
        low_pass = STANDARD if self._setup.rate_hz >= FILTERED_FROM_HZ else None
        return Signals(
            {
                Signal.FILTERED: Prepared(self._sway(low_pass), filter_name(low_pass)),
                Signal.RAW: Prepared(self._sway(None), filter_name(None)),
            },
            UNIT,
        )

    def loads(self, tilt_apart_deg: FloatArray | None = None) -> Loads | None:
        """The loads of the measured part; None where there are none in N."""
        load_n = self._recording.load.load_n
        load_n = load_n[self._measured() & np.isfinite(load_n)]
        if not len(load_n):
            return None
        apart = np.zeros(0) if tilt_apart_deg is None else tilt_apart_deg
        return Loads(load_n, self._setup.body_weight_n, apart)

    def tilt_apart_deg(self) -> FloatArray:
        """Distance of the plate's tilt from the board's at each measured reading with a centre."""
        at = self._measured() & self._centred
        if not at.any():
            return np.zeros(0)
        samples, times_s = self._recording.samples, self._times_s[at]
        ap_deg = np.interp(times_s, self._course.times_s, samples.ap_deg)
        ml_deg = np.interp(times_s, self._course.times_s, samples.ml_deg)
        ap_mm, ml_mm = self._axes[:, at]
        level = contact_at_level(ap_mm, ml_mm, ap_deg, ml_deg, DOME_RADIUS_MM)
        seen_ap_deg, seen_ml_deg = plate_tilt(ap_mm, ml_mm, DOME_RADIUS_MM, level)
        return np.asarray(np.hypot(seen_ap_deg - ap_deg, seen_ml_deg - ml_deg), dtype=np.float64)

    def _sway(self, low_pass: LowPass | None) -> Sway:
        from_s = self._course.measured_from_s
        if from_s is None:
            return joined([], self._setup.rate_hz)
        parts = (filtered(motion, low_pass).since(from_s) for motion in self._motions(from_s))
        return joined([part for part in parts if part.values.shape[1]], self._setup.rate_hz)

    def _motions(self, from_s: float) -> list[Motion]:
        """The running stretches, cut where no centre of pressure is for longer than a stall."""
        found: list[Motion] = []
        for begins_s, ends_s in self._stretches:
            at = self._between(begins_s, ends_s) & self._centred
            if at.sum() < SHORTEST:
                continue
            times_s, axes = self._times_s[at], self._axes[:, at]
            cuts = gaps(times_s)
            for part_s, part in zip(
                np.split(times_s, cuts), np.split(axes, cuts, axis=1), strict=True
            ):
                if len(part_s) >= SHORTEST and part_s[-1] >= from_s:
                    found.append(Motion(part_s, part))
        return found

    def _measured(self) -> Chosen:
        from_s = self._course.measured_from_s
        chosen = np.zeros(len(self._times_s), dtype=np.bool_)
        if from_s is None:
            return chosen
        for begins_s, ends_s in self._stretches:
            chosen |= self._between(max(begins_s, from_s), ends_s)
        return chosen

    def _between(self, begins_s: float, ends_s: float) -> Chosen:
        after = self._times_s >= begins_s - _ROUNDING_S
        return np.asarray(after & (self._times_s < ends_s - _ROUNDING_S))


def _setup(recording: Recording) -> LoadSetup:
    return recording.header.load or LoadSetup()


def _metrics(fits: tuple[Fits, ...]) -> list[Metric]:
    return [metric for kind in fits for metric in metrics_for(kind)]
