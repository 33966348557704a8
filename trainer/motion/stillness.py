"""Whether a board is at rest, and what its sensor reads then."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.motion.rotation import angle_deg
from trainer.recording.calibration import Vector

FloatArray = npt.NDArray[np.float64]

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
