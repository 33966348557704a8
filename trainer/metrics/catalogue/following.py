"""Family E: following a target that moves by a sum of sines.

Gain and phase are told apart by frequency, which is why the target's frequencies must not be
multiples of each other: what the board does at one of them is then the answer to that one alone.
Lag is positive when the board is late; a phase is negative then, as control theory writes it.
"""

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family
from trainer.metrics.moving_facts import Following
from trainer.metrics.registry import metric
from trainer.recording.columns import FloatArray

LONGEST_LAG_S = 1.0
LEAST_CORRELATION = 0.3
"""Below, the board did something else than follow, and its lag means nothing."""
LEAST_GAIN = 0.02
MOST_SINES = 6
NTH = ("slowest", "second", "third", "fourth", "fifth", "sixth")
SINES_SOURCE = "McRuer and Jex 1967, IEEE Trans Hum Factors Electron 8:231"


@metric(
    "tracking_rmse",
    unit="deg",
    family=Family.FOLLOWING,
    better=Better.LOWER,
    words=("away from the target",),
    plain="How far you were from the moving ring, on average.",
)
def tracking_rmse(following: Following) -> float:
    """Root mean square of the distance between board and target: √(Σ((ap − ap_target)² + (ml −
    ml_target)²)/N).

    `NotMeasurableError` without samples.
    """
    _require_samples(following)
    return float(np.sqrt(np.square(_away_deg(following)).mean()))


@metric(
    "time_on_target_pct",
    unit="%",
    family=Family.FOLLOWING,
    better=Better.HIGHER,
    words=("share of the time on the target",),
    plain="How much of the time you were in the moving ring.",
)
def time_on_target_pct(following: Following) -> float:
    """Share of the time within the radius of the moving target.

    `NotMeasurableError` without samples.
    """
    _require_samples(following)
    return 100.0 * float((_away_deg(following) <= following.radius_deg).mean())


@metric(
    "tracking_lag_s",
    unit="s",
    family=Family.FOLLOWING,
    better=Better.NEITHER,
    words=("behind the target",),
    plain="How long after the ring you moved.",
)
def tracking_lag_s(following: Following) -> float:
    """How late the board is: the shift of at most 1 s with the largest correlation between board
    and target, both axes together, refined by a parabola through the peak. Positive = late.

    At each shift the means of the overlapping parts are subtracted, and their products are divided
    by the root of the products of their squares. `NotMeasurableError` if the signal is shorter than
    3 s or has a break, if no shift within 1 s has the peak, or if the correlation stays below 0.3.
    """
    if following.breaks:
        raise NotMeasurableError("a lag needs one stretch without a pause or a gap")
    most = round(LONGEST_LAG_S * following.rate_hz)
    if len(following.t_s) < 3 * most:
        raise NotMeasurableError("a lag of up to 1 s needs 3 s of following")
    board = np.stack((following.ap_deg, following.ml_deg))
    target = np.stack((following.target_ap_deg, following.target_ml_deg))
    agree = np.array([_agreement(board, target, shift) for shift in range(-most, most + 1)])
    peak = int(agree.argmax())
    if agree[peak] < LEAST_CORRELATION:
        raise NotMeasurableError("the board did not follow the target")
    if peak in (0, 2 * most):
        raise NotMeasurableError("no lag within 1 s fits")
    before, at, after = agree[peak - 1 : peak + 2].tolist()
    refined = 0.5 * (before - after) / (before - 2 * at + after)
    return float(peak - most + refined) / following.rate_hz


def _agreement(board: FloatArray, target: FloatArray, shift: int) -> float:
    """Correlation of the board with the target as it was `shift` samples earlier."""
    late, early = max(shift, 0), max(-shift, 0)
    moved = board[:, late : board.shape[1] - early]
    shown = target[:, early : target.shape[1] - late]
    moved = moved - moved.mean(axis=1, keepdims=True)
    shown = shown - shown.mean(axis=1, keepdims=True)
    size = float(np.sqrt(np.square(moved).sum() * np.square(shown).sum()))
    return float((moved * shown).sum()) / size if size > 0 else 0.0


def _declare_answer_at(nth: int) -> None:
    words = f"at the {NTH[nth]} of the target's frequencies"
    part = f"{NTH[nth]} part of the target's motion"

    def gain(following: Following) -> float:
        return abs(_answer(following, nth))

    def phase_deg(following: Following) -> float:
        answer = _answer(following, nth)
        if abs(answer) < LEAST_GAIN:
            raise NotMeasurableError("the board hardly moved at this frequency: it has no phase")
        return float(np.degrees(np.angle(answer)))

    gain.__doc__ = (
        f"Size of the board's motion {words} over the target's: |H|, H = Σ X·conj(Y) / Σ|Y|² over "
        "both axes, X and Y fitted by least squares of all sines at once."
    )
    phase_deg.__doc__ = (
        f"Phase of the board's motion {words}: the angle of H, from −180 to 180; negative = late."
    )
    metric(
        f"tracking_gain_{nth + 1}",
        unit="1",
        family=Family.FOLLOWING,
        better=Better.NEITHER,
        words=(f"size against the {part}, 1 is as large",),
        plain="Whether you moved as far as the ring did.",
        source=SINES_SOURCE,
    )(gain)
    metric(
        f"tracking_phase_deg_{nth + 1}",
        unit="deg",
        family=Family.FOLLOWING,
        better=Better.NEITHER,
        words=(f"ahead of the {part}, below 0 is late",),
        plain="Whether you moved together with the ring.",
        source=SINES_SOURCE,
    )(phase_deg)


for _nth in range(MOST_SINES):
    _declare_answer_at(_nth)


def _answer(following: Following, nth: int) -> complex:
    """H at one of the target's frequencies."""
    hz = np.array(following.hz)
    if nth >= len(hz):
        raise NotMeasurableError(f"the target has no {NTH[nth]} frequency")
    seconds = len(following.t_s) / following.rate_hz
    if seconds * np.diff(hz, prepend=0.0).min() < 1.0:
        raise NotMeasurableError(f"{seconds:.0f} s are too short to tell its frequencies apart")
    board, target = following.board_sines[nth], following.target_sines[nth]
    power = float(np.square(np.abs(target)).sum())
    if power <= 0:
        raise NotMeasurableError("the target did not move at this frequency")
    return complex((board * target.conj()).sum() / power)


def _away_deg(following: Following) -> FloatArray:
    return np.asarray(
        np.hypot(
            following.ap_deg - following.target_ap_deg, following.ml_deg - following.target_ml_deg
        ),
        dtype=np.float64,
    )


def _require_samples(following: Following) -> None:
    if not len(following.t_s):
        raise NotMeasurableError("no samples were measured")
