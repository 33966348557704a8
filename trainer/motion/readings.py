"""Raw counts to physical readings, in sensor axes and in the board's."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.motion.rotation import rotation_of
from trainer.recording.calibration import SensorCalibration, Vector
from trainer.recording.samples import CountArray
from trainer.recording.sensor import SensorSetup

FloatArray = npt.NDArray[np.float64]


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
