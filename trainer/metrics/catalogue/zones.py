"""Families B and F: where the board was, as shares of the time, and which edge went down.

Inside is the edge towards the other leg. This is about the board, not the body: it says nothing
about the knee.
"""

from math import inf

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import TargetRing
from trainer.metrics.kinds import Better, Family
from trainer.metrics.registry import metric
from trainer.metrics.sway import Sway
from trainer.recording.columns import FloatArray
from trainer.recording.envelope import Envelope
from trainer.recording.vocabulary import Side

FAR_INSIDE = 0.25
"""Share of the rim from which a tilt counts as inside."""


def inside_deg(sway: Sway, side: Side) -> FloatArray:
    """Tilt towards the other leg: −ml on the right foot, +ml on the left.

    `NotMeasurableError` on two legs, which have no inside, and without samples.
    """
    if side is Side.BOTH:
        raise NotMeasurableError("on two legs there is no inside")
    sway.require_samples()
    return -sway.ml if side is Side.RIGHT else sway.ml


@metric(
    "rim_quarter_1_pct",
    "rim_quarter_2_pct",
    "rim_quarter_3_pct",
    "rim_quarter_4_pct",
    unit="%",
    family=Family.BOARD,
    better=Better.NEITHER,
    words=(
        "time in the inner quarter of the tilt",
        "time in the second quarter of the tilt",
        "time in the third quarter of the tilt",
        "time in the outer quarter of the tilt",
    ),
    plain="How much of the time the board tilted a little, more, much, or nearly to the floor.",
)
def rim_quarters(sway: Sway, rim: Envelope) -> tuple[float, float, float, float]:
    """Share of the time with a tilt in each quarter of the rim: [0, ¼), [¼, ½), [½, ¾), from ¾ on.

    `NotMeasurableError` without samples.
    """
    sway.require_samples()
    quarter = np.minimum(rim.fraction(sway.ap, sway.ml) * 4, 3).astype(np.int64)
    first, second, third, last = 100.0 * np.bincount(quarter, minlength=4) / sway.n
    return float(first), float(second), float(third), float(last)


@metric(
    "quadrant_toes_inside_pct",
    "quadrant_toes_outside_pct",
    "quadrant_heel_inside_pct",
    "quadrant_heel_outside_pct",
    unit="%",
    family=Family.BOARD,
    better=Better.NEITHER,
    words=(
        "time with toes and inside edge down",
        "time with toes and outside edge down",
        "time with heel and inside edge down",
        "time with heel and outside edge down",
    ),
    plain="Towards which corner the board was tilted, and for how much of the time.",
)
def quadrants(sway: Sway, side: Side) -> tuple[float, float, float, float]:
    """Share of the time in each quadrant of the tilt (edge of the board, not the knee); zero counts
    as toes and as inside.

    The four add up to 100. `NotMeasurableError` on two legs, and without samples.
    """
    inside, toes = inside_deg(sway, side) >= 0, sway.ap >= 0
    toes_inside, toes_outside, heel_inside, heel_outside = (
        100.0 * float(part.mean())
        for part in (toes & inside, toes & ~inside, ~toes & inside, ~toes & ~inside)
    )
    return toes_inside, toes_outside, heel_inside, heel_outside


@metric(
    "time_in_ring_pct",
    unit="%",
    family=Family.BOARD,
    better=Better.HIGHER,
    words=("share of the time in the ring",),
    plain="How much of the time the light was in the ring.",
)
def time_in_ring_pct(sway: Sway, target: TargetRing) -> float:
    """Share of the time with the tilt in the target ring, which may move.

    `NotMeasurableError` without samples.
    """
    sway.require_samples()
    return 100.0 * float(target.holds(sway.ap, sway.ml).mean())


@metric(
    "time_on_target_s",
    unit="s",
    family=Family.BOARD,
    better=Better.HIGHER,
    words=("time near the target",),
    plain="How long the light was in the ring.",
    version=2,
)
def time_on_target_s(sway: Sway, target: TargetRing, measured_s: float = inf) -> float:
    """Time with the tilt in the target ring: samples in it · dt, at most the trial's length.

    N samples stand for N·dt, which is one dt more than the time from the first to the last.
    `NotMeasurableError` without samples.
    """
    sway.require_samples()
    return min(float(target.holds(sway.ap, sway.ml).sum()) / sway.rate_hz, measured_s)


@metric(
    "inside_bias",
    unit="{u}",
    family=Family.SIDE,
    better=Better.NEITHER,
    words=("inside edge down on average",),
    plain="Whether the big-toe side of the board hung lower than the other.",
)
def inside_bias(sway: Sway, side: Side) -> float:
    """Mean tilt towards the other leg (edge of the board, not the knee); positive with the inside
    edge down.

    `NotMeasurableError` on two legs, and without samples.
    """
    return float(inside_deg(sway, side).mean())


@metric(
    "inside_time_pct",
    unit="%",
    family=Family.SIDE,
    better=Better.NEITHER,
    words=("time with the inside edge more than a quarter of the way down",),
    plain="How much of the time the big-toe side was more than a quarter of the way down.",
)
def inside_time_pct(sway: Sway, side: Side, rim: Envelope) -> float:
    """Share of the time with the inside edge down (of the board, not the knee) by more than a
    quarter of the rim there.

    `NotMeasurableError` on two legs, and without samples.
    """
    inside = inside_deg(sway, side)
    limit_deg = float(rim.limit_deg(0.0, -1.0 if side is Side.RIGHT else 1.0))
    return 100.0 * float((inside > FAR_INSIDE * limit_deg).mean())
