"""Counts to readings in sensor and board axes, with the quaternions and vectors for it. Pure.

`scipy.spatial` is loaded when the first rotation is made: `baps metrics` makes none, and it is a
quarter of a second.
"""

from dataclasses import dataclass

import numpy as np
import scipy

from trainer.recording.columns import FloatArray
from trainer.recording.samples import CountArray
from trainer.recording.sensor import Quaternion, SensorCalibration, SensorSetup, Vector


def rotation_of(quaternion: Quaternion) -> "scipy.spatial.transform.Rotation":
    """A scipy rotation from our order of components."""
    return scipy.spatial.transform.Rotation.from_quat(quaternion, scalar_first=True)


def quaternion_of(rotation: "scipy.spatial.transform.Rotation") -> Quaternion:
    """A rotation as (w, x, y, z) with w not negative."""
    w, x, y, z = rotation.as_quat(canonical=True, scalar_first=True)
    return float(w), float(x), float(y), float(z)


def quaternion_of_axes(axes: FloatArray) -> Quaternion:
    """The same for a rotation matrix (3, 3); its rows are the new axes in the old ones."""
    return quaternion_of(scipy.spatial.transform.Rotation.from_matrix(axes))


def unit(vector: FloatArray) -> FloatArray:
    """A vector of length one in the same direction; ValueError for a null vector."""
    length = float(np.linalg.norm(vector))
    if length == 0.0:
        raise ValueError("a null vector has no direction")
    return np.asarray(vector / length, dtype=np.float64)


def angle_deg(a: FloatArray, b: FloatArray) -> float:
    """Angle between two vectors, 0 to 180 degrees, exact for small angles, too."""
    return float(np.degrees(np.arctan2(np.linalg.norm(np.cross(a, b)), np.dot(a, b))))


def accel_g(counts: CountArray, setup: SensorSetup) -> FloatArray:
    """Acceleration in g, (n, 3), sensor axes, uncorrected."""
    return counts / setup.counts_per_g


def gyro_deg_s(counts: CountArray, setup: SensorSetup) -> FloatArray:
    """Angular rate in deg/s, (n, 3), sensor axes, bias included."""
    return counts / setup.counts_per_deg_s


@dataclass(frozen=True)
class Affine:
    """reading = counts · matrix + offset, for rows of three."""

    matrix: FloatArray
    offset: FloatArray

    def __call__(self, counts: CountArray) -> FloatArray:
        return np.asarray(counts @ self.matrix + self.offset, dtype=np.float64)


def board_accel_g(setup: SensorSetup, calibration: SensorCalibration) -> Affine:
    """Accelerometer counts to g in the board frame: offset removed, scaled, rotated."""
    return _affine(
        setup.counts_per_g, calibration, calibration.accel_offset_g, calibration.accel_scale
    )


def board_gyro_deg_s(
    setup: SensorSetup, calibration: SensorCalibration, bias_deg_s: Vector
) -> Affine:
    """Gyroscope counts to deg/s in the board frame: bias removed, scaled, rotated."""
    return _affine(setup.counts_per_deg_s, calibration, bias_deg_s, calibration.gyro_scale)


def _affine(
    counts_per_unit: float, calibration: SensorCalibration, offset: Vector, scale: Vector
) -> Affine:
    turn = rotation_of(calibration.mount).as_matrix() * np.array(scale)
    return Affine(turn.T / counts_per_unit, -turn @ np.array(offset))
