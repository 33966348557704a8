"""Analytic motions for the virtual sensor, with the true tilt and rates beside them.

Sensor axes are the board's as marked: x to the toes, y to the patient's left, z up. A motion
known as arrays from elsewhere (a recording) becomes one by `from_rows`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

RATE_HZ = 1000
LEAD_IN_S = 6.0
FADE_S = 0.5
EASE_S = 1.0
_SIN_10, _COS_10 = float(np.sin(np.radians(10))), float(np.cos(np.radians(10)))

GOLDEN_POSES: dict[str, tuple[tuple[float, float, float], tuple[float, float]]] = {
    "level": ((0.0, 0.0, 1.0), (0.0, 0.0)),
    "toes_down": ((-_SIN_10, 0.0, _COS_10), (10.0, 0.0)),
    "heel_down": ((_SIN_10, 0.0, _COS_10), (-10.0, 0.0)),
    "right_down": ((0.0, _SIN_10, _COS_10), (0.0, 10.0)),
    "left_down": ((0.0, -_SIN_10, _COS_10), (0.0, -10.0)),
    "toes_and_right_down": ((-0.5, 0.5, np.sqrt(0.5)), (45 * np.sqrt(0.5), 45 * np.sqrt(0.5))),
}
"""Accelerometer in g and the (ap, ml) in degrees it stands for."""


@dataclass(frozen=True)
class Motion:
    """n rows at 1 kHz: what the sensor feels (ax ay az g, gx gy gz deg/s), and the truth."""

    rows: npt.NDArray[np.float32]
    ap_deg: Array
    ml_deg: Array
    ap_rate_deg_s: Array
    ml_rate_deg_s: Array

    @property
    def t_s(self) -> Array:
        """Time of each row from the first."""
        return np.arange(len(self.rows)) / RATE_HZ

    def save(self, path: Path) -> None:
        """Write the rows as `virtual_uno --motion` reads them."""
        self.rows.astype("<f4").tofile(path)


def down_of(ap_deg: Array, ml_deg: Array) -> Array:
    """Unit vectors pointing down seen from the board, n by 3, for tilts in degrees."""
    tilt = np.radians(np.hypot(ap_deg, ml_deg))
    share = np.sinc(tilt / np.pi)
    return np.column_stack((share * np.radians(ap_deg), -share * np.radians(ml_deg), -np.cos(tilt)))


def tilt_of(accel_g: Array) -> tuple[Array, Array]:
    """(ap, ml) in degrees of a board at rest, from n by 3 accelerations."""
    down = -accel_g / np.linalg.norm(accel_g, axis=1, keepdims=True)
    sideways = np.hypot(down[:, 0], down[:, 1])
    tilt = np.degrees(np.arctan2(sideways, -down[:, 2]))
    scale = np.where(sideways > 0, tilt / np.where(sideways > 0, sideways, 1.0), np.degrees(1.0))
    return scale * down[:, 0], -scale * down[:, 1]


def from_tilt(ap_deg: Array, ml_deg: Array) -> Motion:
    """A board tilted like this without turning about the vertical: omega = d' x d."""
    down = down_of(ap_deg, ml_deg)
    gyro = np.degrees(np.cross(_derivative(down), down))
    return from_rows(np.column_stack((-down, gyro)), ap_deg, ml_deg)


def from_rows(rows: Array, ap_deg: Array | None = None, ml_deg: Array | None = None) -> Motion:
    """A motion given as sensor rows; without a tilt, the accelerometer is taken as gravity."""
    if ap_deg is None or ml_deg is None:
        ap_deg, ml_deg = tilt_of(rows[:, :3])
    return Motion(rows.astype(np.float32), ap_deg, ml_deg, _derivative(ap_deg), _derivative(ml_deg))


def constant_tilt(accel_g: tuple[float, float, float], seconds: float) -> Motion:
    """Stillness in one pose."""
    n = round(seconds * RATE_HZ)
    return from_rows(np.tile(np.array([*accel_g, 0.0, 0.0, 0.0]), (n, 1)))


def constant_rate(ap_rate_deg_s: float, ml_rate_deg_s: float, seconds: float) -> Motion:
    """One steady turn through level in the middle of the time."""
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ - seconds / 2
    return from_tilt(ap_rate_deg_s * t, ml_rate_deg_s * t)


def circle(radius_deg: float, period_s: float, seconds: float) -> Motion:
    """Toes, right, heel, left and round again; a negative period turns the other way."""
    phase = 2 * np.pi * np.arange(round(seconds * RATE_HZ)) / RATE_HZ / period_s
    return from_tilt(radius_deg * np.cos(phase), radius_deg * np.sin(phase))


def sway(seconds: float) -> Motion:
    """Somebody who keeps the board about level, 2.1 deg off it at most."""
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    parts = ((0.8, 0.31, 0.0), (0.45, 0.83, 1.0), (0.2, 1.9, 2.0))
    ap_deg, ml_deg = (
        sum(size * np.sin(2 * np.pi * faster * hz * t + begin) for size, hz, begin in parts)
        for faster in (1.0, 0.77)
    )
    return from_tilt(np.asarray(ap_deg), np.asarray(ml_deg))


def with_lead_in(motion: Motion, still_s: float = LEAD_IN_S) -> Motion:
    """Level stillness for so long, then the motion, its first 0.5 s faded in from level.

    Within the fade the tilt is scaled smoothly and the gyroscope belongs to what results; a turn
    about the vertical is scaled alike.
    """
    n = min(round(FADE_S * RATE_HZ), len(motion.rows))
    share = 0.5 - 0.5 * np.cos(np.pi * np.arange(n) / n)
    faded = from_tilt(share * motion.ap_deg[:n], share * motion.ml_deg[:n])
    plain = from_tilt(motion.ap_deg[:n], motion.ml_deg[:n])
    rows = faded.rows.copy()
    rows[:, 3:] += share[:, None] * (motion.rows[:n, 3:] - plain.rows[:, 3:])
    still = constant_tilt((0.0, 0.0, 1.0), still_s)
    return from_rows(
        np.vstack((still.rows, rows, motion.rows[n:])).astype(np.float64),
        np.concatenate((still.ap_deg, faded.ap_deg, motion.ap_deg[n:])),
        np.concatenate((still.ml_deg, faded.ml_deg, motion.ml_deg[n:])),
    )


def in_turn(parts: Sequence[Motion]) -> tuple[Motion, list[float]]:
    """Level stillness for 6 s, then each motion, with a second to get to where it begins.

    Beside it, when each begins, in seconds.
    """
    pieces, begins_s = [constant_tilt((0.0, 0.0, 1.0), LEAD_IN_S)], []
    for part in parts:
        pieces.append(_eased(pieces[-1], part))
        begins_s.append(sum(len(piece.rows) for piece in pieces) / RATE_HZ)
        pieces.append(part)
    rows = np.vstack([piece.rows for piece in pieces]).astype(np.float64)
    ap_deg, ml_deg = (
        np.concatenate([getattr(piece, axis) for piece in pieces]) for axis in ("ap_deg", "ml_deg")
    )
    return from_rows(rows, ap_deg, ml_deg), begins_s


def _eased(before: Motion, after: Motion) -> Motion:
    n = round(EASE_S * RATE_HZ)
    share = 0.5 - 0.5 * np.cos(np.pi * np.arange(n) / n)
    return from_tilt(
        before.ap_deg[-1] + share * (after.ap_deg[0] - before.ap_deg[-1]),
        before.ml_deg[-1] + share * (after.ml_deg[0] - before.ml_deg[-1]),
    )


def _derivative(values: Array) -> Array:
    return np.asarray(np.gradient(values, 1 / RATE_HZ, axis=0, edge_order=2))
