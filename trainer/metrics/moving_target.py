"""What a trial's motion was while its target moved: the facts of the families D and E.

`trainer.metrics.trial` calls it with the measured, filtered motion and the target's path.
"""

import numpy as np

from trainer.metrics.facts import COVERED_FROM, Circling, Following
from trainer.metrics.sway import Sway
from trainer.motion.contact import ENTERED_ABOVE
from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.target import TargetPath

FULL_DEG = 360.0


def circling_of(
    sway: Sway, running_s: FloatArray, path: TargetPath, contact_intended: bool
) -> Circling | None:
    """The motion against a target that goes round its centre; None for any other target.

    `running_s` are the trial's running times of the samples. Where contact with the rim is
    intended, only a contact covers a direction.
    """
    ways = _ways(path, running_s)
    if not ways.any():
        return None
    _, asked_deg = path.round_at(running_s)
    return Circling(
        sway.ap,
        sway.ml,
        ring_at(path, np.degrees(np.arctan2(sway.ml, sway.ap))),
        asked_deg,
        ways,
        sway.rate_hz,
        sway.breaks,
        ENTERED_ABOVE if contact_intended else COVERED_FROM,
    )


def following_of(sway: Sway, running_s: FloatArray, path: TargetPath) -> Following | None:
    """The motion against a target on sines; None for any other target."""
    if not path.waves or not sway.n:
        return None
    target_ap_deg, target_ml_deg, radius_deg = path.at(running_s)
    hz = tuple(sorted({wave.hz for wave in path.waves}))
    return Following(
        running_s,
        sway.ap,
        sway.ml,
        target_ap_deg,
        target_ml_deg,
        radius_deg,
        hz,
        sway.rate_hz,
        sway.breaks,
    )


def ring_at(path: TargetPath, direction_deg: FloatArray) -> FloatArray:
    """How far from its centre the target goes by in each direction; (n,) degrees.

    Only the parts of the way count on which it goes round.
    """
    passed = {
        knot.direction_deg % FULL_DEG: knot.away_deg
        for first, second in zip(path.knots, path.knots[1:], strict=False)
        if first.direction_deg != second.direction_deg
        for knot in (first, second)
    }
    directions = sorted(passed)
    return np.asarray(
        np.interp(direction_deg, directions, [passed[at] for at in directions], period=FULL_DEG),
        dtype=np.float64,
    )


def _ways(path: TargetPath, running_s: FloatArray) -> IntArray:
    """For each time 1 while the target goes round clockwise, -1 the other way, else 0."""
    if len(path.knots) < 2 or not len(running_s):
        return np.zeros(len(running_s), dtype=np.int64)
    times = np.array([knot.t_s for knot in path.knots])
    turns = np.sign(np.diff([knot.direction_deg for knot in path.knots])).astype(np.int64)
    part = np.searchsorted(times, running_s, side="right") - 1
    known = (part >= 0) & (part < len(turns))
    return np.where(known, turns[np.clip(part, 0, len(turns) - 1)], 0)
