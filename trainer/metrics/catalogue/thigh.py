"""Family F, the thigh in squats: how deep it bends, how far it leans in and turns in.

Every measure of squats has one number for each; their mean and standard deviation are stored. A
change of the lean below 8° is noise until repeated tests of the same patients show otherwise; no
threshold is published. Lean is against the earth: leaning the trunk over the leg makes it smaller,
and a pelvis that drops over an upright thigh is not in it. So thigh and pelvis stand side by side,
and neither is called good or bad.
"""

import math
from collections.abc import Callable

import numpy as np

from trainer.metrics.body_facts import Thigh, ThighRepetition
from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family, Validity
from trainer.metrics.mean_and_spread import declare_both, spread_of
from trainer.metrics.registry import OURS, metric
from trainer.metrics.smoothness import SPARC_SOURCE, sparc
from trainer.recording.columns import FloatArray

PerRepetition = Callable[[ThighRepetition], float | None]
SQUATS, NO_SQUAT = "squats", "no squat was seen"
LEAST_AFTER_LOSS = 3
"""Ours: what a strap that was pulled has left of five squats is no mean of five."""


def per_repetition(
    name: str, *, unit: str, words: str, plain: str, source: str = OURS
) -> Callable[[PerRepetition], PerRepetition]:
    """Declare a number for each squat as two metrics: its mean, and its standard deviation.

    The function returns None for a squat that does not have the number. Its docstring completes
    both formulas: "Mean over the squats of ...".
    """

    def declare(function: PerRepetition) -> PerRepetition:
        def mean(thigh: Thigh) -> float:
            return float(_numbers(function, thigh).mean())

        def spread(thigh: Thigh) -> float:
            return spread_of(_numbers(function, thigh), SQUATS)

        what = function.__doc__ or ""
        declare_both(
            name,
            mean,
            spread,
            what,
            of=SQUATS,
            unit=unit,
            family=Family.THIGH,
            words=words,
            plain=plain,
            source=source,
        )
        return function

    return declare


@metric(
    "thigh_repetitions",
    "thigh_repetitions_to_30",
    "thigh_repetitions_to_40",
    unit="1",
    family=Family.THIGH,
    better=Better.NEITHER,
    words=(
        "squats",
        "squats to 30°",
        "squats to 40°",
    ),
    plain="How many squats you did, and how many of them were deep.",
    validity=Validity.EVERY_TRIAL,
)
def thigh_repetitions(thigh: Thigh) -> tuple[float, float, float]:
    """Number of complete squats: from upright to a thigh inclination of 25° (30°, 40°) and back.

    Upright is below 17°. A squat that a pause or the end cuts off does not count.
    """
    depths = [float(one.inclination_deg.max()) for one in thigh.repetitions]
    return (
        float(len(depths)),
        float(sum(depth >= 30.0 for depth in depths)),
        float(sum(depth >= 40.0 for depth in depths)),
    )


@per_repetition(
    "thigh_flexion_peak",
    unit="deg",
    words="depth, thigh from upright",
    plain="How deep you squatted.",
)
def thigh_flexion_peak(repetition: ThighRepetition) -> float:
    """The largest flexion, which is the depth of the squat.

    Flexion is the long axis projected on the sagittal plane, which is fixed at the squat's start.
    `NotMeasurableError` without a squat.
    """
    return float(repetition.flexion_deg.max())


def _declare_lean_at(depth_deg: float, where: str) -> None:
    def lean(repetition: ThighRepetition) -> float | None:
        return lean_at(repetition, depth_deg)

    lean.__doc__ = f"The medial lean on the way down, at {depth_deg:g}° of inclination{where}."
    per_repetition(
        f"thigh_medial_lean_at_{depth_deg:g}",
        unit="deg",
        words=f"thigh leans in at {depth_deg:g}° of bend",
        plain="How far your thigh leaned in on the way down.",
    )(lean)


for _depth_deg, _where in (
    (20.0, ""),
    (30.0, "; shallower squats are left out"),
    (40.0, "; shallower squats are left out"),
):
    _declare_lean_at(_depth_deg, _where)


@per_repetition(
    "thigh_medial_lean_peak",
    unit="deg",
    words="thigh leans in at most",
    plain="How far your thigh leaned in at most.",
)
def thigh_medial_lean_peak(repetition: ThighRepetition) -> float:
    """The largest medial lean on the way down or up.

    `NotMeasurableError` without a squat.
    """
    return float(repetition.medial_lean_deg.max())


@per_repetition(
    "thigh_medial_velocity_peak",
    unit="deg/s",
    words="fastest leaning in of the thigh",
    plain="How fast your thigh fell in.",
)
def thigh_medial_velocity_peak(repetition: ThighRepetition) -> float:
    """The largest rate of medial lean, by central differences of the filtered lean.

    `NotMeasurableError` without a squat.
    """
    return float(np.gradient(repetition.medial_lean_deg).max()) * repetition.rate_hz


@per_repetition(
    "repetition_time_s",
    unit="s",
    words="a squat takes",
    plain="How long one squat took.",
)
def repetition_time_s(repetition: ThighRepetition) -> float:
    """The time from setting out to being back: where the inclination rate first and last exceeds
    5 % of the fastest.

    The fastest counts for each way, down and up, and as at least 3 deg/s. `NotMeasurableError`
    without a squat.
    """
    return (len(repetition.flexion_deg) - 1) / repetition.rate_hz


@per_repetition(
    "thigh_inward_turn_at_30",
    unit="deg",
    words="thigh turns in, only change counts",
    plain="How far your thigh turned in on the way down.",
)
def thigh_inward_turn_at_30(repetition: ThighRepetition) -> float | None:
    """The turn about the thigh's long axis, kneecap towards the other leg, on the way down at 30°
    of inclination against the squat's start; from the gyroscope, experimental, only its change
    means something; shallower squats are left out.

    Soft tissue under the strap follows the bone loosely. `NotMeasurableError` without a squat.
    """
    turn = at_depth(repetition, repetition.inward_turn_deg, 30.0)
    return None if turn is None else turn - float(repetition.inward_turn_deg[0])


@per_repetition(
    "thigh_smoothness",
    unit="1",
    words="smoothness of the squats, nearer to 0 is smoother",
    plain="How smoothly you squatted.",
    source=SPARC_SOURCE,
)
def thigh_smoothness(repetition: ThighRepetition) -> float:
    """The spectral arc length (SPARC) of the long axis's angular speed over the whole squat: below
    zero, and the nearer to zero the smoother.

    Pad level 4, 10 Hz, threshold 0.05. Down and up are two strokes, so compare values only among
    squats. `NotMeasurableError` without a squat.
    """
    return sparc(_speed_deg_s(repetition), repetition.rate_hz)


def _numbers(function: PerRepetition, thigh: Thigh) -> FloatArray:
    if thigh.lost and len(thigh.repetitions) < LEAST_AFTER_LOSS:
        seen = len(thigh.repetitions)
        raise NotMeasurableError(f"{thigh.lost}, so only {seen} whole squats were seen")
    if not thigh.repetitions:
        raise NotMeasurableError(NO_SQUAT)
    numbers = [n for n in map(function, thigh.repetitions) if n is not None and math.isfinite(n)]
    if not numbers:
        raise NotMeasurableError("no squat was deep enough")
    return np.array(numbers)


def lean_at(repetition: ThighRepetition, depth_deg: float) -> float | None:
    """Medial lean when the thigh first is so far from upright.

    Lean is the long axis projected on the frontal plane, which is fixed at the squat's start;
    positive towards the other leg. None for a squat that is not as deep.
    """
    return at_depth(repetition, repetition.medial_lean_deg, depth_deg)


def at_depth(repetition: ThighRepetition, row: FloatArray, depth_deg: float) -> float | None:
    """A row's value when the thigh first is so far from upright, by linear interpolation.

    None for a squat that is not as deep.
    """
    down = repetition.inclination_deg[: repetition.deepest + 1]
    beyond = np.flatnonzero(down >= depth_deg)
    if not len(beyond):
        return None
    after = int(beyond[0])
    if after == 0:
        return float(row[0])
    share = (depth_deg - down[after - 1]) / (down[after] - down[after - 1])
    return float(row[after - 1] + share * (row[after] - row[after - 1]))


def _speed_deg_s(repetition: ThighRepetition) -> FloatArray:
    """Angular speed of the long axis, (n,)."""
    flexion, lean = np.radians((repetition.flexion_deg, repetition.medial_lean_deg))
    axis = np.stack((-np.tan(flexion), np.tan(lean), np.ones(len(flexion))), axis=-1)
    axis /= np.linalg.norm(axis, axis=1, keepdims=True)
    moved = np.gradient(axis, axis=0) * repetition.rate_hz
    return np.asarray(np.degrees(np.linalg.norm(moved, axis=1)), dtype=np.float64)
