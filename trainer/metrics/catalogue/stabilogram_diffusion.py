"""Family A: how far the sway gets in a given time, at short notice and in the long run.

The stabilogram diffusion of Collins and De Luca, with windows that are the same for everybody: a
border that is fitted to each record moves the exponents as much as a patient does.
"""

import math
from dataclasses import dataclass

import numpy as np

from trainer.metrics.errors import NotMeasurableError
from trainer.metrics.kinds import Better, Family, Fits
from trainer.metrics.registry import metric
from trainer.metrics.sway import Sway

COLLINS = "after Collins and De Luca 1993, Exp Brain Res 95:308"
SHORT_S = (0.05, 0.6)
LONG_FROM_S = 1.5
SHORTEST_S = 12.0
"""The long window then spans a factor of two at least."""
FEWEST_LAGS = 3
PARALLEL_WITHIN = 1e-6
_ROUNDING_LAGS = 1e-6
_NOTHING = 1e-12


@dataclass(frozen=True)
class Line:
    """log⟨Δr²⟩ = slope·log Δt + level."""

    slope: float
    level: float


@metric(
    "diffusion_short",
    "diffusion_long",
    unit="1",
    source=COLLINS,
    family=Family.SWAY,
    fits=(Fits.FORCE_PLATE,),
    better=Better.NEITHER,
    words=("diffusion exponent, short term", "diffusion exponent, long term"),
    plain="Whether your sway went on the same way or turned back.",
)
def diffusion_exponents(sway: Sway) -> tuple[float, float]:
    """Scaling exponents H of the mean square displacement in the plane, ⟨Δr²⟩ ~ Δt²ᴴ: half the
    slope of the least-squares line of log⟨Δr²⟩ on log Δt through all lags from 0.05 to 0.6 s
    (short) and from 1.5 s to T/4 (long).

    Above 0.5 the sway goes on, below it turns back; 0.5 is a random walk. `NotMeasurableError`
    below 12 s in one stretch, with fewer than three lags in a window, and if a lag has no
    displacement.
    """
    short, long = _lines(sway)
    return short.slope / 2, long.slope / 2


@metric(
    "diffusion_critical_time",
    unit="s",
    source=COLLINS,
    family=Family.SWAY,
    fits=(Fits.FORCE_PLATE,),
    better=Better.NEITHER,
    words=("time after which the sway turns back",),
    plain="How long your sway goes on before it turns back.",
)
def diffusion_critical_time(sway: Sway) -> float:
    """Lag at which the two lines of `diffusion_short` and `diffusion_long` cross.

    `NotMeasurableError` as those, if the lines are parallel, and if they cross outside all lags
    that were looked at (0.05 s to T/4).
    """
    short, long = _lines(sway)
    apart = short.slope - long.slope
    crossing = (long.level - short.level) / apart if abs(apart) > PARALLEL_WITHIN else math.inf
    longest_s = sway.duration_s / 4
    if not math.log(SHORT_S[0]) <= crossing <= math.log(longest_s):
        raise NotMeasurableError(
            f"the lines of short and long lags do not cross between {SHORT_S[0]:g} and "
            f"{longest_s:.3g} s"
        )
    return math.exp(crossing)


def _lines(sway: Sway) -> tuple[Line, Line]:
    sway.require_stretch(SHORTEST_S, "a diffusion plot")
    if not sway.moves.any():
        raise NotMeasurableError("the signal does not move: nothing diffuses")
    return _line(sway, *SHORT_S), _line(sway, LONG_FROM_S, sway.duration_s / 4)


def _line(sway: Sway, from_s: float, until_s: float) -> Line:
    first = math.ceil(from_s * sway.rate_hz - _ROUNDING_LAGS)
    last = math.floor(until_s * sway.rate_hz + _ROUNDING_LAGS)
    lag = np.arange(max(first, 1), last + 1)
    if len(lag) < FEWEST_LAGS:
        raise NotMeasurableError(f"{sway.rate_hz:.4g} samples a second are too few for short lags")
    squared = sway.squared_displacement[lag]
    if squared.min() <= _NOTHING * sway.squared_displacement.max():
        raise NotMeasurableError(f"there is a lag of {from_s:g} s or more without a displacement")
    time, size = np.log(lag / sway.rate_hz), np.log(squared)
    about = time - time.mean()
    slope = float(about @ size / (about @ about))
    return Line(slope, float(size.mean() - slope * time.mean()))
