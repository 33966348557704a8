"""Family F, the pelvis: how far the side of the lifted leg drops and lifts in each repetition.

The sensor on the sacrum sees it, in squats and step-downs repetition by repetition as the thigh
tells them, in pelvic drops by itself. It stands beside thigh and eye, and neither is called good or
bad.
"""

from collections.abc import Callable

import numpy as np

from trainer.metrics.body_facts import Pelvis, PelvisRepetition
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family, Validity
from trainer.metrics.mean_and_spread import declare_both, spread_of
from trainer.metrics.registry import metric
from trainer.recording.columns import FloatArray

PerRepetition = Callable[[PelvisRepetition], float | None]
REPETITIONS, NO_NUMBER = "repetitions", "no repetition has this number"


def of_pelvis(
    name: str, *, unit: str, words: str, plain: str
) -> Callable[[PerRepetition], PerRepetition]:
    """Declare a number for each repetition as two metrics: its mean, and its standard deviation.

    The docstring completes both formulas: "Mean over the repetitions of ...".
    """

    def declare(function: PerRepetition) -> PerRepetition:
        def mean(pelvis: Pelvis) -> float:
            return float(_numbers(function, pelvis).mean())

        def spread(pelvis: Pelvis) -> float:
            return spread_of(_numbers(function, pelvis), REPETITIONS)

        what = function.__doc__ or ""
        declare_both(
            name,
            mean,
            spread,
            what,
            of=REPETITIONS,
            unit=unit,
            family=Family.PELVIS,
            words=words,
            plain=plain,
        )
        return function

    return declare


@metric(
    "pelvis_repetitions",
    unit="1",
    family=Family.PELVIS,
    better=Better.NEITHER,
    words=("repetitions with the pelvis seen",),
    plain="How many times the movement was seen.",
    validity=Validity.EVERY_TRIAL,
)
def pelvis_repetitions(pelvis: Pelvis) -> float:
    """Number of complete repetitions in which the pelvis was seen: squats or steps down, or pelvic
    drops of at least 3° and back to within 1.5°.

    Drops are against the median of the measured part, which is how the pelvis stands; one that a
    pause or the end cuts off does not count.
    """
    return float(len(pelvis.repetitions))


@of_pelvis(
    "pelvis_drop_deg",
    unit="deg",
    words="pelvis drops on the other side",
    plain="How far the hip of the lifted leg sank.",
)
def pelvis_drop_deg(repetition: PelvisRepetition) -> float:
    """The largest drop of the pelvis on the side of the lifted leg: the sacrum's frontal tilt
    against the repetition's start.

    `NotMeasurableError` without a repetition, or with the deck's sensor in the deck.
    """
    return float(repetition.drop_deg.max())


@of_pelvis(
    "pelvis_lift_deg",
    unit="deg",
    words="pelvis lifts above its start",
    plain="How far you lifted the hip of the lifted leg.",
)
def pelvis_lift_deg(repetition: PelvisRepetition) -> float | None:
    """The largest lift of the pelvis on the side of the lifted leg above the repetition's start,
    where the exercise asks for one: between this drop and the next.

    Below zero for a pelvis that never came back up to its start.
    """
    return repetition.lift_deg


@of_pelvis(
    "pelvis_repetition_time_s",
    unit="s",
    words="a drop and lift takes",
    plain="How long it took to sink and lift once.",
)
def pelvis_repetition_time_s(repetition: PelvisRepetition) -> float | None:
    """The time from setting out to being level again after the lift: from where the rate first
    exceeds 5 % of the fastest (1 deg/s at least) to within 1.5° of the start; of pelvic drops.

    In squats the time is the thigh's, `repetition_time_s`.
    """
    return repetition.time_s


def _numbers(function: PerRepetition, pelvis: Pelvis) -> FloatArray:
    if not pelvis.repetitions:
        raise NotMeasurableError(pelvis.nothing)
    numbers = [number for number in map(function, pelvis.repetitions) if number is not None]
    if not numbers:
        raise NotMeasurableError(NO_NUMBER)
    return np.array(numbers)
