"""When a cued reach began and where its first movement ended: what family C is computed from.

Pure, on one `Reach`; `trainer.metrics.catalogue.reaching` turns it into metrics.
"""

from trainer.metrics.moving_facts import Reach
from trainer.recording.columns import FloatArray

BASELINE_S = 1.0
"""The settled second before the cue that says how fast this patient moves without a cue."""
ONSET_SD = 3.0
ONSET_LASTS_S = 0.1
QUICKEST_REACTION_S = 0.15
"""Whoever moves earlier did not answer the cue: nobody is that quick."""
RIPPLE_SHARE = 0.1
"""A dip of the velocity by a smaller share of the fastest so far is no end of a movement."""
FROM_SHARE, TO_SHARE = 0.05, 0.95


def onset(reach: Reach) -> int | None:
    """Index of the first sample after the cue from which on the velocity leads to the target and
    stays above the baseline's mean + 3 SD for 100 ms; None if there is none.
    """
    velocity = reach.velocity_deg_s
    before = velocity[max(reach.cued - round(BASELINE_S * reach.rate_hz), 0) : reach.cued]
    if len(before) < 2:
        return None
    quick = velocity > max(float(before.mean() + ONSET_SD * before.std(ddof=1)), 0.0)
    lasts = max(round(ONSET_LASTS_S * reach.rate_hz), 1)
    in_a_row = 0
    for index in range(reach.cued, len(quick)):
        in_a_row = in_a_row + 1 if quick[index] else 0
        if in_a_row == lasts:
            return index - lasts + 1
    return None


def began(reach: Reach) -> int | None:
    """The onset of a reach that answers its cue; None without one, and before 150 ms."""
    at = onset(reach)
    if at is None or (at - reach.cued) / reach.rate_hz < QUICKEST_REACTION_S:
        return None
    return at


def endpoint(reach: Reach, begin: int) -> int | None:
    """Index of the first minimum of the velocity after its peak, or of the turn back if that comes
    first; None if the target went out before.

    A dip or a rise by less than a tenth of the fastest so far is a ripple. Below a tenth of the
    fastest the movement is as good as over, and the first minimum counts however shallow it is.
    """
    velocity = reach.velocity_deg_s[begin:].tolist()
    fastest = lowest = velocity[0]
    at = 0
    for index, now in enumerate(velocity):
        if now <= 0.0:
            return begin + index
        ripple = RIPPLE_SHARE * fastest
        fell = fastest - lowest > ripple
        if fell and now - lowest > (0.0 if lowest < ripple else ripple):
            return begin + at
        if now > fastest and not fell:
            fastest = lowest = now
        if now < lowest:
            lowest, at = now, index
    return None


def mean_velocity_deg_s(reach: Reach, begin: int, end: int) -> float | None:
    """Mean speed from 5 to 95 % of the way between two samples; None if that way leads back."""
    way = reach.along_deg[begin : end + 1]
    first, distance = float(way[0]), float(way[-1] - way[0])
    if distance <= 0:
        return None
    from_s, to_s = (_passes_s(way, first + s * distance, reach) for s in (FROM_SHARE, TO_SHARE))
    return (TO_SHARE - FROM_SHARE) * distance / (to_s - from_s) if to_s > from_s else None


def _passes_s(way: FloatArray, tilt_deg: float, reach: Reach) -> float:
    """When the way first passes a tilt, between samples linearly."""
    after = int((way >= tilt_deg).argmax())
    if after == 0:
        return 0.0
    before_deg, after_deg = way[after - 1], way[after]
    share = (tilt_deg - before_deg) / (after_deg - before_deg)
    return float(after - 1 + share) / reach.rate_hz
