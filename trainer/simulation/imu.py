"""The motion sensor under the board: an MPU-6050 that meets poses and gives raw counts.

Poses come in at 1 kHz of world time in stretches of any length; conversions happen on the sensor's
own clock; a slot reads the newest one. The digital low-pass is modelled as what it does to motion
below 10 Hz, a pure delay, and to noise, a pole at its bandwidth.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.recording.columns import FloatArray
from trainer.recording.samples import CountArray
from trainer.recording.sensor import FILTER_DELAY_US, SensorSetup, Vector
from trainer.simulation.board_state import TICK_S
from trainer.simulation.errors import SimulationError
from trainer.simulation.pose import Motion
from trainer.simulation.sensed import ImuErrors, sensed

CONVERSION_HZ = 1000.0
_SLACK_S = 1e-9


@dataclass(frozen=True)
class LowPass:
    """One setting of the sensor's digital filter."""

    bandwidth_hz: float
    delay_s: float


BANDWIDTHS_HZ = (260.0, 184.0, 94.0, 44.0, 21.0, 10.0, 5.0)
LOW_PASSES = tuple(
    LowPass(bandwidth_hz, delay_us / 1e6)
    for bandwidth_hz, delay_us in zip(BANDWIDTHS_HZ, FILTER_DELAY_US, strict=True)
)
"""By filter setting, the accelerometer's rows of the datasheet."""


@dataclass(frozen=True)
class Readings:
    """n slots: raw counts (n, 3) in sensor axes, and whether each conversion is a new one."""

    accel_counts: CountArray
    gyro_counts: CountArray
    new_data: npt.NDArray[np.bool_]


class Imu:
    """A sensor that runs from time 0; the first pose it meets is the one at time 0.

    The stretches in which poses arrive make no difference to what it reads.
    """

    def __init__(
        self, setup: SensorSetup | None = None, errors: ImuErrors | None = None, seed: int = 0
    ) -> None:
        self._setup = setup or SensorSetup()
        self._errors = errors or ImuErrors()
        if not 0 <= self._setup.filter_setting < len(LOW_PASSES):
            raise SimulationError(f"filter setting {self._setup.filter_setting}: 0 to 6 exist")
        self._low_pass = LOW_PASSES[self._setup.filter_setting]
        self._period_s = 1.0 / (CONVERSION_HZ * (1.0 + self._errors.clock_error))
        self._noise = _Noise(self._errors, self._low_pass.bandwidth_hz, seed)
        self._rate_before: Vector | None = None
        self._values = np.zeros((0, 6))
        self._first_value = 0
        self._counts = np.zeros((0, 6), np.int16)
        self._first_count = -1
        self._newest_read = -2

    def meet(self, poses: Motion) -> None:
        """The next poses, a millisecond apart."""
        if not len(poses):
            return
        arrived = sensed(poses, self._errors, self._rate_before)
        x, y, z = poses.gyro_deg_s[-1].tolist()
        self._rate_before = (x, y, z)
        self._values = np.concatenate((self._values, arrived))
        self._convert()
        keep = min(len(self._values), math.ceil(self._low_pass.delay_s / TICK_S) + 2)
        self._first_value += len(self._values) - keep
        self._values = self._values[-keep:]

    def read(self, slots_s: npt.ArrayLike) -> Readings:
        """The newest conversion at each of these times, which never go back.

        Raises SimulationError where poses up to a slot have not yet been met.
        """
        times = np.atleast_1d(np.asarray(slots_s, dtype=np.float64))
        newest = np.floor((times + _SLACK_S) / self._period_s - self._errors.clock_phase)
        conversion = newest.astype(np.int64)
        at = conversion - self._first_count
        if len(at) and (at[0] < 0 or at[-1] >= len(self._counts)):
            raise SimulationError("slots were asked for before their poses, or a second time")
        counts = self._counts[at]
        new_data = np.diff(conversion, prepend=self._newest_read) != 0
        if len(at):
            self._newest_read = int(conversion[-1])
            self._counts, self._first_count = self._counts[at[-1] :], self._newest_read
        return Readings(counts[:, :3], counts[:, 3:], new_data)

    def _convert(self) -> None:
        known_s = TICK_S * (self._first_value + len(self._values) - 1)
        phase, first = self._errors.clock_phase, self._first_count + len(self._counts)
        last = math.floor((known_s + _SLACK_S) / self._period_s - phase)
        met_s = (
            self._period_s * (np.arange(first, last + 1, dtype=np.float64) + phase)
            - self._low_pass.delay_s
        )
        if not len(met_s):
            return
        fresh = _counted(self._met(met_s) + self._noise.next(len(met_s)), self._setup)
        self._counts = np.concatenate((self._counts, fresh))

    def _met(self, at_s: FloatArray) -> FloatArray:
        """Values at these times, linear between poses; before the first pose as at the first."""
        place = np.maximum(at_s / TICK_S, 0.0)
        before = place.astype(np.int64)
        share = (place - before)[:, np.newaxis]
        newest = len(self._values) - 1
        lower = np.minimum(before - self._first_value, newest)
        upper = np.minimum(lower + 1, newest)
        between = self._values[lower] * (1.0 - share) + self._values[upper] * share
        return np.asarray(between, dtype=np.float64)


def read_all(
    motion: Motion,
    setup: SensorSetup | None = None,
    errors: ImuErrors | None = None,
    seed: int = 0,
) -> Readings:
    """A whole motion as slots at the setup's rate, the first at time 0."""
    setup = setup or SensorSetup()
    imu = Imu(setup, errors, seed)
    imu.meet(motion)
    slots = math.floor((len(motion) - 1) * TICK_S * setup.rate_hz + _SLACK_S) + 1
    return imu.read(np.arange(slots) / setup.rate_hz)


class _Noise:
    """White noise of the sensor's densities behind a pole at the filter's bandwidth."""

    def __init__(self, errors: ImuErrors, bandwidth_hz: float, seed: int) -> None:
        self._generator = np.random.default_rng(seed)
        densities = (errors.accel_noise_g,) * 3 + (errors.gyro_noise_deg_s,) * 3
        self._white_sd = np.array(densities) * math.sqrt(CONVERSION_HZ / 2)
        self._keep = math.exp(-2.0 * math.pi * bandwidth_hz / CONVERSION_HZ)
        settled = math.sqrt((1.0 - self._keep) / (1.0 + self._keep))
        first = self._white_sd * settled * self._generator.standard_normal(6)
        self._state = (self._keep * first)[np.newaxis]

    def next(self, n: int) -> FloatArray:
        # Brings scipy.stats and a second, which real boards need not wait for.
        from scipy.signal import lfilter  # noqa: PLC0415

        white = self._white_sd * self._generator.standard_normal((n, 6))
        pole = [1.0, -self._keep]
        noise, self._state = lfilter([1.0 - self._keep], pole, white, axis=0, zi=self._state)
        return np.asarray(noise, dtype=np.float64)


def _counted(values: FloatArray, setup: SensorSetup) -> CountArray:
    scale = np.repeat((setup.counts_per_g, setup.counts_per_deg_s), 3)
    counts: CountArray = np.clip(np.rint(values * scale), -32768, 32767).astype(np.int16)
    return counts
