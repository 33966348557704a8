"""Cuts squats out of a thigh's inclination: where each sets out, is deepest and is back upright.

Metrics of repetitions start here; screens may count with it.
"""

from dataclasses import dataclass

import numpy as np

from trainer.motion.contact import contact_edges
from trainer.recording.columns import FloatArray

DEEP_ABOVE_DEG = 20.0
UPRIGHT_BELOW_DEG = 17.0
DOWN_S, UP_S, STAND_S = 2.0, 2.0, 2.0
"""The pace of a paced squat: the screen asks for it, and simulated patients keep it."""
SHALLOWEST_DEG = 25.0
"""Standing on a board bends the thigh by 12° and sways; a bend less deep than this is no squat."""
SET_OUT_SHARE = 0.05
"""Of the fastest rate of the way down (or up); movement onset as it is commonly taken."""
SET_OUT_FLOOR_DEG_S = 3.0
"""Quiet sway is slower."""


@dataclass(frozen=True)
class Repetition:
    """Sample indices: the first and the last of the movement, and the deepest between them."""

    first: int
    deepest: int
    last: int


def repetitions(inclination_deg: FloatArray, rate_hz: float) -> tuple[Repetition, ...]:
    """The squats in n even samples of the thigh's angle from upright, low-passed.

    One goes from upright beyond 25° and back below 17°; one that the record cuts is none. It sets
    out where the rate was last below 5 % of its fastest (3 deg/s at least), and ends likewise.
    """
    decided = (inclination_deg > DEEP_ABOVE_DEG) | (inclination_deg < UPRIGHT_BELOW_DEG)
    newest = np.maximum.accumulate(np.where(decided, np.arange(len(inclination_deg)), 0))
    deep = inclination_deg[newest] > DEEP_ABOVE_DEG
    rate = np.gradient(inclination_deg) * rate_hz if len(inclination_deg) > 1 else inclination_deg
    found: list[Repetition] = []
    for entered, left in zip(*contact_edges(deep), strict=True):
        deepest = int(entered + np.argmax(inclination_deg[entered:left]))
        cut = entered == 0 or left == len(inclination_deg)
        if cut or inclination_deg[deepest] < SHALLOWEST_DEG:
            continue
        since = found[-1].last if found else 0
        first = _onset(rate[since : deepest + 1], int(entered) - since)
        last = _onset(-rate[deepest:][::-1], len(rate) - int(left))
        found.append(Repetition(since + first, deepest, len(rate) - 1 - last))
    return tuple(found)


def _onset(rate_deg_s: FloatArray, until: int) -> int:
    """The last sample before `until` that is not yet on its way."""
    threshold = max(SET_OUT_SHARE * float(rate_deg_s.max()), SET_OUT_FLOOR_DEG_S)
    slow = np.flatnonzero(rate_deg_s[: until + 1] < threshold)
    return int(slow[-1]) if len(slow) else 0
