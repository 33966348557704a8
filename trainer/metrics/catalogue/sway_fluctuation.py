"""Family A: how the sway's fluctuations grow with the time over which they are looked at."""

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family, Fits
from trainer.metrics.registry import metric
from trainer.metrics.spectrum import without_trend
from trainer.metrics.sway import AP, ML, ROUNDING, Sway
from trainer.recording.columns import FloatArray

PENG = "Peng et al. 1994, Phys Rev E 49:1685"
SHORTEST_WINDOW_S = 0.5
LONGEST_SHARE = 4
SCALES = 16
SHORTEST_S = 10.0
FEWEST_IN_WINDOW = 5


@metric(
    "dfa_alpha_ml",
    "dfa_alpha_ap",
    unit="1",
    source=PENG,
    family=Family.SWAY,
    fits=(Fits.FORCE_PLATE,),
    better=Better.NEITHER,
    words=("fluctuation exponent side to side", "fluctuation exponent toes to heel"),
    plain="How long your sway remembers where it was going.",
)
def dfa_alpha(sway: Sway) -> tuple[float, float]:
    """Exponent α of the detrended fluctuations of each axis, F(s) ~ sᵅ: the least-squares slope of
    log F on log s for sixteen window lengths s from 0.5 s to T/4 at even steps of log s. F is the
    root mean square of the summed, centred signal about a straight line in each window (order 1),
    windows laid from both ends. Numbers do not compare across packages.

    0.5 is white noise, 1 pink noise, 1.5 a random walk. The scales alone move α by 0.1 and more, so
    compare only values with these. `NotMeasurableError` below 10 s in one stretch, below 10 samples
    a second, and if an axis does not move.
    """
    sway.require_stretch(SHORTEST_S, "a fluctuation exponent")
    if not sway.moves.all():
        raise NotMeasurableError("an axis does not move: it does not fluctuate")
    scales = scales_of(sway.n, sway.rate_hz)
    return exponent(sway.centred[ML], scales), exponent(sway.centred[AP], scales)


def scales_of(n: int, rate_hz: float) -> list[int]:
    """The window lengths in samples, rising. `NotMeasurableError` for too low a rate."""
    shortest = round(SHORTEST_WINDOW_S * rate_hz)
    if shortest < FEWEST_IN_WINDOW:
        raise NotMeasurableError(f"{rate_hz:.4g} samples a second are fewer than 10")
    lengths = np.geomspace(shortest, n // LONGEST_SHARE, SCALES)
    return sorted({round(length) for length in lengths.tolist()})


def exponent(values: FloatArray, scales: list[int]) -> float:
    """α of one centred axis (N,). `NotMeasurableError` if a window is a straight line."""
    profile = np.concatenate(([0.0], np.cumsum(values)))
    sizes = np.array([fluctuation(profile, length) for length in scales])
    if sizes.min() <= ROUNDING * np.abs(profile).max():
        raise NotMeasurableError("the signal is a straight line: it does not fluctuate")
    about = np.log(scales) - np.log(scales).mean()
    return float(about @ np.log(sizes) / (about @ about))


def fluctuation(profile: FloatArray, length: int) -> float:
    """F for windows of this many points of the profile, laid from its begin and from its end."""
    whole = len(profile) // length * length
    both = np.concatenate((profile[:whole], profile[-whole:])).reshape(-1, length)
    return float(np.sqrt(np.square(without_trend(both)).mean()))
