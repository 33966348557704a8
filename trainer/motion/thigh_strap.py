"""How the thigh sensor should be strapped on, and which way flexion turns it.

The set-up and the simulation share these rules. The sensor sits low on the outer side of the
thigh. Its mark is the arrow on the box and the box's face: sensor x points up along the thigh,
sensor z straight out to the side. Thigh axes, standing upright: x forward, y to the patient's left,
z up along the thigh.
"""

import numpy as np
import numpy.typing as npt

from trainer.motion.calibration import CalibrationError
from trainer.recording.vocabulary import Side

FloatArray = npt.NDArray[np.float64]

MARK_UP, MARK_OUT = 0, 2
"""The sensor axes of the mark: along the thigh, and out to the side."""


def outward_sign(side: Side) -> float:
    """+1 where out to the side is the patient's left (thigh y), −1 where it is the right.

    `CalibrationError` for both legs: a sensor sits on one thigh.
    """
    if side is Side.BOTH:
        raise CalibrationError("the sensor sits on one thigh: say which, left or right")
    return 1.0 if side is Side.LEFT else -1.0


def marked_mount(side: Side) -> FloatArray:
    """The matrix (3, 3) from sensor to thigh axes of a sensor strapped on exactly as marked."""
    up, out = np.array([0.0, 0.0, 1.0]), np.array([0.0, outward_sign(side), 0.0])
    return np.stack((up, np.cross(out, up), out), axis=1)
