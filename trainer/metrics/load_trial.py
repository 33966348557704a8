"""What load cells recorded, as facts for metrics: a plain force plate, or the plate under a dome.

`measure_trial` calls this for recordings whose header has load cells.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import inf

import numpy as np
import numpy.typing as npt

from trainer.metrics.density import radius_in
from trainer.metrics.facts import Facts, Loads
from trainer.metrics.kinds import Fits
from trainer.metrics.prepare import (
    CUT_OFF_HZ,
    SHORTEST,
    STANDARD,
    LowPass,
    Stamped,
    filtered,
    joined,
)
from trainer.metrics.stamps import gaps
from trainer.metrics.sway import Sway
from trainer.metrics.timing import Timing
from trainer.motion.load import contact_at_level, plate_tilt
from trainer.motion.presence import EMPTY_AFTER_S
from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.load import LoadSetup
from trainer.recording.trial import Recording

UNIT = "mm"
ON_A_DOME = (Fits.LOAD_CELLS, Fits.CONTACT)
FILTERED_FROM_HZ = 4 * CUT_OFF_HZ
"""Slower cells are measured raw: settling over four conversions filters them below 10 Hz anyway."""

_ROUNDING_S = 1e-6
Chosen = npt.NDArray[np.bool_]


def plate_facts(recording: Recording, timing: Timing, facts: Facts) -> Facts:
    """These facts with a force plate's centre of pressure in mm, at the cells' own rate.

    Only unpaused readings with a centre of pressure between `start` and `end` count, from
    `measure_from` on. A plate has no rim.
    """
    readings = _Readings(recording, timing)
    return replace(readings.signals(facts), rim=None, loads=readings.loads())


def contact_facts(recording: Recording, timing: Timing, facts: Facts) -> Facts:
    """What the cells of a plate under a dome know beside the board's tilt."""
    readings = _Readings(recording, timing)
    cells = Facts(stance=facts.stance, loads=readings.loads(readings.tilt_apart_deg()))
    return readings.signals(cells)


def load_was_measured(recording: Recording, timing: Timing) -> bool:
    """Whether calibrated cells reported a load in the measured part."""
    return _Readings(recording, timing).loads() is not None


def unloaded_s(recording: Recording, timing: Timing, least_n: float) -> float | None:
    """When the first 2 s of the measured part began in which no load reached `least_n`."""
    return _Readings(recording, timing).unloaded_s(least_n)


class _Readings:
    """The cells' readings in a trial that was started, in true seconds."""

    def __init__(self, recording: Recording, timing: Timing) -> None:
        self._recording, self._timing = recording, timing
        self._setup = _setup(recording)
        self._times_s = np.asarray(recording.load.t_s * timing.scale, dtype=np.float64)
        self._axes = np.stack([recording.load.cop_ap_mm, recording.load.cop_ml_mm])
        self._centred = np.isfinite(self._axes).all(axis=0)
        self._stretches = [
            (timing.time_of(first), timing.time_of(after) if after < len(timing.times_s) else inf)
            for first, after in timing.running
        ]

    def signals(self, facts: Facts) -> Facts:
        """The centre of pressure from `measure_from` on: raw, and filtered if cells are fast."""
        low_pass = STANDARD if self._setup.rate_hz >= FILTERED_FROM_HZ else None
        return replace(
            facts,
            unit=UNIT,
            density_radius=radius_in(UNIT),
            sway=self._sway(low_pass),
            raw=self._sway(None),
        )

    def loads(self, tilt_apart_deg: FloatArray | None = None) -> Loads | None:
        """The loads of the measured part; None if the cells are not calibrated."""
        load_n = self._recording.load.load_n
        load_n = load_n[self._measured() & np.isfinite(load_n)]
        if not len(load_n):
            return None
        apart = np.zeros(0) if tilt_apart_deg is None else tilt_apart_deg
        return Loads(load_n, self._setup.body_weight_n, apart)

    def unloaded_s(self, least_n: float) -> float | None:
        """When the first 2 s began in which no load reached `least_n`; None if there were none."""
        loads_n = self._recording.load.load_n
        for part in self._parts(self._measured() & np.isfinite(loads_n)):
            below = loads_n[part] < least_n
            # The readings after which a run of loads below begins or ends.
            edges = np.flatnonzero(np.diff(below, prepend=False, append=False))
            for first, after in zip(edges[::2], edges[1::2], strict=True):
                times_s = self._times_s[part][first:after]
                if times_s[-1] - times_s[0] >= EMPTY_AFTER_S:
                    return float(times_s[0])
        return None

    def _parts(self, chosen: Chosen) -> Iterator[IntArray]:
        """The indices of these readings, for each running stretch without gaps."""
        for begins_s, ends_s in self._stretches:
            at = np.flatnonzero(chosen & self._between(begins_s, ends_s))
            yield from (part for part in np.split(at, gaps(self._times_s[at])) if len(part))

    def tilt_apart_deg(self) -> FloatArray:
        """Distance of the plate's tilt from the board's at each measured reading with a centre."""
        at = self._measured() & self._centred
        if not at.any():
            return np.zeros(0)
        samples, times_s = self._recording.samples, self._times_s[at]
        ap_deg = np.interp(times_s, self._timing.times_s, samples.ap_deg)
        ml_deg = np.interp(times_s, self._timing.times_s, samples.ml_deg)
        ap_mm, ml_mm = self._axes[:, at]
        radius_mm = self._recording.header.rim.dome.radius_mm
        level = contact_at_level(ap_mm, ml_mm, ap_deg, ml_deg, radius_mm)
        seen_ap_deg, seen_ml_deg = plate_tilt(ap_mm, ml_mm, radius_mm, level)
        return np.asarray(np.hypot(seen_ap_deg - ap_deg, seen_ml_deg - ml_deg), dtype=np.float64)

    def _sway(self, low_pass: LowPass | None) -> Sway:
        from_s = self._timing.measured_from_s
        if from_s is None:
            return joined([], self._setup.rate_hz, low_pass)
        parts = (filtered(motion, low_pass).since(from_s) for motion in self._motions(from_s))
        measured = [part for part in parts if part.values.shape[1]]
        return joined(measured, self._setup.rate_hz, low_pass)

    def _motions(self, from_s: float) -> list[Stamped]:
        """The running stretches, cut where the centre is missing for longer than a stall."""
        found: list[Stamped] = []
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
                    found.append(Stamped(part_s, part))
        return found

    def _measured(self) -> Chosen:
        from_s = self._timing.measured_from_s
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
