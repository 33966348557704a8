"""The calibration of one sensor on one board: mount, scale and offset."""

from dataclasses import dataclass
from datetime import UTC, datetime

Vector = tuple[float, float, float]
Quaternion = tuple[float, float, float, float]

STEP_LEVEL, STEP_FRONT, STEP_ACCEL = "level", "front", "accel"


NEVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True)
class SensorCalibration:
    """Turns a sensor's readings into the board frame. Never changed, only replaced by a newer one.

    board vector = mount ⊗ (accel_scale · (reading − accel_offset_g)). The gyroscope uses
    `gyro_scale` after its bias was removed. `mount` is a unit quaternion (w, x, y, z), sensor to
    board. `counter` rises by one with each calibration of this board and sensor.
    """

    board_id: int = 0
    sensor: int = 0
    counter: int = 0
    steps: frozenset[str] = frozenset()
    made_at: datetime = NEVER
    operator: str = ""
    mount: Quaternion = (1.0, 0.0, 0.0, 0.0)
    accel_scale: Vector = (1.0, 1.0, 1.0)
    accel_offset_g: Vector = (0.0, 0.0, 0.0)
    gyro_scale: Vector = (1.0, 1.0, 1.0)

    @property
    def calibrated(self) -> bool:
        """Whether level and front are known; otherwise the axes marked on the sensor are used."""
        return {STEP_LEVEL, STEP_FRONT} <= self.steps


UNCALIBRATED = SensorCalibration()
