"""The sacrum's sensor: which way it sits on the back, and how far the pelvis has dropped.

On the floor the deck's sensor is idle, and a strap at the deck's plug may carry it (or another one)
on the sacrum, so that thigh and pelvis are seen at once. Its samples take the board's place in the
stream: `ap_deg` is then the sacrum's tilt to the front, `ml_deg` to the right, about the still
stand of its set-up.
"""

import numpy as np

from trainer.motion.calibration import CalibrationError
from trainer.motion.readings import quaternion_of_axes
from trainer.motion.thigh_swing import MARK_OUT, MARK_UP, level, outward_sign
from trainer.motion.thigh_zero import stand
from trainer.recording.body import SacrumSetup
from trainer.recording.columns import FloatArray
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup
from trainer.recording.vocabulary import Side

STAND_S = 3.0
FARTHEST_ASKEW_DEG = 50.0
"""The sacrum's back slopes by 10 to 40° in people who stand upright, and looks a little upwards."""
FACE_DOWN_BELOW_DEG = -10.0
REDO = "do the sacrum set-up again"
ASKED = "stand still on both legs"


def marked_sacrum_mount() -> FloatArray:
    """The matrix (3, 3) from sensor to pelvis axes (x forward, y left, z up) of a sensor strapped
    on as marked: arrow up, face to the back."""
    up, out = np.array([0.0, 0.0, 1.0]), np.array([-1.0, 0.0, 0.0])
    return np.stack((up, np.cross(out, up), out), axis=1)


def find_sacrum_setup(standing: Samples, sensor: SensorSetup) -> SacrumSetup:
    """How the sensor sits on the sacrum, from a still stand on both legs of 3 s or longer.

    Gravity gives upright; which way is forward is the strap's mark alone to say: turned round the
    back by 5°, a pelvis tipped forward by 30° shows 2.5° of drop that is not there. The caller adds
    board, date, operator and patient. `CalibrationError` says what to redo.
    """
    zero = stand(standing, sensor, STAND_S, ASKED, REDO, part="sacrum")
    _check_worn(zero.up)
    face = np.eye(3)[MARK_OUT]
    forward = -level(face, zero.up)
    axes = np.stack((forward, np.cross(zero.up, forward), zero.up))
    x, y, z = zero.gyro_deg_s.tolist()
    return SacrumSetup(mount=quaternion_of_axes(axes), gyro_bias_deg_s=(x, y, z))


def _check_worn(up: FloatArray) -> None:
    askew_deg = float(np.degrees(np.arccos(min(abs(up[MARK_UP]), 1.0))))
    face_up_deg = float(np.degrees(np.arcsin(np.clip(up[MARK_OUT], -1.0, 1.0))))
    if askew_deg > FARTHEST_ASKEW_DEG:
        raise CalibrationError(
            "the deck's sensor does not sit upright on the sacrum: if it is still in the deck, run "
            "baps calibrate place --sensor deck --on board; otherwise strap it on with its arrow "
            f"up the spine, face to the back, and {REDO}"
        )
    if face_up_deg < FACE_DOWN_BELOW_DEG:
        raise CalibrationError(
            f"the sacrum sensor's face looks down by {-face_up_deg:.0f}°, so it points to the "
            f"body: turn its face to the back and {REDO}"
        )


def pelvis_drop_deg(ap_deg: FloatArray, ml_deg: FloatArray, standing: Side) -> FloatArray:
    """How far the side of the lifted leg hangs below the other: the slope of the pelvis's own
    left-right line, (n,), from the sacrum's delivered tilt (n,).

    It asks gravity alone, whatever the trunk's bend and heading.
    """
    tilt = np.radians(np.hypot(ap_deg, ml_deg))
    share = np.sinc(tilt / np.pi)
    right_down = np.degrees(np.arcsin(np.clip(np.radians(ml_deg) * share, -1.0, 1.0)))
    return np.asarray(outward_sign(standing) * right_down, dtype=np.float64)
