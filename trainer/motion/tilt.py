"""Tilt and its rates from the direction of gravity: the signs of the whole project live here.

Board frame: x to the toes, y to the patient's left, z up. d is the unit vector that points down,
seen from the board. With h = hypot(d_x, d_y), θ = atan2(h, −d_z) and k = θ/h the tilt is
`ap` = k·d_x, `ml` = −k·d_y, so that tilt² = ap² + ml² holds exactly and no Euler angles couple.
"""

from math import degrees, pi
from typing import TypeVar

import numpy as np

from trainer.recording.columns import FloatArray

DELIVERED_DECIMALS = 3
"""Delivered tilt and rates are rounded to thousandths before anybody sees them."""
_PER_DELIVERED = 10.0**DELIVERED_DECIMALS

_SMALL = 1e-5
"""Below this h the series of k is exact to double precision."""

_FEW = 6
"""Up to so many rows plain floats are quicker than numpy, which takes 0.3 us for each operation."""

N = TypeVar("N", float, FloatArray)
"""One row's number, or the column of all rows: the same formulas hold, to the last bit."""


def delivered_tilt(quaternion: FloatArray, gyro_deg_s: FloatArray) -> FloatArray:
    """Delivered ap, ml, ap rate and ml rate, (4, n), of board-to-earth quaternions (n, 4).

    `gyro_deg_s` (n, 3) is the board's bias-free angular rate in its own frame.
    """
    if len(quaternion) <= _FEW:
        rows = zip(quaternion.tolist(), gyro_deg_s.tolist(), strict=True)
        return delivered(np.array([_tilt_of_row(*q, *w) for q, w in rows]).reshape(-1, 4).T)
    down = down_from_quaternion(quaternion)
    return delivered(np.array((*tilt_from_down(down), *tilt_rates(down, gyro_deg_s))))


def tilt_from_down(down: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(ap, ml) in degrees from unit vectors pointing down, shape (n, 3), board frame."""
    h = np.hypot(down[:, 0], down[:, 1])
    k = np.degrees(_angle_over_h(h, down[:, 2]))
    return k * down[:, 0], -k * down[:, 1]


def tilt_rates(down: FloatArray, gyro_deg_s: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(ap, ml) rates in deg/s: the derivative of exactly `tilt_from_down`.

    `down` (n, 3) unit vectors, `gyro_deg_s` (n, 3) the board's bias-free angular rate, both in the
    board frame. Gravity is fixed in the world, so d' = −ω × d.
    """
    x, y, z = down.T
    wx, wy, wz = gyro_deg_s.T
    dx, dy, dz = _turned(x, y, z, wx, wy, wz)
    h = np.hypot(x, y)
    k = _angle_over_h(h, z)
    k_rate = np.where(h > _SMALL, _k_rate(x, y, z, dx, dy, dz, np.maximum(h, _SMALL), k), 0.0)
    return k_rate * x + k * dx, -(k_rate * y + k * dy)


def down_from_quaternion(quaternion: FloatArray) -> FloatArray:
    """Down in the board frame, (n, 3), from board-to-earth quaternions (w, x, y, z), (n, 4)."""
    return np.array(_down(*quaternion.T), dtype=np.float64).T


def delivered(values: FloatArray) -> FloatArray:
    """Values as they leave acquisition: rounded to thousandths, never minus zero."""
    return np.asarray(np.rint(values * _PER_DELIVERED) / _PER_DELIVERED + 0.0)


def inside_deg(ml_deg: FloatArray, standing_on_right: bool) -> FloatArray:
    """Tilt towards the other leg, positive when that edge is down."""
    return -ml_deg if standing_on_right else ml_deg


def _angle_over_h(h: FloatArray, z: FloatArray) -> FloatArray:
    safe = np.maximum(h, _SMALL)
    upright = np.where(z < 0, 1.0, np.pi / safe)
    return np.where(h > _SMALL, np.arctan2(safe, -z) / safe, upright)


def _tilt_of_row(
    qw: float, qx: float, qy: float, qz: float, wx: float, wy: float, wz: float
) -> tuple[float, float, float, float]:
    """Tilt and rates of one row, not yet rounded; numpy's own functions, for their last bit."""
    x, y, z = _down(qw, qx, qy, qz)
    dx, dy, dz = _turned(x, y, z, wx, wy, wz)
    h = float(np.hypot(x, y))
    if h > _SMALL:
        k = float(np.arctan2(h, -z)) / h
        k_rate = _k_rate(x, y, z, dx, dy, dz, h, k)
    else:
        k, k_rate = 1.0 if z < 0 else pi / _SMALL, 0.0
    k_deg = degrees(k)
    return k_deg * x, -k_deg * y, k_rate * x + k * dx, -(k_rate * y + k * dy)


def _down(w: N, x: N, y: N, z: N) -> tuple[N, N, N]:
    return 2 * (w * y - x * z), -2 * (y * z + w * x), 2 * (x * x + y * y) - 1


def _turned(x: N, y: N, z: N, wx: N, wy: N, wz: N) -> tuple[N, N, N]:
    """The derivative of down, −ω × d."""
    return y * wz - z * wy, z * wx - x * wz, x * wy - y * wx


def _k_rate(x: N, y: N, z: N, dx: N, dy: N, dz: N, h: N, k: N) -> N:
    h_rate = (x * dx + y * dy) / h
    return (h * dz - z * h_rate - k * h_rate) / h
