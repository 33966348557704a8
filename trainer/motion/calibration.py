"""How a sensor is mounted on its board, and its scale and offset. Pure geometry.

`level` finds the deck's normal and `front` the direction of the toes. Together they are the mount,
so a sensor may be glued on any way round. `accel` finds the accelerometer's scale and offset from
six resting faces, and the gyroscope's scale from the turns between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
import scipy

from trainer.motion.readings import angle_deg, quaternion_of_axes, rotation_of, unit
from trainer.recording.columns import FloatArray
from trainer.recording.sensor import (
    STEP_ACCEL,
    STEP_FRONT,
    STEP_LEVEL,
    SensorCalibration,
    Vector,
)

STEEPEST_FLOOR_DEG = 8.0
TURN_LIMITS_DEG = (150.0, 210.0)
SMALLEST_EDGE_TILT_DEG = 2.0
EDGES_OPPOSE_WITHIN_DEG = 10.0
FACE_WITHIN_DEG = 25.0
SCALE_LIMITS = (0.9, 1.1)
OFFSET_LIMIT_G = 0.2


class CalibrationError(ValueError):
    """A step was not done as asked; the text says what to redo."""


class LevelPose(Enum):
    """How the deck lies in the two readings of the level step."""

    FACE_DOWN = "face_down"
    ON_BLOCKS = "on_blocks"


def level(
    calibration: SensorCalibration,
    first_g: FloatArray,
    second_g: FloatArray,
    turned_deg: float,
    pose: LevelPose,
) -> SensorCalibration:
    """The deck's normal from two resting readings, the board turned 180° in between.

    `first_g`, `second_g`: mean accelerometer readings (3,), sensor axes. `turned_deg`: what the
    gyroscope saw between them. The floor's slope adds to one reading what it takes from the other.
    """
    if not TURN_LIMITS_DEG[0] <= abs(turned_deg) <= TURN_LIMITS_DEG[1]:
        raise CalibrationError(
            f"the board was turned by {abs(turned_deg):.0f}° instead of 180°: "
            "do the level step again, turning it half way round on the spot"
        )
    ups = [unit(true_g(calibration, reading)) for reading in (first_g, second_g)]
    if angle_deg(*ups) > 2 * STEEPEST_FLOOR_DEG:
        raise CalibrationError(
            f"the two positions differ by {angle_deg(*ups):.0f}°: the board did not lie flat, "
            "or the floor is too steep; do the level step again"
        )
    normal = unit(ups[0] + ups[1])
    if pose is LevelPose.FACE_DOWN:
        normal = -normal
    forward = rotation_of(calibration.mount).inv().apply((1.0, 0.0, 0.0))
    return replace(
        calibration,
        mount=_mount(normal, forward),
        steps=(calibration.steps | {STEP_LEVEL}) - {STEP_FRONT},
    )


def front(
    calibration: SensorCalibration, toe_down_g: FloatArray, heel_down_g: FloatArray
) -> SensorCalibration:
    """The direction of the toes, from readings with the toe edge and then the heel edge down."""
    if STEP_LEVEL not in calibration.steps:
        raise CalibrationError("find level first: run baps calibrate level")
    normal = rotation_of(calibration.mount).inv().apply((0.0, 0.0, 1.0))
    toes, heel = (_downhill(true_g(calibration, g), normal) for g in (toe_down_g, heel_down_g))
    opposed = 180.0 - angle_deg(toes, heel)
    if opposed > EDGES_OPPOSE_WITHIN_DEG:
        raise CalibrationError(
            f"toe and heel edge are {180 - opposed:.0f}° apart instead of 180°: do the front step "
            "again, pressing the middle of each edge to the floor"
        )
    return replace(
        calibration,
        mount=_mount(normal, unit(toes) - unit(heel)),
        steps=calibration.steps | {STEP_FRONT},
    )


@dataclass(frozen=True)
class Turn:
    """A turn between two faces: bias-free gyroscope readings (n, 3) in deg/s at `rate_hz`."""

    gyro_deg_s: FloatArray
    rate_hz: float


def accel(
    calibration: SensorCalibration, faces_g: Sequence[FloatArray], turns: Sequence[Turn]
) -> SensorCalibration:
    """Scale and offset from six resting faces (any order) and the five turns between them."""
    _check_faces(faces_g)
    readings = np.array(faces_g)
    first = np.array([1.0, 1, 1, 0, 0, 0])
    fit = scipy.optimize.least_squares(_face_errors, first, args=(readings,))
    scale, offset = fit.x[:3], fit.x[3:]
    ups = np.array([unit(row) for row in (readings - offset) * scale])
    gyro = scipy.optimize.least_squares(_turn_errors, np.ones(3), args=(ups, turns), x_scale=0.01)
    for name, values in (("accelerometer", scale), ("gyroscope", gyro.x)):
        if values.min() < SCALE_LIMITS[0] or values.max() > SCALE_LIMITS[1]:
            raise CalibrationError(
                f"the {name} seems {100 * np.abs(values - 1).max():.0f} % off: do the accel step "
                "again with a second of stillness on each face, or replace the sensor"
            )
    if np.abs(offset).max() > OFFSET_LIMIT_G:
        raise CalibrationError("the accelerometer's zero is too far off: replace the sensor")
    return replace(
        calibration,
        accel_scale=_vector(scale),
        accel_offset_g=_vector(offset),
        gyro_scale=_vector(gyro.x),
        # Level and front were found with the old scale.
        steps=frozenset({STEP_ACCEL}),
    )


def turned_deg(gyro_deg_s: FloatArray, axis: FloatArray, rate_hz: float) -> float:
    """Angle turned about an axis by bias-free rates (n, 3) in deg/s."""
    return float((gyro_deg_s @ unit(axis)).sum() / rate_hz)


def true_g(calibration: SensorCalibration, reading_g: FloatArray) -> FloatArray:
    """A reading (3,) with the sensor's own offset and scale corrected, sensor axes."""
    offset, scale = np.array(calibration.accel_offset_g), np.array(calibration.accel_scale)
    return np.asarray((reading_g - offset) * scale, dtype=np.float64)


def _downhill(reading_g: FloatArray, normal: FloatArray) -> FloatArray:
    down = -unit(reading_g)
    along = np.asarray(down - normal * float(down @ normal), dtype=np.float64)
    if np.degrees(np.arcsin(np.linalg.norm(along))) < SMALLEST_EDGE_TILT_DEG:
        raise CalibrationError(
            "the board was hardly tilted: set it on its dome and hold the edge to the floor"
        )
    return along


def _mount(normal: FloatArray, forward: FloatArray) -> tuple[float, float, float, float]:
    along = forward - normal * float(forward @ normal)
    if np.linalg.norm(along) < 1e-6:
        # The sensor's own x axis stands upright; any direction will do until `front` is known.
        along = np.cross(normal, np.eye(3)[int(np.argmin(np.abs(normal)))])
    x = unit(np.asarray(along, dtype=np.float64))
    return quaternion_of_axes(np.array([x, np.cross(normal, x), normal]))


def _check_faces(faces_g: Sequence[FloatArray]) -> None:
    wanted = [sign * row for row in np.eye(3) for sign in (1, -1)]
    for face in wanted:
        if min(angle_deg(face, reading) for reading in faces_g) > FACE_WITHIN_DEG:
            raise CalibrationError(
                "six different faces are needed: set the sensor down on each of its sides once"
            )


def _face_errors(guess: FloatArray, readings: FloatArray) -> FloatArray:
    true = (readings - guess[3:]) * guess[:3]
    return np.asarray(np.linalg.norm(true, axis=1) - 1.0, dtype=np.float64)


def _turn_errors(scale: FloatArray, ups: FloatArray, turns: Sequence[Turn]) -> FloatArray:
    errors = [carried_up(ups[i], turn, scale) - ups[i + 1] for i, turn in enumerate(turns)]
    return np.concatenate(errors)


def carried_up(up: FloatArray, turn: Turn, scale: FloatArray) -> FloatArray:
    """Up in sensor axes after a turn, from the gyroscope alone."""
    rotation = scipy.spatial.transform.Rotation
    # Neighbours are multiplied in pairs: log2(n) vectorised passes instead of n products.
    steps = rotation.from_rotvec(np.radians(turn.gyro_deg_s * scale) / turn.rate_hz)
    while len(steps) > 1:
        pairs = steps[: len(steps) // 2 * 2]
        rest = steps[len(pairs) :]
        joined = pairs[0::2] * pairs[1::2]
        steps = rotation.concatenate((joined, rest)) if len(rest) else joined
    return np.asarray(steps[0].inv().apply(up), dtype=np.float64)


def _vector(values: FloatArray) -> Vector:
    x, y, z = values
    return float(x), float(y), float(z)
