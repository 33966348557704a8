"""Family B: where the board was, as shares of the time."""

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.known import Need
from trainer.metrics.registry import OURS, Family, Fits, metric
from trainer.metrics.ring import Ring
from trainer.metrics.sway import Sway
from trainer.recording.envelope import Envelope
from trainer.recording.vocabulary import Side


def inside_deg(sway: Sway, side: Side) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
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
    formula="time with tilt in the first, second, third and last quarter of the rim",
    source=OURS,
    family=Family.BOARD,
    fits=Fits.BOARD,
    needs=(Need.RIM,),
)
def rim_quarters(sway: Sway, rim: Envelope) -> tuple[float, float, float, float]:
    """Share of samples by tilt over the rim in its direction, in %; the four make 100.

    [0, ¼), [¼, ½), [½, ¾) and from ¾ on. `NotMeasurableError` without samples. Ours.
    """
    sway.require_samples()
    quarter = np.minimum(rim.fraction(sway.ap, sway.ml) * 4, 3).astype(np.int64)
    first, second, third, last = 100.0 * np.bincount(quarter, minlength=4) / sway.n
    return float(first), float(second), float(third), float(last)


def _zone(sway: Sway, rim: Envelope, low_deg: float, high_deg: float) -> float:
    sway.require_samples()
    if max(rim.tilt_deg) <= low_deg:
        raise NotMeasurableError(
            f"the rim allows {max(rim.tilt_deg):.1f} deg and no tilt of {low_deg:g}"
        )
    return 100.0 * float(((sway.tilt >= low_deg) & (sway.tilt < high_deg)).mean())


@metric(
    "zone_a_pct",
    unit="%",
    formula="time with tilt in [0, 5) deg",
    source=OURS,
    family=Family.BOARD,
    fits=Fits.BOARD,
    needs=(Need.RIM,),
)
def zone_a(sway: Sway, rim: Envelope) -> float:
    """Share of samples with tilt from 0 to below 5 degrees, in %.

    `NotMeasurableError` without samples. Ours.
    """
    return _zone(sway, rim, 0.0, 5.0)


@metric(
    "zone_b_pct",
    unit="%",
    formula="time with tilt in [5, 10) deg, where the rim allows it",
    source=OURS,
    family=Family.BOARD,
    fits=Fits.BOARD,
    needs=(Need.RIM,),
)
def zone_b(sway: Sway, rim: Envelope) -> float:
    """Share of samples with tilt from 5 to below 10 degrees, in %.

    `NotMeasurableError` where the rim ends before 5 degrees, and without samples. Ours.
    """
    return _zone(sway, rim, 5.0, 10.0)


@metric(
    "zone_c_pct",
    unit="%",
    formula="time with tilt in [10, 15) deg, where the rim allows it",
    source=OURS,
    family=Family.BOARD,
    fits=Fits.BOARD,
    needs=(Need.RIM,),
)
def zone_c(sway: Sway, rim: Envelope) -> float:
    """Share of samples with tilt from 10 to below 15 degrees, in %.

    `NotMeasurableError` where the rim ends before 10 degrees, and without samples. Ours.
    """
    return _zone(sway, rim, 10.0, 15.0)


@metric(
    "zone_d_pct",
    unit="%",
    formula="time with tilt in [15, 20] deg, where the rim allows it",
    source=OURS,
    family=Family.BOARD,
    fits=Fits.BOARD,
    needs=(Need.RIM,),
)
def zone_d(sway: Sway, rim: Envelope) -> float:
    """Share of samples with tilt from 15 to 20 degrees, both included, in %.

    `NotMeasurableError` where the rim ends before 15 degrees, and without samples. Ours.
    """
    return _zone(sway, rim, 15.0, np.nextafter(20.0, 21.0))


@metric(
    "quadrant_toes_inside_pct",
    "quadrant_toes_outside_pct",
    "quadrant_heel_inside_pct",
    "quadrant_heel_outside_pct",
    unit="%",
    formula="time by sign of the tilt; zero counts as toes and as inside",
    source=OURS,
    family=Family.BOARD,
    fits=Fits.BOARD,
    needs=(Need.SIDE,),
)
def quadrants(sway: Sway, side: Side) -> tuple[float, float, float, float]:
    """Share of samples with the toe or heel and the inside or outside edge down, in %.

    The four make 100. `NotMeasurableError` on two legs, and without samples. Ours.
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
    formula="time with tilt within the target radius",
    source=OURS,
    family=Family.BOARD,
    fits=Fits.BOARD,
    needs=(Need.RING,),
)
def time_in_ring_pct(sway: Sway, ring: Ring) -> float:
    """Share of samples within the target's radius, in %.

    The game's own count. `NotMeasurableError` without samples. Ours.
    """
    sway.require_samples()
    return 100.0 * float(ring.holds(sway.ap, sway.ml).mean())


@metric(
    "time_on_target_s",
    unit="s",
    formula="seconds with tilt within the target radius: samples in it · dt",
    source=OURS,
    family=Family.BOARD,
    fits=Fits.BOARD,
    needs=(Need.RING,),
)
def time_on_target_s(sway: Sway, ring: Ring) -> float:
    """Seconds within the target's radius: samples in it over the rate.

    `NotMeasurableError` without samples. Ours.
    """
    sway.require_samples()
    return float(ring.holds(sway.ap, sway.ml).sum()) / sway.rate_hz
