"""Raw counts to delivered tilt: calibration, bias, orientation, signs, rounding, in that order.

Acquisition runs it on the board's sensor as samples come, and a replay over again.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.motion.orientation import OrientationFilter
from trainer.motion.readings import board_accel_g, board_gyro_deg_s
from trainer.motion.tilt import delivered_tilt
from trainer.motion.vqf_filter import BIAS_KNOWN, FilterSettings
from trainer.recording.columns import CountArray, FloatArray, IntArray
from trainer.recording.json_form import Json
from trainer.recording.sensor import SensorCalibration, SensorSetup, Vector


@dataclass(frozen=True)
class Tilt:
    """Delivered tilt and rates, four arrays of n."""

    ap_deg: FloatArray
    ml_deg: FloatArray
    ap_rate_deg_s: FloatArray
    ml_rate_deg_s: FloatArray


class TiltFilter:
    """One sensor's counts to tilt, block by block."""

    def __init__(
        self,
        setup: SensorSetup,
        calibration: SensorCalibration,
        bias_deg_s: Vector,
        settings: FilterSettings = BIAS_KNOWN,
    ) -> None:
        self._orientation = OrientationFilter(
            setup.rate_hz,
            board_accel_g(setup, calibration),
            board_gyro_deg_s(setup, calibration, bias_deg_s),
            settings,
        )

    def update(self, seq: IntArray, accel: CountArray, gyro: CountArray) -> Tilt:
        """Tilt of n samples: `seq` (n,) rising, counts (n, 3) in sensor axes."""
        oriented = self._orientation.update(seq, accel, gyro)
        return Tilt(*delivered_tilt(oriented.quaternion, oriented.gyro_deg_s))

    def state(self) -> dict[str, Json]:
        """What `restore` needs to go on exactly from here, as JSON values."""
        return self._orientation.state()

    def restore(self, state: Mapping[str, Json]) -> None:
        """Go on from a state that `state` gave."""
        self._orientation.restore(state)
