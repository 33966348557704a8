"""A simulated pelvis: how it tips and drops, and what a sensor strapped to the sacrum meets.

Tests of the pelvic drop use it, and the simulated patient who squats on the floor.
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial.transform import Rotation

from trainer.motion.readings import quaternion_of
from trainer.motion.sacrum import marked_sacrum_mount
from trainer.motion.thigh_swing import outward_sign
from trainer.recording.columns import FloatArray
from trainer.recording.sensor import Vector
from trainer.recording.vocabulary import Side
from trainer.simulation.thigh import Strap

SLOPE_DEG = 20.0
"""The sacrum's back looks upwards by so much in a person who stands upright."""
HIPS_TO_SENSOR_M: Vector = (-0.09, 0.0, 0.06)


@dataclass(frozen=True)
class PelvisCourse:
    """n poses of a pelvis, a millisecond apart, in degrees.

    `forward_deg` is how far it tips to the front, `drop_deg` how far the side of the lifted leg
    hangs down, `turn_deg` how far it has turned about the vertical, to the left.
    """

    forward_deg: FloatArray
    drop_deg: FloatArray
    turn_deg: FloatArray


def pelvis_rotations(course: PelvisCourse, standing: Side) -> Rotation:
    """Pelvis to world at each pose: its left-right line slopes by exactly the drop."""
    # A turn about x (forward) is positive with the left side up.
    left_up = outward_sign(standing) * course.drop_deg
    angles = np.stack((course.turn_deg, left_up, course.forward_deg), axis=-1)
    return Rotation.from_euler("ZXY", angles, degrees=True)


def strapped_sacrum(off_deg: Vector = (0.0, 0.0, 0.0)) -> Strap:
    """A sensor on the sacrum, off its mark: turned on the bone like a clock's hand, more sloped,
    and turned round the back."""
    on_bone, sloped, round_back = off_deg
    angles = round_back, SLOPE_DEG + sloped, on_bone
    off = Rotation.from_euler("ZYX", angles, degrees=True)
    mount = off * Rotation.from_matrix(marked_sacrum_mount())
    return Strap(quaternion_of(mount), HIPS_TO_SENSOR_M)
