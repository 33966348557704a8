"""What a trial's motion was while its target moved: the facts of the families D and E.

`trainer.metrics.trial` calls it with the measured, filtered motion and the target's path.
"""

import numpy as np

from trainer.metrics.kinds import Fits
from trainer.metrics.moving_facts import COVERED_FROM, Circling, Following
from trainer.metrics.sway import Sway
from trainer.motion.contact import ENTERED_ABOVE
from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.going import goings_of, passed_at_deg
from trainer.recording.target import TargetPath


def kinds_of(path: TargetPath | None) -> list[Fits]:
    """The kinds of metrics that come with this target."""
    if path is None:
        return []
    goes = ((Fits.ROUND, goings_of(path)), (Fits.SINES, path.waves))
    return [kind for kind, part in goes if part]


def circling_of(
    sway: Sway, running_s: FloatArray, path: TargetPath, contact_intended: bool
) -> Circling | None:
    """The motion against a target that goes round its centre; None for any other target.

    `running_s` are the trial's running times of the samples. Where contact with the rim is
    intended, only a contact covers a direction.
    """
    if not goings_of(path):
        return None
    _, asked_deg = path.round_at(running_s)
    return Circling(
        sway.ap,
        sway.ml,
        passed_at_deg(path, np.degrees(np.arctan2(sway.ml, sway.ap))),
        asked_deg,
        _ways(path, running_s),
        sway.rate_hz,
        sway.breaks,
        ENTERED_ABOVE if contact_intended else COVERED_FROM,
    )


def following_of(sway: Sway, running_s: FloatArray, path: TargetPath) -> Following | None:
    """The motion against a target on sines; None for any other target."""
    if not path.waves:
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


def _ways(path: TargetPath, running_s: FloatArray) -> IntArray:
    """For each time 1 while the target goes round clockwise, -1 the other way, else 0."""
    ways = np.zeros(len(running_s), dtype=np.int64)
    for going in goings_of(path):
        ways[(running_s >= going.from_s) & (running_s < going.until_s)] = going.way
    return ways
