"""Where a trial's target is at any moment: one path, stored with the trial's parameters.

The rules, the scene, the simulated patient and the metrics all read this path, so that a target
that moves costs no events and a replay shows and scores the same one. Time is the trial's running
time in seconds: from its start, pauses left out.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import cos, pi, radians, sin

import numpy as np
import numpy.typing as npt

from trainer.recording.columns import FloatArray
from trainer.recording.json_form import Json, JsonFormError, from_json, to_json

PARAMETER = "target"
CONTACT_INTENDED = "contact_intended"
"""The parameter of an activity that asks for the rim: there contact is no error."""
Ring = tuple[float, float, float]
"""A target at one moment: ap_deg, ml_deg and radius_deg."""


@dataclass(frozen=True)
class Step:
    """From this running time on the target's centre stands here."""

    from_s: float
    ap_deg: float
    ml_deg: float
    radius_deg: float


@dataclass(frozen=True)
class Wave:
    """A sine that is added to the centre: size · sin(2π · hz · t + phase), axis by axis."""

    hz: float
    ap_deg: float = 0.0
    ml_deg: float = 0.0
    ap_phase_rad: float = 0.0
    ml_phase_rad: float = 0.0


@dataclass(frozen=True)
class Knot:
    """At this running time the target is so far from the centre, in this direction.

    0 degrees is to the toes, 90 to the right edge. A direction counts on with every round: 360
    degrees more are one round clockwise as the patient sees it.
    """

    t_s: float
    away_deg: float
    direction_deg: float


@dataclass(frozen=True)
class TargetPath:
    """A centre that steps from place to place, with waves added, and a way round it from knot to
    knot: distance and direction change evenly between two, and stay before the first and after the
    last. Still: one step, no wave and no knot.
    """

    steps: tuple[Step, ...]
    waves: tuple[Wave, ...] = ()
    knots: tuple[Knot, ...] = ()

    def __post_init__(self) -> None:
        times = [step.from_s for step in self.steps]
        if not times or times[0] > 0 or times != sorted(set(times)):
            raise ValueError("a target's steps begin at 0 s or earlier, each later than the last")
        if self._knot_times != sorted(set(self._knot_times)):
            raise ValueError("a target's knots come each later than the last")

    @classmethod
    def still(cls, radius_deg: float, ap_deg: float = 0.0, ml_deg: float = 0.0) -> "TargetPath":
        return cls((Step(0.0, ap_deg, ml_deg, radius_deg),))

    @classmethod
    def sines(cls, radius_deg: float, *waves: Wave) -> "TargetPath":
        """Around level."""
        return cls((Step(0.0, 0.0, 0.0, radius_deg),), waves)

    @cached_property
    def moves(self) -> bool:
        return len(self.steps) > 1 or bool(self.waves) or bool(self.knots)

    @property
    def radii_deg(self) -> tuple[float, ...]:
        return tuple(sorted({step.radius_deg for step in self.steps}))

    def at(self, t_s: npt.ArrayLike) -> tuple[FloatArray, FloatArray, FloatArray]:
        """`ap_deg`, `ml_deg` and `radius_deg` at n running times: three arrays of n."""
        times = np.asarray(t_s, dtype=np.float64)
        step = np.searchsorted(self._times, times, side="right").clip(1) - 1
        places = [(one.ap_deg, one.ml_deg, one.radius_deg) for one in self.steps]
        ap, ml, radius = np.moveaxis(np.array(places)[step], -1, 0)
        for wave in self.waves:
            turn = 2 * pi * wave.hz * times
            ap = ap + wave.ap_deg * np.sin(turn + wave.ap_phase_rad)
            ml = ml + wave.ml_deg * np.sin(turn + wave.ml_phase_rad)
        if self.knots:
            away, direction = self.round_at(times)
            ap = ap + away * np.cos(np.radians(direction))
            ml = ml + away * np.sin(np.radians(direction))
        return ap, ml, radius

    def round_at(self, t_s: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Distance from the centre and direction in degrees, which counts rounds, at n times.

        ValueError for a path without knots.
        """
        if not self.knots:
            raise ValueError("the target does not go round")
        times = np.asarray(t_s, dtype=np.float64)
        away = np.interp(times, self._knot_times, [knot.away_deg for knot in self.knots])
        turned = np.interp(times, self._knot_times, [knot.direction_deg for knot in self.knots])
        return away, turned

    def now(self, t_s: float) -> Ring:
        """The same for one moment, quick enough for every sample."""
        if not self.moves:
            return self._first
        step = self.steps[max(bisect_right(self._times, t_s), 1) - 1]
        ap, ml = step.ap_deg, step.ml_deg
        for rad_s, ap_deg, ap_phase_rad, ml_deg, ml_phase_rad in self._turning:
            turn = rad_s * t_s
            ap += ap_deg * sin(turn + ap_phase_rad)
            ml += ml_deg * sin(turn + ml_phase_rad)
        if self.knots:
            away, direction = self._round_now(t_s)
            ap += away * cos(direction)
            ml += away * sin(direction)
        return ap, ml, step.radius_deg

    def _round_now(self, t_s: float) -> tuple[float, float]:
        """Distance from the centre and direction in radians."""
        after = bisect_right(self._knot_times, t_s)
        last = self.knots[max(after - 1, 0)]
        following = self.knots[min(after, len(self.knots) - 1)]
        passed = following.t_s - last.t_s
        share = (t_s - last.t_s) / passed if passed else 0.0
        away = last.away_deg + share * (following.away_deg - last.away_deg)
        turned = last.direction_deg + share * (following.direction_deg - last.direction_deg)
        return away, radians(turned)

    def parameter(self) -> Json:
        """What stands under `target` in a trial's parameters."""
        return to_json(self)

    @cached_property
    def _times(self) -> list[float]:
        return [step.from_s for step in self.steps]

    @cached_property
    def _turning(self) -> list[tuple[float, float, float, float, float]]:
        """The waves as `now` takes them, with what is the same at every moment multiplied."""
        return [
            (2 * pi * w.hz, w.ap_deg, w.ap_phase_rad, w.ml_deg, w.ml_phase_rad) for w in self.waves
        ]

    @cached_property
    def _knot_times(self) -> list[float]:
        return [knot.t_s for knot in self.knots]

    @cached_property
    def _first(self) -> Ring:
        first = self.steps[0]
        return first.ap_deg, first.ml_deg, first.radius_deg


def target_of(parameters: Mapping[str, Json]) -> TargetPath | None:
    """The path in a trial's parameters; None for an activity without a target.

    ValueError for a path that cannot be read.
    """
    form = parameters.get(PARAMETER)
    if form is None:
        return None
    try:
        return from_json(TargetPath, form)
    except (JsonFormError, ValueError) as error:
        raise ValueError(f"the trial's target cannot be read: {error}") from error


def contact_intended(parameters: Mapping[str, Json]) -> bool:
    """Whether these parameters ask for contact with the rim."""
    return parameters.get(CONTACT_INTENDED) is True
