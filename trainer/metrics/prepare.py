"""From stamped samples to the signal the formulas take: even, filtered, boards at 100 Hz."""

from dataclasses import dataclass, replace

import numpy as np

from trainer.metrics.lowpass import LowPass
from trainer.metrics.stamps import EvenSignal, evenly
from trainer.metrics.sway import Sway
from trainer.recording.columns import FloatArray

BOARD_RATE_HZ = 100.0
HIGHEST_CUT_OFF_AT_BOARD_RATE_HZ = 25.0
"""Above this too much would fold back at 100 Hz; such signals keep their own rate."""
SAME_RATE_WITHIN_INTERVALS = 0.05


@dataclass(frozen=True)
class Stamped:
    """Stamped samples of one stretch without a gap: `axes` is 2 by N, rows AP and ML."""

    times_s: FloatArray
    axes: FloatArray


def filtered(motion: Stamped, low_pass: LowPass | None) -> EvenSignal:
    """Even and filtered, at the recording's own rate. `SignalError` where that cannot be."""
    even = evenly(motion.times_s, motion.axes)
    if low_pass is None:
        return even
    return replace(even, values=low_pass(even.values, even.rate_hz))


def board_signal(motion: Stamped, low_pass: LowPass | None) -> EvenSignal:
    """A board's motion, filtered at its own rate and then brought to 100 Hz.

    Unfiltered it stays at its own rate: taking samples out of it would fold noise into it.
    """
    own = filtered(motion, low_pass)
    if low_pass is None or low_pass.cut_off_hz > HIGHEST_CUT_OFF_AT_BOARD_RATE_HZ:
        return own
    return at_rate(own, BOARD_RATE_HZ)


def at_rate(signal: EvenSignal, rate_hz: float) -> EvenSignal:
    """A band-limited signal at another rate, by cubic splines.

    At 500 Hz and a 10 Hz cut-off the spline's error is below 1e-5 of the signal, and where the
    grids coincide there is none. At the same rate the samples stay as they are.
    """
    spans = (signal.values.shape[1] - 1) * rate_hz / signal.rate_hz
    if abs(spans - (signal.values.shape[1] - 1)) < SAME_RATE_WITHIN_INTERVALS:
        return replace(signal, rate_hz=rate_hz)
    grid = np.arange(int(spans + SAME_RATE_WITHIN_INTERVALS) + 1) * signal.rate_hz / rate_hz
    # Few tables are uneven, and the import takes half a second.
    from scipy.interpolate import CubicSpline  # noqa: PLC0415

    spline = CubicSpline(np.arange(signal.values.shape[1]), signal.values, axis=1)
    return replace(signal, rate_hz=rate_hz, values=np.asarray(spline(grid), dtype=np.float64))


def joined(parts: list[EvenSignal], rate_hz: float, filter_name: str) -> Sway:
    """Stretches of two axes one after the other, with breaks between them.

    The rate is that of the first; `rate_hz` is used when there is no stretch.
    """
    if not parts:
        return Sway(np.zeros((2, 0)), rate_hz, filter=filter_name)
    lengths = [part.values.shape[1] for part in parts]
    breaks = tuple(int(at) for at in np.cumsum(lengths)[:-1])
    axes = np.concatenate([part.values for part in parts], axis=1)
    return Sway(axes, parts[0].rate_hz, breaks, filter_name)
