"""How well a new sensor calibration fits the readings it was made from. Pure.

Guided calibration shows these figures and judges by them before anything is stored.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from trainer.motion.calibration import Turn, carried_up, true_g
from trainer.motion.rotation import angle_deg, rotation_of, unit
from trainer.motion.tilt import tilt_from_down
from trainer.recording.calibration import STEP_ACCEL, SensorCalibration

FloatArray = npt.NDArray[np.float64]

KNOWN_ERRORS_WITHIN_G, UNKNOWN_ERRORS_WITHIN_G = 0.02, 0.15
"""How far gravity may be from 1 g, with and without `accel`; 60 mg and 3 % are usual without."""


def gravity_fits(calibration: SensorCalibration, felt_g: float) -> bool:
    """Whether gravity at rest is within what this calibration allows."""
    known = STEP_ACCEL in calibration.steps
    return abs(felt_g - 1.0) < (KNOWN_ERRORS_WITHIN_G if known else UNKNOWN_ERRORS_WITHIN_G)


def gravity_g(calibration: SensorCalibration, reading_g: FloatArray) -> float:
    """What the calibrated accelerometer feels at rest, from a mean reading (3,); 1 is right."""
    return float(np.linalg.norm(true_g(calibration, reading_g)))


def floor_slope_deg(
    calibration: SensorCalibration, first_g: FloatArray, second_g: FloatArray
) -> float:
    """Slope of the floor, which two readings (3,), half a turn apart, see from opposite sides."""
    return angle_deg(true_g(calibration, first_g), true_g(calibration, second_g)) / 2.0


def edge_tilts_deg(
    calibration: SensorCalibration, toes_g: FloatArray, heel_g: FloatArray
) -> tuple[float, float]:
    """How far the toe edge and then the heel edge went down; both are positive if correct."""
    ap_deg, _ = rest_tilt_deg(calibration, np.stack((toes_g, heel_g)))
    return float(ap_deg[0]), -float(ap_deg[1])


def rest_tilt_deg(
    calibration: SensorCalibration, readings_g: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """(ap, ml) in degrees of n mean readings at rest (n, 3), by gravity alone."""
    turn = rotation_of(calibration.mount)
    ups = np.array([unit(turn.apply(true_g(calibration, row))) for row in readings_g])
    return tilt_from_down(-ups)


def face_error_g(calibration: SensorCalibration, faces_g: Sequence[FloatArray]) -> float:
    """The largest error of gravity over the faces, in g."""
    return max(abs(gravity_g(calibration, face) - 1.0) for face in faces_g)


def turn_error_deg(
    calibration: SensorCalibration, faces_g: Sequence[FloatArray], turns: Sequence[Turn]
) -> float:
    """The largest angle by which the gyroscope misses the next face, over all turns."""
    ups = [unit(true_g(calibration, face)) for face in faces_g]
    scale = np.array(calibration.gyro_scale)
    return max(
        angle_deg(carried_up(ups[i], turn, scale), ups[i + 1]) for i, turn in enumerate(turns)
    )
