"""Family B: a board's tilt about level, its spread about the mean, and its rim on the floor."""

import math

import numpy as np
import numpy.typing as npt

from trainer.metrics.kinds import Better, Family, Posture, Validity
from trainer.metrics.registry import ARNOLD, metric
from trainer.metrics.sway import AP, ML, Sway
from trainer.motion.contact import contact_edges, rim_contact
from trainer.recording.envelope import Envelope


@metric(
    "osi",
    "apsi",
    "mlsi",
    unit="{u}",
    source=ARNOLD,
    family=Family.BOARD,
    better=Better.LOWER,
    words=(
        "tilt away from level",
        "tilt toes to heel",
        "tilt side to side",
    ),
    plain="How far the board was from level, on average.",
    posture=Posture.STANDING,
)
def stability_indices(sway: Sway) -> tuple[float, float, float]:
    """Root mean square about level of tilt, AP and ML: √(Σtilt²/N), √(Σap²/N), √(Σml²/N). Of the
    OSI type, but not comparable with Biodex norms.

    osi² = apsi² + mlsi². AP explains nearly all of OSI, so show its parts beside it.
    `NotMeasurableError` without samples.
    """
    sway.require_samples()
    squares = np.square(sway.axes).mean(axis=1)
    return math.sqrt(squares.sum()), math.sqrt(squares[AP]), math.sqrt(squares[ML])


@metric(
    "sd_ap",
    "sd_ml",
    unit="{u}",
    source=ARNOLD,
    family=Family.BOARD,
    better=Better.LOWER,
    words=(
        "spread of the tilt toes to heel",
        "spread of the tilt side to side",
    ),
    plain="How much the tilt of the board varied.",
    posture=Posture.STANDING,
)
def standard_deviations(sway: Sway) -> tuple[float, float]:
    """Standard deviation about the mean, not about level: √(Σ(x − mean)²/(N − 1)).

    `NotMeasurableError` below three samples.
    """
    spread = np.sqrt(np.diag(sway.covariance))
    return float(spread[AP]), float(spread[ML])


@metric(
    "mean_tilt_velocity",
    unit="{u}/s",
    family=Family.BOARD,
    better=Better.LOWER,
    words=("speed of the board",),
    plain="How fast the board moved, on average.",
    posture=Posture.STANDING,
)
def mean_tilt_velocity(sway: Sway) -> float:
    """Path of the tilt over time: Σ√(Δap² + Δml²) / T.

    Show it with the outcome only: stiff and failed trials have a low one. `NotMeasurableError`
    without a step.
    """
    return sway.path_length / sway.seconds()


def contacts(sway: Sway, rim: Envelope) -> list[npt.NDArray[np.bool_]]:
    """Which samples belong to a rim contact, for each stretch between pauses."""
    sway.require_samples()
    parts = (np.split(axis, list(sway.breaks)) for axis in (sway.ap, sway.ml))
    return [
        rim_contact(np.arange(len(ap)) / sway.rate_hz, ap, ml, rim)
        for ap, ml in zip(*parts, strict=True)
    ]


@metric(
    "rim_contacts",
    unit="1",
    family=Family.BOARD,
    better=Better.NEITHER,
    words=("rim contacts",),
    plain="How often the edge of the board touched the floor.",
    validity=Validity.EVERY_TRIAL,
)
def rim_contacts(sway: Sway, rim: Envelope) -> float:
    """How often the tilt rose above 95 % of the rim, or to within 0.5° of it where that is less,
    and stayed above 85 % for at least 50 ms.

    Each tilt is compared with the rim in its own direction. `NotMeasurableError` without samples.
    """
    return float(sum(len(contact_edges(part)[0]) for part in contacts(sway, rim)))


@metric(
    "rim_time_pct",
    unit="%",
    family=Family.BOARD,
    better=Better.NEITHER,
    words=("time on the rim",),
    plain="How much of the time the edge of the board was on the floor.",
    validity=Validity.EVERY_TRIAL,
)
def rim_time_pct(sway: Sway, rim: Envelope) -> float:
    """Share of the samples that belong to rim contacts.

    `NotMeasurableError` without samples.
    """
    return 100.0 * float(np.concatenate(contacts(sway, rim)).mean())
