"""How a motion sensor ran, and what its counts are worth."""

from dataclasses import dataclass

STANDARD_GRAVITY = 9.80665
"""m/s² for 1 g, N for 1 kg (CGPM 1901)."""

FILTER_DELAY_US = (0, 2000, 3000, 4900, 8500, 13800, 19000)
"""Accelerometer delay of an MPU-6050 by filter setting (its register map, register 26)."""


@dataclass(frozen=True)
class SensorSetup:
    """How a motion sensor ran.

    Scales are counts per g and counts per deg/s; `filter_delay_us` was taken off each slot's time.
    """

    rate_hz: float = 500.0
    filter_setting: int = 2
    filter_delay_us: int = FILTER_DELAY_US[2]
    accel_range_g: int = 4
    gyro_range_deg_s: int = 500

    @property
    def counts_per_g(self) -> float:
        """16-bit counts per g."""
        return 32768.0 / self.accel_range_g

    @property
    def counts_per_deg_s(self) -> float:
        """16-bit counts per degree per second: the datasheet's 131 at ±250."""
        return 131.0 * 250.0 / self.gyro_range_deg_s
