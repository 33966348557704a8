"""What reaches a motion sensor and how it gets it wrong, before its noise, filter and counts.

The sensor model and the motion files for the virtual Uno both start here.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from trainer.motion.readings import rotation_of
from trainer.recording.columns import FloatArray
from trainer.recording.sensor import STANDARD_GRAVITY, Quaternion, Vector
from trainer.simulation.board_state import TICK_S
from trainer.simulation.pose import Motion, cross


@dataclass(frozen=True)
class ImuErrors:
    """How a sensor differs from a perfect one; as it stands only noisy, as its datasheet says.

    reading = gain · true + offset per sensor axis (the gyroscope's offset is its bias). `mount` is
    the unit quaternion (w, x, y, z) that turns sensor axes into board axes. `lever_arm_m` is where
    the sensor sits, from the point the board turns about, in board axes; for a dome of radius R
    that rolls, that point is R below the dome's centre. `clock_error` is the share by which the
    sensor's clock runs fast, `clock_phase` the share of a period before its first conversion.
    Noise is per square root of hertz.
    """

    accel_noise_g: float = 400e-6
    gyro_noise_deg_s: float = 0.005
    accel_gain: Vector = (1.0, 1.0, 1.0)
    accel_offset_g: Vector = (0.0, 0.0, 0.0)
    gyro_gain: Vector = (1.0, 1.0, 1.0)
    gyro_bias_deg_s: Vector = (0.0, 0.0, 0.0)
    mount: Quaternion = (1.0, 0.0, 0.0, 0.0)
    lever_arm_m: Vector = (0.0, 0.0, 0.0)
    clock_error: float = 0.0
    clock_phase: float = 0.5


PERFECT = ImuErrors(accel_noise_g=0.0, gyro_noise_deg_s=0.0)


def sensed(motion: Motion, errors: ImuErrors, before: Vector | None = None) -> FloatArray:
    """(n, 6): acceleration in g and angular rate in deg/s, sensor axes, errors of scale included.

    `before` is the angular rate (deg/s, board axes) one tick before the first pose; without it the
    first pose begins with no angular acceleration.
    """
    to_sensor = _to_sensor(errors.mount)
    accel = motion.accel_g
    if any(errors.lever_arm_m):
        accel = accel + _moved_g(motion, np.array(errors.lever_arm_m), before)
    accel = accel @ to_sensor
    gyro = motion.gyro_deg_s @ to_sensor
    return np.concatenate(
        (
            accel * errors.accel_gain + errors.accel_offset_g,
            gyro * errors.gyro_gain + errors.gyro_bias_deg_s,
        ),
        axis=1,
    )


def _moved_g(motion: Motion, arm_m: FloatArray, before: Vector | None) -> FloatArray:
    """α × r + ω × (ω × r) in g, with ω × (ω × r) = ω (ω·r) − r (ω·ω)."""
    rate = np.radians(motion.gyro_deg_s)
    first = rate[:1] if before is None else np.radians([before])
    angular_acceleration = np.diff(rate, axis=0, prepend=first) / TICK_S
    turned = cross(angular_acceleration, np.broadcast_to(arm_m, rate.shape))
    inward = rate * (rate @ arm_m)[:, np.newaxis]
    inward -= np.sum(rate * rate, axis=1, keepdims=True) * arm_m
    return np.asarray((turned + inward) / STANDARD_GRAVITY, dtype=np.float64)


@lru_cache(maxsize=16)
def _to_sensor(mount: Quaternion) -> FloatArray:
    """The matrix that board rows are multiplied by from the right to be sensor rows."""
    return np.asarray(rotation_of(mount).as_matrix(), dtype=np.float64)
