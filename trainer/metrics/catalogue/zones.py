"""Families B and F: where the board was, as shares of the time, and which edge went down.

Inside and outside are told by the standing leg. These are board words, not body words: they say
nothing about the knee.
"""

from math import inf, nextafter

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import Ring
from trainer.metrics.registry import Family, metric
from trainer.metrics.sway import Sway
from trainer.recording.columns import FloatArray
from trainer.recording.envelope import Envelope
from trainer.recording.vocabulary import Side

FAR_INSIDE = 0.25
"""Share of the rim from which a tilt counts as inside."""


def inside_deg(sway: Sway, side: Side) -> FloatArray:
    """Tilt towards the other leg: −ml on the right foot, +ml on the left.

    `NotMeasurableError` on two legs, where there is no inside, and without samples.
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
    """Time with tilt in the first, second, third and last quarter of the rim.

    [0, ¼), [¼, ½), [½, ¾) and from ¾ on. `NotMeasurableError` without samples.
    """
    sway.require_samples()
    quarter = np.minimum(rim.fraction(sway.ap, sway.ml) * 4, 3).astype(np.int64)
    first, second, third, last = 100.0 * np.bincount(quarter, minlength=4) / sway.n
    return float(first), float(second), float(third), float(last)


ZONES = {
    "zone_a_pct": (0.0, 5.0, "[0, 5) deg"),
    "zone_b_pct": (5.0, 10.0, "[5, 10) deg, where the rim allows it"),
    "zone_c_pct": (10.0, 15.0, "[10, 15) deg, where the rim allows it"),
    "zone_d_pct": (15.0, nextafter(20.0, inf), "[15, 20] deg, where the rim allows it"),
}
"""From this tilt to below that one, in degrees, and how the documentation writes it."""


def zone_pct(sway: Sway, rim: Envelope, low_deg: float, high_deg: float) -> float:
    """Share of samples with a tilt from `low_deg` to below `high_deg`, in %.

    `NotMeasurableError` where the rim ends before that, and without samples.
    """
    sway.require_samples()
    if max(rim.tilt_deg) <= low_deg:
        raise NotMeasurableError(
            f"the rim allows {max(rim.tilt_deg):.1f} deg and no tilt of {low_deg:g}"
        )
    return 100.0 * float(((sway.tilt >= low_deg) & (sway.tilt < high_deg)).mean())


def _declare_zone(name: str, low_deg: float, high_deg: float, words: str) -> None:
    def zone(sway: Sway, rim: Envelope) -> float:
        return zone_pct(sway, rim, low_deg, high_deg)

    zone.__doc__ = f"Time with tilt in {words}."
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
    """Time by sign of the tilt; zero counts as toes and as inside.

    The four make 100. `NotMeasurableError` on two legs, and without samples.
    """
    inside, toes = inside_deg(sway, side) >= 0, sway.ap >= 0
    toes_inside, toes_outside, heel_inside, heel_outside = (
        100.0 * float(part.mean())
        for part in (toes & inside, toes & ~inside, ~toes & inside, ~toes & ~inside)
    )
    return toes_inside, toes_outside, heel_inside, heel_outside


@metric("time_in_ring_pct", unit="%", family=Family.BOARD)
def time_in_ring_pct(sway: Sway, target: Ring) -> float:
    """Time with tilt within the target radius.

    The target is where it was at each sample. `NotMeasurableError` without samples.
    """
    sway.require_samples()
    return 100.0 * float(target.holds(sway.ap, sway.ml).mean())


@metric("time_on_target_s", unit="s", family=Family.BOARD, version=2)
def time_on_target_s(sway: Sway, target: Ring, measured_s: float = inf) -> float:
    """Seconds with tilt within the target radius: samples in it · dt, at most the trial's length.

    N samples stand for N·dt, one step more than the time between the first and the last of them.
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
    """Mean tilt towards the other leg; positive is inside edge down.

    `NotMeasurableError` on two legs, and without samples.
    """
    return float(inside_deg(sway, side).mean())


@metric(
    "inside_time_pct",
    unit="%",
    family=Family.SIDE,
)
def inside_time_pct(sway: Sway, side: Side, rim: Envelope) -> float:
    """Time with the tilt inside beyond a quarter of the rim straight inside.

    `NotMeasurableError` on two legs, and without samples.
    """
    inside = inside_deg(sway, side)
    limit_deg = float(rim.limit_deg(0.0, -1.0 if side is Side.RIGHT else 1.0))
    return 100.0 * float((inside > FAR_INSIDE * limit_deg).mean())
