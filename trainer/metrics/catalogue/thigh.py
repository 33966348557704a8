"""Family F, the thigh's part: how deep it bends and how far it leans in, squat by squat.

Every measure is one number per repetition; what is stored is their mean and their standard
deviation. A change of the lean below 8° is noise until repeats on the same patients say otherwise,
and no threshold is published.
"""

from collections.abc import Callable

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.known import Need
from trainer.metrics.registry import OURS, Family, Fits, Validity, metric
from trainer.metrics.sparc import SPARC_SOURCE, sparc
from trainer.metrics.sway import FloatArray, Sway
from trainer.metrics.thigh import Thigh, ThighRepetition

PerRepetition = Callable[[ThighRepetition], float | None]
NO_SQUAT = "no squat was seen"


def per_repetition(
    name: str, *, unit: str, formula: str, source: str = OURS
) -> Callable[[PerRepetition], PerRepetition]:
    """Declare a number per repetition as two metrics: its mean, and its standard deviation.

    The function returns None for a repetition that does not have the number. One docstring serves
    both.
    """

    def declare(function: PerRepetition) -> PerRepetition:
        def mean(sway: Sway, thigh: Thigh) -> float:
            return float(_numbers(function, thigh).mean())

        def spread(sway: Sway, thigh: Thigh) -> float:
            numbers = _numbers(function, thigh)
            if len(numbers) < 2:
                raise NotMeasurableError("a spread needs two squats that have the number")
            return float(numbers.std(ddof=1))

        for whole, suffix, words in (
            (mean, "", "mean over the squats of "),
            (spread, "_sd", "standard deviation (N − 1) over the squats of "),
        ):
            whole.__doc__ = function.__doc__
            whole.__name__ = name + suffix
            metric(
                name + suffix,
                unit=unit,
                formula=words + formula,
                source=source,
                family=Family.THIGH,
                fits=Fits.THIGH,
                needs=(Need.THIGH,),
                validity=Validity.EVERY_TRIAL,
            )(whole)
        return function

    return declare


@metric(
    "thigh_repetitions",
    "thigh_repetitions_to_30",
    "thigh_repetitions_to_40",
    unit="1",
    formula="complete squats: upright, beyond 25° (30°, 40°) of thigh inclination, upright again",
    source=OURS,
    family=Family.THIGH,
    fits=Fits.THIGH,
    needs=(Need.THIGH,),
    validity=Validity.EVERY_TRIAL,
)
def thigh_repetitions(sway: Sway, thigh: Thigh) -> tuple[float, float, float]:
    """How many complete squats a trial has, and how many of them are 30° and 40° deep.

    A squat goes from below 17° beyond 25° and back; one that a pause or the end cuts is none. Ours.
    """
    depths = [float(one.inclination_deg.max()) for one in thigh.repetitions]
    return (
        float(len(depths)),
        float(sum(depth >= 30.0 for depth in depths)),
        float(sum(depth >= 40.0 for depth in depths)),
    )


@per_repetition("thigh_flexion_peak", unit="deg", formula="the largest flexion: the depth reached")
def thigh_flexion_peak(repetition: ThighRepetition) -> float:
    """Largest flexion of the squat in degrees: the depth that was reached.

    The long axis projected on the sagittal plane fixed at the squat's start.
    `NotMeasurableError` without a squat. Ours.
    """
    return float(repetition.flexion_deg.max())


@per_repetition(
    "thigh_medial_lean_at_20",
    unit="deg",
    formula="the medial lean at 20° of inclination, going down",
)
def thigh_medial_lean_at_20(repetition: ThighRepetition) -> float | None:
    """Medial lean in degrees where the thigh first is 20° from upright on its way down.

    The long axis projected on the frontal plane fixed at the squat's start; positive towards the
    other leg. Between two samples by a straight line. `NotMeasurableError` without a squat. Ours.
    """
    return _lean_at(repetition, 20.0)


@per_repetition(
    "thigh_medial_lean_at_30",
    unit="deg",
    formula="the medial lean at 30° of inclination, going down, where it is reached",
)
def thigh_medial_lean_at_30(repetition: ThighRepetition) -> float | None:
    """Medial lean in degrees where the thigh first is 30° from upright on its way down.

    As at 20°; squats that are not as deep do not count. `NotMeasurableError` without one. Ours.
    """
    return _lean_at(repetition, 30.0)


@per_repetition(
    "thigh_medial_lean_at_40",
    unit="deg",
    formula="the medial lean at 40° of inclination, going down, where it is reached",
)
def thigh_medial_lean_at_40(repetition: ThighRepetition) -> float | None:
    """Medial lean in degrees where the thigh first is 40° from upright on its way down.

    As at 20°; squats that are not as deep do not count. `NotMeasurableError` without one. Ours.
    """
    return _lean_at(repetition, 40.0)


@per_repetition("thigh_medial_lean_peak", unit="deg", formula="the largest medial lean")
def thigh_medial_lean_peak(repetition: ThighRepetition) -> float:
    """Largest medial lean of the squat in degrees, on the way down or up.

    `NotMeasurableError` without a squat. Ours.
    """
    return float(repetition.medial_lean_deg.max())


@per_repetition(
    "thigh_medial_velocity_peak", unit="deg/s", formula="the largest rate of medial lean"
)
def thigh_medial_velocity_peak(repetition: ThighRepetition) -> float:
    """Largest rate at which the thigh leans in, deg/s: central differences of the filtered lean.

    `NotMeasurableError` without a squat. Ours.
    """
    return float(np.gradient(repetition.medial_lean_deg).max()) * repetition.rate_hz


@per_repetition(
    "repetition_time_s",
    unit="s",
    formula="the time between its first and its last inclination rate beyond 5 % of the fastest",
)
def repetition_time_s(repetition: ThighRepetition) -> float:
    """Seconds from setting out to being back upright.

    A squat begins and ends where the rate of the inclination is 5 % of its fastest on that way,
    3 deg/s at least. `NotMeasurableError` without a squat. Ours.
    """
    return (len(repetition.flexion_deg) - 1) / repetition.rate_hz


@per_repetition(
    "thigh_smoothness",
    unit="1",
    formula="the spectral arc length (SPARC) of the long axis's angular speed",
    source=SPARC_SOURCE,
)
def thigh_smoothness(repetition: ThighRepetition) -> float:
    """Spectral arc length of the angular speed of the thigh's long axis over the whole squat.

    Pad level 4, 10 Hz, threshold 0.05; below zero, nearer to it the smoother. Down and up together
    are two strokes, so values compare among squats alone. `NotMeasurableError` without a squat.
    Source: Balasubramanian et al. 2012.
    """
    return sparc(_speed_deg_s(repetition), repetition.rate_hz)


def _numbers(function: PerRepetition, thigh: Thigh) -> FloatArray:
    if not thigh.repetitions:
        raise NotMeasurableError(NO_SQUAT)
    numbers = [n for n in map(function, thigh.repetitions) if n is not None]
    if not numbers:
        raise NotMeasurableError("no squat was deep enough")
    return np.array(numbers)


def _lean_at(repetition: ThighRepetition, depth_deg: float) -> float | None:
    down = repetition.inclination_deg[: repetition.deepest + 1]
    beyond = np.flatnonzero(down >= depth_deg)
    if not len(beyond):
        return None
    after = int(beyond[0])
    if after == 0:
        return float(repetition.medial_lean_deg[0])
    share = (depth_deg - down[after - 1]) / (down[after] - down[after - 1])
    before_deg, after_deg = repetition.medial_lean_deg[after - 1 : after + 1]
    return float(before_deg + share * (after_deg - before_deg))


def _speed_deg_s(repetition: ThighRepetition) -> FloatArray:
    """Angular speed of the long axis, (n,)."""
    flexion, lean = np.radians((repetition.flexion_deg, repetition.medial_lean_deg))
    axis = np.stack((-np.tan(flexion), np.tan(lean), np.ones(len(flexion))), axis=-1)
    axis /= np.linalg.norm(axis, axis=1, keepdims=True)
    moved = np.gradient(axis, axis=0) * repetition.rate_hz
    return np.asarray(np.degrees(np.linalg.norm(moved, axis=1)), dtype=np.float64)
