"""Raw counts of the thigh sensor to flexion, medial lean and inward turn (METRICS F).

Acquisition runs it on the body sensor as samples come, and a replay over again. The thigh's long
axis, as the set-up found it, is projected on two upright planes: flexion on the sagittal, medial
lean on the frontal. Which way these planes face is the gyroscope's to say, and a gyroscope's
heading drifts: so the planes turn with the thigh while it is upright and quiet and stand fixed from
the moment it sets out until it is back. Whatever heading has drifted, in a minute or in a visit, is
taken off before each repetition and only the seconds of one repetition can add to it; a thigh that
turns inward as it bends, on the other hand, does not take its planes with it. Between repetitions,
upright, lean and flexion are simply those against gravity in the thigh's own planes.

How far it has turned is the third angle. Nothing but the gyroscope sees it, and soft tissue under
the strap follows the bone loosely: it is experimental, and only its change means something.

Where the filter begins, at first or after a gap (a cable pulled in a squat), nothing says yet which
way the planes face: there are no angles until the thigh is upright and quiet.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.motion.orientation import OrientationFilter
from trainer.motion.readings import board_accel_g, board_gyro_deg_s
from trainer.motion.thigh_swing import outward_sign
from trainer.motion.tilt import delivered
from trainer.motion.vqf_filter import BIAS_LEARNED
from trainer.recording.body import ThighSetup
from trainer.recording.columns import CountArray, FloatArray, IntArray
from trainer.recording.json_form import Json
from trainer.recording.sensor import SensorCalibration, SensorSetup

UPRIGHT_WITHIN_DEG = 15.0
"""Standing on a board bends the thigh by about 12°; the shallowest reading is at 20°."""
QUIET_BELOW_DEG_S = 8.0
"""A squat of 50° in 3 s passes this rate before it is 3° deep."""
HEADING_TAU_S = 0.3


@dataclass(frozen=True)
class ThighMotion:
    """Delivered angles, three arrays of n in degrees.

    Flexion is positive with the knee before the hip, medial lean with the knee nearer to the other
    leg than the hip, inward turn with the kneecap towards the other leg, on both sides alike. NaN
    while they are not known.
    """

    flexion_deg: FloatArray
    medial_lean_deg: FloatArray
    inward_turn_deg: FloatArray


class ThighAngles:
    """One thigh sensor's counts to angles, block by block.

    `CalibrationError` for a set-up of both legs.
    """

    def __init__(self, setup: ThighSetup, sensor: SensorSetup) -> None:
        worn = SensorCalibration(mount=setup.mount)
        self._orientation = OrientationFilter(
            sensor.rate_hz,
            board_accel_g(sensor, worn),
            board_gyro_deg_s(sensor, worn, setup.gyro_bias_deg_s),
            BIAS_LEARNED,
        )
        self._outward = outward_sign(setup.side)
        self._share = -math.expm1(-1.0 / (sensor.rate_hz * HEADING_TAU_S))
        self._heading = math.nan

    def update(
        self, seq: IntArray, accel_counts: CountArray, gyro_counts: CountArray
    ) -> ThighMotion:
        """Angles of n samples: `seq` (n,) rising, counts (n, 3) in sensor axes."""
        oriented = self._orientation.update(seq, accel_counts, gyro_counts)
        long_axis = _long_axis(oriented.quaternion)
        quiet = np.linalg.norm(oriented.gyro_deg_s, axis=1) < QUIET_BELOW_DEG_S
        upright = long_axis[:, 2] > math.cos(math.radians(UPRIGHT_WITHIN_DEG))
        thigh = _heading(oriented.quaternion)
        planes = self._followed(thigh, quiet & upright, oriented.begins)
        forward, left, up = _turned_back(long_axis, planes).T
        turned = np.remainder(thigh - planes + math.pi, math.tau) - math.pi
        return ThighMotion(
            delivered(np.degrees(np.arctan2(-forward, up))),
            delivered(np.degrees(np.arctan2(self._outward * left, up))),
            delivered(-self._outward * np.degrees(turned)),
        )

    def state(self) -> dict[str, Json]:
        """What `restore` needs to go on exactly from here, as JSON values."""
        return {"orientation": self._orientation.state(), "heading_rad": _or_none(self._heading)}

    def restore(self, state: Mapping[str, Json]) -> None:
        """Go on from a state that `state` gave."""
        orientation, heading = state["orientation"], state["heading_rad"]
        assert isinstance(orientation, dict)
        assert heading is None or isinstance(heading, float | int)
        self._orientation.restore(orientation)
        self._heading = math.nan if heading is None else float(heading)

    def _followed(
        self, heading: FloatArray, follow: npt.NDArray[np.bool_], begins: tuple[int, ...]
    ) -> FloatArray:
        """The heading of the planes at each sample, radians; NaN while it is not known."""
        planes = np.empty(len(heading))
        at = self._heading
        for i, (thigh, follows) in enumerate(zip(heading.tolist(), follow.tolist(), strict=True)):
            if i in begins:
                at = math.nan
            if follows and math.isnan(at):
                at = thigh
            elif follows:
                at += self._share * math.remainder(thigh - at, math.tau)
            planes[i] = at
        self._heading = at
        return planes


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value


def _long_axis(quaternion: FloatArray) -> FloatArray:
    """The thigh's z axis in earth axes, (n, 3)."""
    w, x, y, z = quaternion.T
    return np.stack((2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)), axis=-1)


def _heading(quaternion: FloatArray) -> FloatArray:
    """The turn about the vertical that is left when the shortest tilt is taken off, radians."""
    return np.asarray(2.0 * np.arctan2(quaternion[:, 3], quaternion[:, 0]), dtype=np.float64)


def _turned_back(vectors: FloatArray, heading: FloatArray) -> FloatArray:
    cos, sin = np.cos(heading), np.sin(heading)
    east, north, up = vectors.T
    return np.stack((cos * east + sin * north, cos * north - sin * east, up), axis=-1)
