"""Family F, the board's part: which edge went down, told by the standing leg.

Board words, not body words: these say nothing about the knee.
"""

from trainer.metrics.catalogue.zones import inside_deg
from trainer.metrics.registry import Family, metric
from trainer.metrics.sway import Sway
from trainer.recording.envelope import Envelope
from trainer.recording.vocabulary import Side

FAR_INSIDE = 0.25
"""Share of the rim from which a tilt counts as inside."""


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
