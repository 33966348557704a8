"""Family L: what load cells show beside the sway: a hand on the rail, and the dome's contact."""

import math

import numpy as np

from trainer.metrics.catalogue.amplitude import rms
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.facts import Loads
from trainer.metrics.kinds import Better, Family, Fits, Posture, Validity
from trainer.metrics.registry import metric
from trainer.metrics.sway import Sway
from trainer.motion.load import weight_share
from trainer.recording.vocabulary import Stance


@metric(
    "support_pct",
    unit="%",
    family=Family.LOAD,
    better=Better.LOWER,
    words=("weight a hand on the rail carries",),
    plain="How much of your weight the rail carried.",
    validity=Validity.EVERY_TRIAL,
)
def support_pct(raw: Sway, loads: Loads, stance: Stance = Stance.SINGLE_LEG) -> float:
    """Share of the body weight that a hand on the rail carries: mean of 100·(1 − load / weight).

    Trials that do not count keep it, because it shows why. `NotMeasurableError` without a body
    weight, and where the chair or the other leg is to carry a part of it.
    """
    raw.require_samples()
    if stance in (Stance.SEATED, Stance.PARTIAL):
        raise NotMeasurableError("only a part of the weight is to be on the board")
    if loads.body_weight_n is None or loads.body_weight_n <= 0:
        raise NotMeasurableError("needs the patient's body weight")
    return 100.0 * (1.0 - float(weight_share(loads.load_n, loads.body_weight_n).mean()))


@metric(
    "contact_rms",
    "contact_rms_ml",
    "contact_rms_ap",
    unit="{u}",
    family=Family.LOAD,
    better=Better.LOWER,
    words=(
        "sway of the dome's contact point",
        "sway of the contact point side to side",
        "sway of the contact point toes to heel",
    ),
    plain="How far the spot under the board rolled about.",
    fits=(Fits.CONTACT,),
    posture=Posture.STANDING,
)
def contact_rms(sway: Sway) -> tuple[float, float, float]:
    """Root mean square about its mean of the dome's contact point on the plate; computed as `rms`.

    It is the centre of pressure under a rolling dome, so it does not compare with that of a person
    on a plain plate. `NotMeasurableError` without samples.
    """
    return rms(sway)


@metric(
    "plate_tilt_difference",
    unit="deg",
    family=Family.LOAD,
    better=Better.NEITHER,
    words=("difference between the tilt of board and plate",),
    plain="Whether the two ways of measuring the board agree.",
    fits=(Fits.CONTACT,),
)
def plate_tilt_difference(raw: Sway, loads: Loads) -> float:
    """Root mean square distance between the board's tilt and the plate's: the contact point's
    distance from where it is at level, over the dome's radius.

    Both are compared at each reading of the cells. Above about 0.5 deg the wrong dome is chosen,
    the dome slips, or a sensor needs calibrating. `NotMeasurableError` without a tilt.
    """
    raw.require_samples()
    if not len(loads.tilt_apart_deg):
        raise NotMeasurableError("needs the board's tilt beside the load")
    return math.sqrt(float(np.square(loads.tilt_apart_deg).mean()))
