"""Quaternions (w, x, y, z), unit vectors and angles. Pure."""

import numpy as np
import numpy.typing as npt
from scipy.spatial.transform import Rotation

from trainer.recording.calibration import Quaternion

FloatArray = npt.NDArray[np.float64]


def rotation_of(quaternion: Quaternion) -> Rotation:
    """A scipy rotation from our order of components."""
    return Rotation.from_quat(quaternion, scalar_first=True)


def quaternion_of(rotation: Rotation) -> Quaternion:
    """A rotation as (w, x, y, z) with w not negative."""
    w, x, y, z = rotation.as_quat(canonical=True, scalar_first=True)
    return float(w), float(x), float(y), float(z)


def unit(vector: FloatArray) -> FloatArray:
    """A vector of length one in the same direction; ValueError for a null vector."""
    length = float(np.linalg.norm(vector))
    if length == 0.0:
        raise ValueError("a null vector has no direction")
    return np.asarray(vector / length, dtype=np.float64)


def angle_deg(a: FloatArray, b: FloatArray) -> float:
    """Angle between two vectors, 0 to 180 degrees, exact for small angles, too."""
    return float(np.degrees(np.arctan2(np.linalg.norm(np.cross(a, b)), np.dot(a, b))))
