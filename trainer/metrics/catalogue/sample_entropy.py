"""Family A: how predictable the sway along each axis is from its last tenth of a second."""

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family, Fits
from trainer.metrics.registry import metric
from trainer.metrics.sway import AP, ML, Sway
from trainer.recording.columns import FloatArray

RICHMAN = "Richman and Moorman 2000, Am J Physiol Heart Circ Physiol 278:H2039"
LENGTH = 2
TOLERANCE = 0.2
LAGS_AT_ONCE = 64


@metric(
    "sample_entropy_ml",
    "sample_entropy_ap",
    "sample_entropy_n",
    unit="1",
    source=RICHMAN,
    family=Family.SWAY,
    fits=(Fits.FORCE_PLATE,),
    better=Better.NEITHER,
    words=(
        "sample entropy side to side",
        "sample entropy toes to heel",
        "samples that the entropy is of",
    ),
    plain="How hard your sway was to foresee.",
)
def sample_entropy(at_20_hz: Sway) -> tuple[float, float, float]:
    """Sample entropy of each axis at 20 Hz (brought to it by a sinc in a Hann window of 1 s, −6 dB
    at 8 Hz), −ln(A/B): B counts the pairs of different stretches of m = 2 samples that are alike
    within r = 0.2 SD (N − 1) at each sample, A those of them that are still alike with the next
    sample; `sample_entropy_n` is N = 20·T + 1, T rounded down to 0.05 s.

    Larger is less regular; short records have another entropy than long ones. No stretch is
    compared with itself. A drift makes SD larger and the entropy smaller. `NotMeasurableError`
    below 10 s in one stretch, below 20 samples a second, if an axis does not move, and if no
    stretches are alike.
    """
    if not at_20_hz.moves.all():
        raise NotMeasurableError("an axis does not move: it has no entropy")
    ml, ap = (entropy(at_20_hz.axes[axis]) for axis in (ML, AP))
    return ml, ap, float(at_20_hz.n)


def entropy(values: FloatArray, length: int = LENGTH, tolerance: float = TOLERANCE) -> float:
    """Sample entropy of one axis (N,); `tolerance` is in standard deviations.

    `NotMeasurableError` if no two stretches are alike.
    """
    within = tolerance * float(np.std(values, ddof=1))
    shorter, longer = alike(values, length, within)
    if not longer:
        raise NotMeasurableError(
            f"of {len(values)} samples no {length + 1} in a row are like {length + 1} others"
        )
    return math.log(shorter / longer)


def alike(values: FloatArray, length: int, within: float) -> tuple[int, int]:
    """How many pairs among N − m stretches are alike for m samples, and for m + 1.

    Pairs that are the same time apart are compared at once, and 64 such times in one go.
    """
    n = len(values)
    later = sliding_window_view(np.concatenate((values, np.full(n, np.inf))), n)
    shorter = longer = 0
    for first in range(1, n - length, LAGS_AT_ONCE):
        left = n - first
        block = later[first : min(first + LAGS_AT_ONCE, n - length), :left]
        near = np.abs(block - values[:left]) <= within
        same = np.isfinite(block[:, length:])
        for ahead in range(length):
            same &= near[:, ahead : left - length + ahead]
        shorter += int(np.count_nonzero(same))
        longer += int(np.count_nonzero(same & near[:, length:]))
    return shorter, longer
