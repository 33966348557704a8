"""The motion sensor under the board of a made-up trial: a motion becomes counts, and counts tilt.

The tilt is the product's own, filtered from the counts, so that a replay delivers the same.
"""

import numpy as np

from trainer.demo.moving import RATE_HZ
from trainer.motion.tilt_filter import TiltFilter
from trainer.recording.columns import CountArray, FloatArray
from trainer.recording.json_form import Json
from trainer.recording.samples import FLAG_NEW_DATA, Samples
from trainer.recording.sensor import FILTER_DELAY_US, SensorCalibration, SensorSetup
from trainer.simulation.pose import motion_from_tilt

FILTER_SETTING = 3
SETUP = SensorSetup(
    rate_hz=RATE_HZ,
    filter_setting=FILTER_SETTING,
    filter_delay_us=FILTER_DELAY_US[FILTER_SETTING],
)
ACCEL_NOISE_G, GYRO_NOISE_DEG_S = 0.0033, 0.042
"""An MPU-6050's 400 µg and 0.005 °/s for each root hertz behind its 44 Hz low-pass."""
SLOT_US = round(1e6 / RATE_HZ)


class Sensor:
    """One sensor through one trial."""

    def __init__(self, calibration: SensorCalibration, random: np.random.Generator) -> None:
        self._filter = TiltFilter(SETUP, calibration, (0.0, 0.0, 0.0))
        self.start: dict[str, Json] = self._filter.state()
        self._random = random
        self._before: FloatArray | None = None
        self._seq = 0

    def feel(self, tilt_deg: FloatArray) -> Samples:
        """The next samples, of the tilt (2, n) that the board has at them."""
        before = tilt_deg[:, :1] if self._before is None else self._before
        rate = np.diff(tilt_deg, axis=1, prepend=before) * RATE_HZ
        self._before = tilt_deg[:, -1:]
        motion = motion_from_tilt(*tilt_deg, *rate)
        n = tilt_deg.shape[1]
        noise = self._random.standard_normal((2, n, 3))
        accel = (motion.accel_g + ACCEL_NOISE_G * noise[0]) * SETUP.counts_per_g
        gyro = (motion.gyro_deg_s + GYRO_NOISE_DEG_S * noise[1]) * SETUP.counts_per_deg_s
        return self._sampled(np.rint(accel).astype(np.int16), np.rint(gyro).astype(np.int16))

    def _sampled(self, accel: CountArray, gyro: CountArray) -> Samples:
        n = len(accel)
        seq = self._seq + np.arange(n, dtype=np.int64)
        self._seq += n
        tilt = self._filter.update(seq, accel, gyro)
        return Samples(
            seq=seq,
            epoch=np.zeros(n, np.int64),
            device_us=seq * SLOT_US,
            t_s=seq * SLOT_US / 1e6,
            ap_deg=tilt.ap_deg,
            ml_deg=tilt.ml_deg,
            ap_rate_deg_s=tilt.ap_rate_deg_s,
            ml_rate_deg_s=tilt.ml_rate_deg_s,
            accel_counts=accel,
            gyro_counts=gyro,
            flags=np.full(n, FLAG_NEW_DATA, np.uint8),
        )
