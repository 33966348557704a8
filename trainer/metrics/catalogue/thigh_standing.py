"""Family F, the thigh outside squats: how far it leans while the patient stands, and at set-up.

As in squats, lean is against the earth and neither good nor bad (`thigh`).
"""

from trainer.metrics.body_facts import Thigh
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family, Validity
from trainer.metrics.registry import metric
from trainer.recording.columns import FloatArray


@metric(
    "thigh_flexion_mean",
    "thigh_flexion_sd",
    unit="deg",
    family=Family.THIGH,
    better=Better.NEITHER,
    words=(
        "thigh forward of upright while standing",
        "thigh forward of upright while standing: spread",
    ),
    plain="How far your thigh leaned forward while you stood.",
)
def thigh_flexion_standing(thigh: Thigh) -> tuple[float, float]:
    """Mean and standard deviation (N − 1) of the flexion while standing, squats left out."""
    return _standing(thigh.standing_flexion_deg)


@metric(
    "thigh_lean_mean",
    "thigh_lean_sd",
    unit="deg",
    family=Family.THIGH,
    better=Better.NEITHER,
    words=(
        "thigh leans in while standing",
        "thigh leans in while standing: spread",
    ),
    plain="How far your thigh leaned in while you stood.",
)
def thigh_lean_standing(thigh: Thigh) -> tuple[float, float]:
    """Mean and standard deviation (N − 1) of the medial lean while standing, squats left out."""
    return _standing(thigh.standing_lean_deg)


@metric(
    "thigh_lean_on_leg",
    unit="deg",
    family=Family.THIGH,
    better=Better.NEITHER,
    words=("thigh leans in on one leg, at set-up",),
    plain="How far your thigh leaned in when you first stood on one leg.",
    validity=Validity.EVERY_TRIAL,
)
def thigh_lean_on_leg(thigh: Thigh) -> float:
    """The medial lean in the set-up's stand on one leg, fingertips on the rail, against the stand
    on both legs."""
    if thigh.lean_on_leg_deg is None:
        raise NotMeasurableError("nobody stood on one leg in this thigh set-up")
    return thigh.lean_on_leg_deg


def _standing(angle_deg: FloatArray) -> tuple[float, float]:
    if len(angle_deg) < 2:
        raise NotMeasurableError("the thigh never stood still enough to be told from a squat")
    return float(angle_deg.mean()), float(angle_deg.std(ddof=1))
