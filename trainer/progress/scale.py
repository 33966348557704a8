"""On which scale a number is compared: which metric carries a verdict, and which way is better.

Changes of a speed are shares of it, so its logarithm is compared; a time to failure, too. Whatever
in this package adds, averages or compares does it on this scale.
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import TypeGuard

from trainer.metrics.kinds import Better
from trainer.metrics.readable import unit_of, words_of
from trainer.metrics.registry import all_metrics
from trainer.progress.values import Phase
from trainer.recording.clinical import PRIMARY_METRICS
from trainer.recording.conditions import NO_DOME

TIME_TO_FAILURE = "time_to_failure_s"
SHORTEST_S = 1.0
"""Nobody can tell a stand of less than a second from none, and zero has no logarithm."""
_ON_PLATE = {"mean_tilt_velocity": "mean_velocity", "osi": "rms"}
"""What a plate, which does not tilt, has instead."""
_IN_A_SENTENCE = {"osi": "mean tilt (OSI-type)", TIME_TO_FAILURE: "time to failure"}
"""Where a list's words would be misread behind "dome 2": a level that is no dome, a failure that is
no time. All others are the registry's.
"""


@dataclass(frozen=True)
class Scale:
    """A metric as it is compared."""

    metric: str
    logarithmic: bool

    @property
    def words(self) -> str:
        """What people read."""
        return _IN_A_SENTENCE.get(self.metric) or words_of(self.metric)

    @property
    def unit(self) -> str:
        """What stands behind a value for people."""
        return unit_of(self.metric)

    @property
    def sign(self) -> int:
        """+1 if more is better, -1 if less is."""
        return 1 if _better(self.metric) is Better.HIGHER else -1

    def holds(self, value: float | None) -> TypeGuard[float]:
        """Whether there is a value, and it has a place on the scale."""
        return value is not None and (value > 0 or not self.logarithmic)

    def of(self, value: float) -> float:
        """A value of the metric on the scale."""
        if self.metric == TIME_TO_FAILURE:
            value = max(value, SHORTEST_S)
        return math.log(value) if self.logarithmic else value

    def back(self, on_scale: float) -> float:
        """A number on the scale in the metric's unit."""
        return math.exp(on_scale) if self.logarithmic else on_scale

    def change(self, difference: float) -> float:
        """A difference on the scale as people are told it: a share, or in the metric's unit."""
        return math.expm1(difference) if self.logarithmic else difference

    def difference(self, change: float) -> float:
        """The difference on the scale that `change` tells of."""
        return math.log1p(change) if self.logarithmic else change


FAILING = Scale(TIME_TO_FAILURE, logarithmic=True)
PRIMARY = {
    scale.metric: scale
    for scale in (
        Scale("mean_tilt_velocity", logarithmic=True),
        Scale("osi", logarithmic=False),
        Scale("mean_velocity", logarithmic=True),
        Scale("rms", logarithmic=False),
    )
}


def is_logarithmic(metric: str) -> bool:
    """Whether changes of a compared metric are told as shares of it."""
    return metric == TIME_TO_FAILURE or PRIMARY[metric].logarithmic


def scale_for(primary: str, level: int, phase: Phase) -> Scale:
    """The scale of an episode's primary metric in a phase, on a dome or a plate.

    ValueError for a metric that may not carry a verdict.
    """
    if primary not in PRIMARY_METRICS:
        choices = " or ".join(PRIMARY_METRICS)
        raise ValueError(f"{primary} cannot be the primary metric: choose {choices}")
    if phase is Phase.FAILING:
        return FAILING
    return PRIMARY[_ON_PLATE[primary] if level <= NO_DOME else primary]


def scale_of(metric: str) -> Scale:
    """The scale of a metric that a leg is compared by."""
    return FAILING if metric == TIME_TO_FAILURE else PRIMARY[metric]


@cache
def _better(name: str) -> Better:
    """As declared; less movement is better where nothing is declared."""
    if name == TIME_TO_FAILURE:
        return Better.HIGHER
    declared = next((m.better for m in all_metrics() if name in m.names), Better.NEITHER)
    return Better.LOWER if declared is Better.NEITHER else declared
