"""A board at rest: is it still, and does its calibration fit? Pure.

The bias search, guided calibration and the check at every start judge by these.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainer.motion.calibration import Turn, carried_up, true_g
from trainer.motion.readings import angle_deg, rotation_of, unit
from trainer.motion.tilt import tilt_from_down
from trainer.recording.columns import FloatArray
from trainer.recording.sensor import STEP_ACCEL, SensorCalibration, Vector

SHORTEST_S = 2.0
MOVING = "the board is moving: leave it alone for three seconds"
LEANING = "the board is leaning slowly: leave it alone"
GYRO_SD_LIMIT_DEG_S = 0.4
"""An MPU-6050 behind its 94 Hz filter has 0.06 deg/s; a hand on the board gives more than 1."""
ACCEL_SD_LIMIT_G = 0.02
LEAN_LIMIT_DEG = 0.25
"""Change of gravity between the two halves: a slow lean of 0.5 deg/s moves it by 0.5 in 2 s."""
GRAVITY_LIMITS_G = (0.8, 1.2)
"""±3 % of scale and 60 mg of offset on every axis stay well within these."""
BIAS_LIMIT_DEG_S = 25.0
"""The datasheet allows ±20 deg/s."""


@dataclass(frozen=True)
class Stillness:
    """Means over a stretch; `reason` says why it was not at rest, and is empty if it was."""

    accel_g: Vector
    gyro_deg_s: Vector
    reason: str

    @property
    def still(self) -> bool:
        """Whether the means may be used."""
        return not self.reason

    @property
    def disturbed(self) -> bool:
        """Whether somebody moves the board; the sensor is not to blame then."""
        return self.reason in (MOVING, LEANING)


def check_stillness(accel: FloatArray, gyro: FloatArray, rate_hz: float) -> Stillness:
    """Judge a stretch: `accel` in g and `gyro` in deg/s, both (n, 3), sensor axes.

    The gyroscope alone cannot tell a slow constant rotation from bias, so the direction of gravity
    must not move either.
    """
    if not len(accel):
        return Stillness((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), "no samples")
    checks = _checks(accel, gyro, rate_hz)
    return Stillness(_vector(accel), _vector(gyro), next((why for bad, why in checks if bad), ""))


def _checks(accel: FloatArray, gyro: FloatArray, rate_hz: float) -> list[tuple[bool, str]]:
    half = len(accel) // 2
    gravity = float(np.linalg.norm(accel.mean(axis=0)))
    constant = np.ptp(accel, axis=0).max() == 0 and np.ptp(gyro, axis=0).max() == 0
    moving = gyro.std(axis=0).max() > GYRO_SD_LIMIT_DEG_S or (
        accel.std(axis=0).max() > ACCEL_SD_LIMIT_G
    )
    halves = accel[: half + 1].mean(axis=0), accel[half:].mean(axis=0)
    return [
        (len(accel) < SHORTEST_S * rate_hz, f"shorter than {SHORTEST_S:.0f} s"),
        (bool(constant), "the sensor repeats one value: check its wiring"),
        (
            not GRAVITY_LIMITS_G[0] <= gravity <= GRAVITY_LIMITS_G[1],
            f"the sensor feels {gravity:.2f} g at rest instead of 1 g: check or replace it",
        ),
        (bool(moving), MOVING),
        (angle_deg(*halves) > LEAN_LIMIT_DEG, LEANING),
        (
            bool(np.abs(gyro.mean(axis=0)).max() > BIAS_LIMIT_DEG_S),
            "the board is turning, or the sensor's gyroscope is broken",
        ),
    ]


def _vector(rows: FloatArray) -> Vector:
    x, y, z = rows.mean(axis=0)
    return float(x), float(y), float(z)


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
