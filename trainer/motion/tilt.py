"""Tilt and its rates from the direction of gravity: the signs of the whole project live here.

Board frame: x to the toes, y to the patient's left, z up. d is the unit vector that points down,
seen from the board. With h = hypot(d_x, d_y), θ = atan2(h, −d_z) and k = θ/h the tilt is
`ap` = k·d_x, `ml` = −k·d_y, so that tilt² = ap² + ml² holds exactly and no Euler angles couple.
"""

import numpy as np

from trainer.recording.columns import FloatArray

DELIVERED_DECIMALS = 3
"""Delivered tilt and rates are rounded to thousandths before anybody sees them."""

_SMALL = 1e-5
"""Below this h the series of k is exact to double precision."""


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
    dx, dy, dz = y * wz - z * wy, z * wx - x * wz, x * wy - y * wx
    h = np.hypot(x, y)
    safe = np.maximum(h, _SMALL)
    h_rate = (x * dx + y * dy) / safe
    theta_rate = safe * dz - z * h_rate
    k = _angle_over_h(h, z)
    k_rate = np.where(h > _SMALL, (theta_rate - k * h_rate) / safe, 0.0)
    return k_rate * x + k * dx, -(k_rate * y + k * dy)


def down_from_quaternion(quaternion: FloatArray) -> FloatArray:
    """Down in the board frame, (n, 3), from board-to-earth quaternions (w, x, y, z), (n, 4)."""
    w, x, y, z = quaternion.T
    up = np.stack(
        (2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)),
        axis=-1,
    )
    return np.asarray(-up, dtype=np.float64)


def delivered(values: FloatArray) -> FloatArray:
    """Values as they leave acquisition: rounded to thousandths, never minus zero."""
    return np.round(values, DELIVERED_DECIMALS) + 0.0


def inside_deg(ml_deg: FloatArray, standing_on_right: bool) -> FloatArray:
    """Tilt towards the other leg, positive when that edge is down."""
    return -ml_deg if standing_on_right else ml_deg


def _angle_over_h(h: FloatArray, z: FloatArray) -> FloatArray:
    safe = np.maximum(h, _SMALL)
    upright = np.where(z < 0, 1.0, np.pi / safe)
    return np.where(h > _SMALL, np.arctan2(safe, -z) / safe, upright)
