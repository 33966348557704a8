"""A hand and its arm that reach into a picture of the board: pressing an edge, holding one."""

import numpy as np
import numpy.typing as npt

from games.engine.draw.solid import Solid, Vectors, together
from games.screens.figures.body.arms import ArmBones, axes_along
from games.screens.figures.body.flesh import arm_parts
from games.screens.figures.body.hand import EDGE, PRESS, Grip, fingertip
from games.screens.figures.body.skeleton import FOREARM_MM, UPPER_ARM_MM, Frame

UNDER_FINGER_MM = 8.0
ELBOW_BENDS = 0.55
"""How much steeper the upper arm rises than the forearm."""


def pressing(tip: npt.ArrayLike, outward: npt.ArrayLike, way: int = 1) -> Solid:
    """Fingertips on a place; the arm comes from above, from the outward side."""
    away = np.asarray(outward, np.float64)
    fingers = -0.88 * away + np.array([0.0, 0.0, -0.42])
    up = np.array([0.0, 0.0, 1.0])
    above = np.asarray(tip, np.float64) + UNDER_FINGER_MM * up
    return _arm(PRESS, above, fingers, up + 0.3 * away, 0.62 * away + 0.85 * up, way)


def holding(edge: npt.ArrayLike, outward: npt.ArrayLike, way: int = 1) -> Solid:
    """Fingers under an edge and the thumb on it; the arm comes from above and outside."""
    away = np.asarray(outward, np.float64)
    up = np.array([0.0, 0.0, 1.0])
    fingers = -0.42 * away - 0.9 * up
    at = np.asarray(edge, np.float64)
    return _arm(EDGE, at, fingers, away, 0.25 * away + 1.0 * up, way)


def _arm(
    grip: Grip, tip: Vectors, fingers: Vectors, back: Vectors, rising: Vectors, way: int
) -> Solid:
    """The middle finger's end lies at `tip`; forearm and upper arm rise from the wrist."""
    axes = axes_along(fingers, back)
    wrist = tip - axes @ (fingertip(grip) * (way, 1.0, 1.0))
    rise = rising / np.linalg.norm(rising)
    elbow = wrist + FOREARM_MM * rise
    steeper = rise + np.array([0.0, 0.0, ELBOW_BENDS])
    shoulder = elbow + UPPER_ARM_MM * steeper / np.linalg.norm(steeper)
    arm = ArmBones(
        Frame(shoulder, axes_along(shoulder - elbow, back)),
        Frame(elbow, axes_along(elbow - wrist, back)),
        Frame(wrist, axes),
        grip,
    )
    return together(arm_parts(arm, way))
