"""Cuts repetitions out of an angle: where each sets out, is deepest and is back.

Squats out of a thigh's inclination, drops out of a pelvis's slope. Metrics of repetitions start
here; screens may count with it.
"""

from dataclasses import dataclass

import numpy as np

from trainer.motion.contact import contact_edges
from trainer.recording.columns import FloatArray

DEEP_ABOVE_DEG = 20.0
UPRIGHT_BELOW_DEG = 17.0
SHALLOWEST_DEG = 25.0
"""Standing on a board bends the thigh by 12° and sways; a bend less deep than this is no squat."""
SET_OUT_SHARE = 0.05
"""Of the fastest rate of the way down (or up); movement onset as it is commonly taken."""


@dataclass(frozen=True)
class Bounds:
    """What is a repetition: beyond `deep_above_deg`, at least `shallowest_deg`, and back again.

    `sway_deg_s` is how fast the angle may change in quiet standing.
    """

    deep_above_deg: float
    back_below_deg: float
    shallowest_deg: float
    sway_deg_s: float


OF_THIGH = Bounds(DEEP_ABOVE_DEG, UPRIGHT_BELOW_DEG, SHALLOWEST_DEG, 3.0)
OF_PELVIS = Bounds(3.0, 1.5, 3.0, 1.0)
"""Ours: a pelvis that stands on one leg sways by less than 1.5°; nobody has published a bound."""


@dataclass(frozen=True)
class Repetition:
    """Sample indices: the first and the last of the movement, and the deepest between them."""

    first: int
    deepest: int
    last: int


def repetitions(
    angle_deg: FloatArray, rate_hz: float, bounds: Bounds = OF_THIGH
) -> tuple[Repetition, ...]:
    """The repetitions in n even samples of an angle, low-passed: a thigh's from upright, if nothing
    else is said.

    A squat goes from upright beyond 25° and back below 17°; one that the record cuts is none. It
    sets out where the rate was last below 5 % of its fastest (3 deg/s at least), and ends likewise.
    """
    decided = (angle_deg > bounds.deep_above_deg) | (angle_deg < bounds.back_below_deg)
    newest = np.maximum.accumulate(np.where(decided, np.arange(len(angle_deg)), 0))
    deep = angle_deg[newest] > bounds.deep_above_deg
    rate = np.gradient(angle_deg) * rate_hz if len(angle_deg) > 1 else angle_deg
    found: list[Repetition] = []
    for entered, left in zip(*contact_edges(deep), strict=True):
        deepest = int(entered + np.argmax(angle_deg[entered:left]))
        cut = entered == 0 or left == len(angle_deg)
        if cut or angle_deg[deepest] < bounds.shallowest_deg:
            continue
        since, sway = found[-1].last if found else 0, bounds.sway_deg_s
        first = _onset(rate[since : deepest + 1], int(entered) - since, sway)
        last = _onset(-rate[deepest:][::-1], len(rate) - int(left), sway)
        found.append(Repetition(since + first, deepest, len(rate) - 1 - last))
    return tuple(found)


def _onset(rate_deg_s: FloatArray, until: int, sway_deg_s: float) -> int:
    """The last sample before `until` that is not yet on its way."""
    threshold = max(SET_OUT_SHARE * float(rate_deg_s.max()), sway_deg_s)
    slow = np.flatnonzero(rate_deg_s[: until + 1] < threshold)
    return int(slow[-1]) if len(slow) else 0
