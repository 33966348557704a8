"""Family F, the therapist's eye: which part gave way, as it was scored on the screen.

It stands beside what sensors saw. One score says nothing of another: there is no sum.
"""

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family, Validity
from trainer.metrics.registry import metric
from trainer.recording.eye import EyeScore, Part


def _scored(eye: EyeScore, part: Part) -> float:
    if part not in eye.gave_way:
        raise NotMeasurableError(f"nobody scored the {part} by eye")
    return float(eye.gave_way[part])


@metric(
    "eye_pelvis_drops",
    unit="1",
    family=Family.EYE,
    better=Better.NEITHER,
    words=("the eye saw the pelvis drop",),
    plain="Whether your therapist saw one hip sink.",
    validity=Validity.EVERY_TRIAL,
)
def eye_pelvis_drops(eye: EyeScore) -> float:
    """Whether the therapist saw the pelvis drop on the side of the lifted leg: 1, or 0 for level.

    `NotMeasurableError` if nobody scored it.
    """
    return _scored(eye, Part.PELVIS)


@metric(
    "eye_knee_in",
    unit="1",
    family=Family.EYE,
    better=Better.NEITHER,
    words=("the eye saw the knee move in",),
    plain="Whether your therapist saw the knee move inward.",
    validity=Validity.EVERY_TRIAL,
)
def eye_knee_in(eye: EyeScore) -> float:
    """Whether the therapist saw the knee move in: 1, or 0 for a knee over the foot.

    `NotMeasurableError` if nobody scored it.
    """
    return _scored(eye, Part.KNEE)


@metric(
    "eye_trunk_leans",
    unit="1",
    family=Family.EYE,
    better=Better.NEITHER,
    words=("the eye saw the trunk lean",),
    plain="Whether your therapist saw you lean over.",
    validity=Validity.EVERY_TRIAL,
)
def eye_trunk_leans(eye: EyeScore) -> float:
    """Whether the therapist saw the trunk lean: 1, or 0 for an upright one.

    `NotMeasurableError` if nobody scored it.
    """
    return _scored(eye, Part.TRUNK)
