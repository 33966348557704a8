"""A motion sensor: how it ran, what its counts are worth, and its calibration."""

from dataclasses import dataclass
from datetime import UTC, datetime

STANDARD_GRAVITY = 9.80665
"""m/s² for 1 g, N for 1 kg (CGPM 1901)."""
SATURATED_COUNT = 32767
"""A reading with so many counts, up or down, is at the end of its range."""

MPU_6050 = 0x68
"""What it answers to who-am-I. `trainer.recording.chip` knows the others."""
FILTER_DELAY_US = (0, 2000, 3000, 4900, 8500, 13800, 19000)
"""Accelerometer delay of an MPU-6050 by filter setting (its register map, register 26)."""
CONVERSION_AGE_US = 500
"""A slot takes the newest of 1000 conversions a second, which is so old on the average."""


@dataclass(frozen=True)
class SensorSetup:
    """How a motion sensor ran.

    Scales are counts per g and counts per deg/s; `filter_delay_us` is that of the sensor's filter.
    `who_am_i` says which chip it was; 0 for the load cells of a force plate.
    """

    rate_hz: float = 500.0
    filter_setting: int = 2
    filter_delay_us: int = FILTER_DELAY_US[2]
    accel_range_g: int = 4
    gyro_range_deg_s: int = 500
    who_am_i: int = MPU_6050

    @property
    def delay_us(self) -> int:
        """How long before its slot a reading's motion was; it is taken off each slot's time."""
        return self.filter_delay_us + (CONVERSION_AGE_US if self.who_am_i else 0)

    @property
    def counts_per_g(self) -> float:
        """16-bit counts per g."""
        return 32768.0 / self.accel_range_g

    @property
    def counts_per_deg_s(self) -> float:
        """16-bit counts per degree per second: the datasheet's 131 at ±250."""
        return 131.0 * 250.0 / self.gyro_range_deg_s


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
