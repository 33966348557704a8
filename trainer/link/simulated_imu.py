"""Motion sensors of simulated boards, as `SimulatedSource` sends them: one sample for each slot."""

from collections.abc import Iterable

import numpy as np

from trainer.recording.body import ThighSetup
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import BoardTrace
from trainer.simulation.imu import Imu
from trainer.simulation.pose import Motion
from trainer.simulation.sensed import ImuErrors
from trainer.simulation.thigh import strapped
from trainer.simulation.thigh_live import LiveThigh
from trainer.wire.messages import ImuSample, SampleFlag

MICROS_STEP = 4
"""`micros()` of a 16 MHz AVR counts in fours."""
STRAP_OFF_DEG = (3.0, -4.0, 5.0)
BODY_BIAS_DEG_S = (-1.2, 0.8, 2.1)


class ImuStream:
    """The slots of one sensor. Times in microseconds of the board's clock."""

    def __init__(self, sensor: int, imu: Imu) -> None:
        self._sensor = sensor
        self._imu = imu
        self._rate_hz = 0
        self._slots = 0
        self._first_us = 0.0

    def begin(self, rate_hz: int, first_us: float) -> None:
        """A stream begins with a slot at this time; a rate of 0 leaves the sensor off."""
        self._rate_hz, self._slots, self._first_us = rate_hz, 0, first_us

    def meet(self, motion: Motion) -> None:
        """What the sensor feels next."""
        self._imu.meet(motion)

    def due(self, now_us: float, began_us: float) -> Iterable[ImuSample]:
        """The slots up to now; `began_us` is when the board's life began."""
        if not self._rate_hz or now_us < self._first_us:
            return
        last = int((now_us - self._first_us) * self._rate_hz / 1e6)
        slots = np.arange(self._slots, last + 1)
        self._slots = max(self._slots, last + 1)
        device_us = self._first_us + slots * 1e6 / self._rate_hz
        readings = self._imu.read((device_us - began_us) / 1e6)
        stamps = device_us.astype(np.int64) // MICROS_STEP * MICROS_STEP
        for slot, stamp, accel, gyro, new in zip(
            slots.tolist(),
            stamps.tolist(),
            readings.accel_counts.tolist(),
            readings.gyro_counts.tolist(),
            readings.new_data.tolist(),
            strict=True,
        ):
            flags = SampleFlag.NEW_DATA if new else SampleFlag(0)
            yield ImuSample(self._sensor, slot, stamp, flags, 0, tuple(accel), tuple(gyro))


class WornSensor:
    """A body sensor strapped to the thigh of whoever stands on a simulated board."""

    def __init__(self, side: Side, seed: int) -> None:
        strap = strapped(side, STRAP_OFF_DEG)
        errors = ImuErrors(
            mount=strap.mount,
            lever_arm_m=strap.lever_arm_m,
            gyro_bias_deg_s=BODY_BIAS_DEG_S,
            clock_error=-0.004,
        )
        self.stream = ImuStream(1, Imu(errors=errors, seed=seed + 1))
        # Nobody swings a simulated leg before a trial, so the set-up is what the strap was made by.
        self.setup = ThighSetup(side=side, mount=strap.mount, gyro_bias_deg_s=BODY_BIAS_DEG_S)
        self._thigh = LiveThigh(side)

    def meet(self, trace: BoardTrace) -> None:
        """What the patient does next."""
        self.stream.meet(self._thigh.meet(trace))
