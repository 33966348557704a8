"""Family D: which way round a ring was the harder one, and in which direction it was hardest.

No standard is published for a balance board, so all of these are ours. A way is called clockwise as
the patient sees it; on the right foot that goes over the outside edge first, on the left foot over
the inside edge first.
"""

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family
from trainer.metrics.moving_facts import Circling
from trainer.metrics.registry import metric
from trainer.metrics.rounds import FULL_DEG, radial_error_deg, squared_errors, ways_of
from trainer.recording.columns import FloatArray
from trainer.recording.vocabulary import Side

WIDE_SECTORS = 8
NO_ERROR_DEG = 1e-6
"""Less is rounding: of two ways without an error neither is the worse one."""


@metric(
    "direction_difference",
    unit="%",
    family=Family.CIRCLES,
    better=Better.NEITHER,
    words=("error inside first less outside first",),
    plain="Whether one way round was harder than the other.",
)
def direction_difference(circling: Circling, side: Side) -> float:
    """Radial error inside first less outside first, in % of their mean; positive when the way that
    goes over the inside edge first is the worse one.

    Inside first is counter-clockwise on the right foot. 0 if neither way has an error.
    `NotMeasurableError` on two legs, and if only one way was asked for.
    """
    if side is Side.BOTH:
        raise NotMeasurableError("on two legs there is no inside")
    ways = ways_of(circling)
    inside_first = [way for way in ways if way.clockwise is (side is Side.LEFT)]
    outside_first = [way for way in ways if way.clockwise is (side is Side.RIGHT)]
    if not inside_first or not outside_first:
        raise NotMeasurableError("only one way round was asked for")
    inside, outside = radial_error_deg(inside_first), radial_error_deg(outside_first)
    mean = (inside + outside) / 2
    return 100.0 * (inside - outside) / mean if mean > NO_ERROR_DEG else 0.0


@metric(
    "weakest_sector_deg",
    unit="deg",
    family=Family.CIRCLES,
    better=Better.NEITHER,
    words=("weakest direction, 0 toes, 90 inside edge",),
    plain="In which direction the way round was hardest.",
)
def weakest_sector_deg(circling: Circling, side: Side) -> float:
    """Direction of that of eight sectors of 45° with the largest root mean square of radial error,
    as a share of the ring's radius: 0 toes, 90 inside edge, 180 heel, 270 outside edge. A sector
    that was asked for and never entered counts with the whole radius.

    The same on either leg; of equal sectors the first. `NotMeasurableError` on two legs, which have
    no inside.
    """
    return int(np.nanargmax(_by_wide_sector(circling, side))) * FULL_DEG / WIDE_SECTORS


@metric(
    "weakest_sector_error_pct",
    unit="%",
    family=Family.CIRCLES,
    better=Better.LOWER,
    words=("off the ring in the weakest direction",),
    plain="How far you were off the ring where it was hardest.",
)
def weakest_sector_error_pct(circling: Circling, side: Side) -> float:
    """Root mean square of the radial error in the weakest sector of 45°, in % of the ring's radius;
    100 if it was never entered.

    `NotMeasurableError` on two legs, as for the sector's direction.
    """
    return 100.0 * float(np.sqrt(np.nanmax(_by_wide_sector(circling, side))))


def _by_wide_sector(circling: Circling, side: Side) -> FloatArray:
    """Mean squared radial error by sector, from the toes over the inside edge."""
    if side is Side.BOTH:
        raise NotMeasurableError("on two legs there is no inside")
    errors = squared_errors(ways_of(circling), WIDE_SECTORS, relative=True)
    to_inside = -1 if side is Side.RIGHT else 1
    return errors[(to_inside * np.arange(WIDE_SECTORS)) % WIDE_SECTORS]
