"""From tilt to what a motion sensor feels: the direction of gravity and the board's angular rate.

The exact inverse of `trainer.motion.tilt`. Gravity is fixed in the world, so the down vector d seen
from the board obeys d' = −ω × d. Tilt does not show turning about the vertical: that rate is zero
here, so ω = d' × d.
"""

from dataclasses import dataclass

import numpy as np

from trainer.motion.tilt import tilt_from_down, tilt_rates
from trainer.recording.columns import FloatArray
from trainer.simulation.board_state import TICK_S, BoardTrace

_SMALL_RAD = 1e-3
"""Below this tilt the series of (cos θ − sin θ/θ)/θ² is exact to double precision."""


@dataclass(frozen=True)
class Motion:
    """n poses, `TICK_S` apart. `down` (n, 3) unit vectors and `gyro_deg_s` (n, 3), board frame."""

    down: FloatArray
    gyro_deg_s: FloatArray

    def __len__(self) -> int:
        return len(self.down)

    def __getitem__(self, part: slice) -> "Motion":
        return Motion(self.down[part], self.gyro_deg_s[part])

    @property
    def t_s(self) -> FloatArray:
        """Seconds since the first pose."""
        return TICK_S * np.arange(len(self), dtype=np.float64)

    @property
    def accel_g(self) -> FloatArray:
        """What an accelerometer at the turning point reads: gravity alone, in g, (n, 3)."""
        return -self.down

    def tilt(self) -> tuple[FloatArray, FloatArray]:
        """(ap, ml) in degrees."""
        return tilt_from_down(self.down)

    def rates(self) -> tuple[FloatArray, FloatArray]:
        """(ap, ml) rates in deg/s."""
        return tilt_rates(self.down, self.gyro_deg_s)


def motion_from_tilt(
    ap_deg: FloatArray, ml_deg: FloatArray, ap_rate_deg_s: FloatArray, ml_rate_deg_s: FloatArray
) -> Motion:
    """The poses with these tilts and rates, four arrays of n, turning nowhere about the vertical.

    d = (s·ap, −s·ml, −cos θ) with θ² = ap² + ml² in radians and s = sin θ/θ.
    """
    ap, ml, ap_rate, ml_rate = np.radians((ap_deg, ml_deg, ap_rate_deg_s, ml_rate_deg_s))
    theta = np.hypot(ap, ml)
    s = np.sinc(theta / np.pi)
    half_square_rate = ap * ap_rate + ml * ml_rate
    s_rate = _bend(theta) * half_square_rate
    down = np.stack((s * ap, -s * ml, -np.cos(theta)), axis=-1)
    down_rate = np.stack(
        (s_rate * ap + s * ap_rate, -s_rate * ml - s * ml_rate, s * half_square_rate), axis=-1
    )
    return Motion(down, np.degrees(cross(down_rate, down)))


def motion_of_trace(trace: BoardTrace) -> Motion:
    """The poses a simulated board went through."""
    return motion_from_tilt(trace.ap_deg, trace.ml_deg, trace.ap_rate_deg_s, trace.ml_rate_deg_s)


def level(seconds: float) -> Motion:
    """Level stillness."""
    n = round(seconds / TICK_S)
    return Motion(np.tile((0.0, 0.0, -1.0), (n, 1)), np.zeros((n, 3)))


def joined(*parts: Motion) -> Motion:
    """One motion after the other."""
    return Motion(
        np.concatenate([part.down for part in parts]),
        np.concatenate([part.gyro_deg_s for part in parts]),
    )


def cross(a: FloatArray, b: FloatArray) -> FloatArray:
    """a × b of rows of three; numpy's own takes ten times as long for the few rows of a frame."""
    (ax, ay, az), (bx, by, bz) = a.T, b.T
    return np.stack((ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx), axis=-1)


def _bend(theta: FloatArray) -> FloatArray:
    safe = np.maximum(theta, _SMALL_RAD)
    exact = (np.cos(safe) - np.sinc(safe / np.pi)) / safe**2
    return np.where(theta > _SMALL_RAD, exact, -1.0 / 3.0 + theta**2 / 30.0)
