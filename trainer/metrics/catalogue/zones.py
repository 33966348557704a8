"""Families B and F: where the board was, as shares of the time, and which edge went down.

Inside is the edge towards the other leg. This is about the board, not the body: it says nothing
about the knee.
"""

from math import inf, nextafter

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import TargetRing
from trainer.metrics.registry import Family, metric
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
    "zone_25_pct",
    "zone_50_pct",
    "zone_75_pct",
    "zone_100_pct",
    unit="%",
    family=Family.BOARD,
)
def rim_quarters(sway: Sway, rim: Envelope) -> tuple[float, float, float, float]:
    """Share of the time with a tilt in each quarter of the rim: [0, ¼), [¼, ½), [½, ¾), from ¾ on.

    `NotMeasurableError` without samples.
    """
    sway.require_samples()
    quarter = np.minimum(rim.fraction(sway.ap, sway.ml) * 4, 3).astype(np.int64)
    first, second, third, last = 100.0 * np.bincount(quarter, minlength=4) / sway.n
    return float(first), float(second), float(third), float(last)


ZONES = {
    "zone_a_pct": (0.0, 5.0, "[0, 5) deg"),
    "zone_b_pct": (5.0, 10.0, "[5, 10) deg, if the rim allows it"),
    "zone_c_pct": (10.0, 15.0, "[10, 15) deg, if the rim allows it"),
    "zone_d_pct": (15.0, nextafter(20.0, inf), "[15, 20] deg, if the rim allows it"),
}
"""From this tilt to below that one, in degrees, and how the documentation writes it."""


def zone_pct(sway: Sway, rim: Envelope, low_deg: float, high_deg: float) -> float:
    """Share of samples with a tilt from `low_deg` to below `high_deg`, in %.

    `NotMeasurableError` if the rim allows no such tilt, and without samples.
    """
    sway.require_samples()
    if max(rim.tilt_deg) <= low_deg:
        raise NotMeasurableError(
            f"the rim allows only {max(rim.tilt_deg):.1f} deg, not {low_deg:g} deg"
        )
    return 100.0 * float(((sway.tilt >= low_deg) & (sway.tilt < high_deg)).mean())


def _declare_zone(name: str, low_deg: float, high_deg: float, words: str) -> None:
    def zone(sway: Sway, rim: Envelope) -> float:
        return zone_pct(sway, rim, low_deg, high_deg)

    zone.__doc__ = f"Share of the time with a tilt in {words}."
    metric(name, unit="%", family=Family.BOARD)(zone)


for _name, _zone in ZONES.items():
    _declare_zone(_name, *_zone)


@metric(
    "quadrant_toes_inside_pct",
    "quadrant_toes_outside_pct",
    "quadrant_heel_inside_pct",
    "quadrant_heel_outside_pct",
    unit="%",
    family=Family.BOARD,
)
def quadrants(sway: Sway, side: Side) -> tuple[float, float, float, float]:
    """Share of the time in each quadrant of the tilt; zero counts as toes and as inside.

    The four add up to 100. `NotMeasurableError` on two legs, and without samples.
    """
    inside, toes = inside_deg(sway, side) >= 0, sway.ap >= 0
    toes_inside, toes_outside, heel_inside, heel_outside = (
        100.0 * float(part.mean())
        for part in (toes & inside, toes & ~inside, ~toes & inside, ~toes & ~inside)
    )
    return toes_inside, toes_outside, heel_inside, heel_outside


@metric("time_in_ring_pct", unit="%", family=Family.BOARD)
def time_in_ring_pct(sway: Sway, target: TargetRing) -> float:
    """Share of the time with the tilt in the target ring, which may move.

    `NotMeasurableError` without samples.
    """
    sway.require_samples()
    return 100.0 * float(target.holds(sway.ap, sway.ml).mean())


@metric("time_on_target_s", unit="s", family=Family.BOARD, version=2)
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
)
def inside_bias(sway: Sway, side: Side) -> float:
    """Mean tilt towards the other leg; positive if the inside edge is down.

    `NotMeasurableError` on two legs, and without samples.
    """
    return float(inside_deg(sway, side).mean())


@metric(
    "inside_time_pct",
    unit="%",
    family=Family.SIDE,
)
def inside_time_pct(sway: Sway, side: Side, rim: Envelope) -> float:
    """Share of the time with a tilt to the inside of more than a quarter of the rim there.

    `NotMeasurableError` on two legs, and without samples.
    """
    inside = inside_deg(sway, side)
    limit_deg = float(rim.limit_deg(0.0, -1.0 if side is Side.RIGHT else 1.0))
    return 100.0 * float((inside > FAR_INSIDE * limit_deg).mean())
