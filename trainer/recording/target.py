"""Where a trial's target is at any moment: one path, stored with the trial's parameters.

The rules, the scene, the simulated patient and the metrics all read this path, so that a target
that moves costs no events and a replay shows and scores the same one. Time is the trial's running
time in seconds: from its start, pauses left out.
"""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import pi, sin

import numpy as np
import numpy.typing as npt

from trainer.recording.columns import FloatArray
from trainer.recording.json_form import Json, JsonFormError, from_json, to_json

PARAMETER = "target"
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
class TargetPath:
    """A centre that steps from place to place, with waves added. Still: one step and no wave."""

    steps: tuple[Step, ...]
    waves: tuple[Wave, ...] = ()

    def __post_init__(self) -> None:
        times = [step.from_s for step in self.steps]
        if not times or times[0] > 0 or times != sorted(set(times)):
            raise ValueError("a target's steps begin at 0 s or earlier, each later than the last")

    @classmethod
    def still(cls, radius_deg: float, ap_deg: float = 0.0, ml_deg: float = 0.0) -> "TargetPath":
        return cls((Step(0.0, ap_deg, ml_deg, radius_deg),))

    @classmethod
    def sines(cls, radius_deg: float, *waves: Wave) -> "TargetPath":
        """Around level."""
        return cls((Step(0.0, 0.0, 0.0, radius_deg),), waves)

    @property
    def moves(self) -> bool:
        return len(self.steps) > 1 or bool(self.waves)

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
        return ap, ml, radius

    def now(self, t_s: float) -> Ring:
        """The same for one moment, quick enough for every sample."""
        if not self.moves:
            return self._first
        step = self.steps[max(bisect_right(self._times, t_s), 1) - 1]
        ap, ml = step.ap_deg, step.ml_deg
        for wave in self.waves:
            turn = 2 * pi * wave.hz * t_s
            ap += wave.ap_deg * sin(turn + wave.ap_phase_rad)
            ml += wave.ml_deg * sin(turn + wave.ml_phase_rad)
        return ap, ml, step.radius_deg

    def parameter(self) -> Json:
        """What stands under `target` in a trial's parameters."""
        return to_json(self)

    @cached_property
    def _times(self) -> list[float]:
        return [step.from_s for step in self.steps]

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
