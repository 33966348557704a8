"""A board carried from pose to pose, for calibration: any mount, any sensor error, real noise."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.spatial.transform import Rotation, Slerp

from trainer.recording.sensor import SensorSetup
from trainer.wire.messages import ImuSample, Start

SETUP = SensorSetup()
FIRST_HOLD_S, HOLD_S, MOVE_S = 8.0, 4.0, 1.5
UPRIGHT = Rotation.identity()


@dataclass
class PosedSource:
    """`poses`: board to world. Each is held for some seconds, with 1.5 s of motion between."""

    poses: list[Rotation]
    mount: Rotation = UPRIGHT
    accel_scale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    accel_offset_g: tuple[float, float, float] = (0.0, 0.0, 0.0)
    gyro_scale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    bias_deg_s: tuple[float, float, float] = (2.0, -3.0, 1.0)

    def begin(self, start: Start, now_us: float) -> None:
        self.rate_hz = start.imu_rate_hz
        self.began_us = now_us
        self.slot = 0
        self.accel, self.gyro = self._readings()

    def due(self, now_us: float) -> Iterable[ImuSample]:
        while self.slot / self.rate_hz * 1e6 <= now_us - self.began_us:
            slot, self.slot = self.slot, self.slot + 1
            at = min(slot, len(self.accel) - 1 - slot % 2)
            yield ImuSample(
                0, slot, round(slot * 1e6 / self.rate_hz), 1, 0, self.accel[at], self.gyro[at]
            )

    def _path(self) -> Rotation:
        """Board to world at each slot."""
        keys, times, t = [], [], 0.0
        for index, pose in enumerate(self.poses):
            held_s = HOLD_S if index else FIRST_HOLD_S
            keys += [pose, pose]
            times += [t, t + held_s]
            t += held_s + MOVE_S
        return Slerp(times, Rotation.concatenate(keys))(np.arange(0, times[-1], 1 / self.rate_hz))

    def _readings(self):
        path = self._path()
        up = self.mount.inv().apply(path.inv().apply([0.0, 0.0, 1.0]))
        turn = (path[:-1].inv() * path[1:]).as_rotvec(degrees=True) * self.rate_hz
        rate = self.mount.inv().apply(np.vstack((turn, turn[-1:])))
        noise = np.random.default_rng(3).normal(0, 1, (2, len(path), 3))
        accel = up / self.accel_scale + self.accel_offset_g + 0.004 * noise[0]
        gyro = rate / self.gyro_scale + self.bias_deg_s + 0.05 * noise[1]
        as_counts = np.rint(accel * SETUP.counts_per_g), np.rint(gyro * SETUP.counts_per_deg_s)
        return [[tuple(row) for row in counts.astype(int).tolist()] for counts in as_counts]


@dataclass
class TiltedSource(PosedSource):
    """`knots`: (t_s, ap_deg, ml_deg), straight lines between; the first is held from the start."""

    knots: list[tuple[float, float, float]] = field(default_factory=list)

    def _path(self) -> Rotation:
        times, ap, ml = np.array(self.knots).T
        grid = np.arange(0, times[-1], 1 / self.rate_hz)
        tilts = np.interp(grid, times, ml), np.interp(grid, times, ap), np.zeros_like(grid)
        return Rotation.from_rotvec(np.stack(tilts, axis=1), degrees=True)
