"""A simulated thigh: where its long axis points, and what a sensor strapped to it meets.

Tests of the thigh's angles and the simulated patient use it. A course says flexion, medial lean and
inward turn millisecond by millisecond; the poses made of it are in thigh axes (x forward, y to the
patient's left, z up along the thigh), so the sensor's place and turn on the thigh are the `mount`
and `lever_arm_m` of its `ImuErrors`: `strapped` makes them.
"""

from collections import deque
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
from scipy.spatial.transform import Rotation

from trainer.motion.readings import quaternion_of
from trainer.motion.thigh_swing import marked_mount, outward_sign
from trainer.recording.columns import FloatArray
from trainer.recording.sensor import Quaternion, Vector
from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import TICK_S, BoardTrace
from trainer.simulation.body import HIP_TICKS
from trainer.simulation.pose import Motion

HIP_TO_SENSOR_M = 0.35
THIGH_RADIUS_M = 0.08


@dataclass(frozen=True)
class ThighCourse:
    """n poses of one thigh, `TICK_S` apart, in degrees.

    Flexion and medial lean are the long axis projected on the sagittal and the frontal plane that
    the patient faced at the beginning, both below 90°; `inward_deg` is the turn about the thigh's
    own length, towards the other leg.
    """

    flexion_deg: FloatArray
    medial_lean_deg: FloatArray
    inward_deg: FloatArray

    def __len__(self) -> int:
        return len(self.flexion_deg)

    @property
    def t_s(self) -> FloatArray:
        """Seconds since the first pose."""
        return TICK_S * np.arange(len(self), dtype=np.float64)

    @property
    def inclination_deg(self) -> FloatArray:
        """Angle of the long axis from upright."""
        flexion, lean = np.radians((self.flexion_deg, self.medial_lean_deg))
        steepness = np.hypot(np.tan(flexion), np.tan(lean))
        return np.asarray(np.degrees(np.arctan(steepness)), dtype=np.float64)

    @classmethod
    def joined(cls, *parts: Self) -> Self:
        """One course after the other."""
        return cls(
            *(np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(cls))
        )

    def __add__(self, other: Self) -> Self:
        """Two courses of one length at once, angle by angle."""
        return type(self)(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


def thigh_rotations(course: ThighCourse, side: Side) -> Rotation:
    """Thigh to world at each pose; the world's x is where the patient faced."""
    outward = outward_sign(side)
    flexion, lean = np.radians((course.flexion_deg, course.medial_lean_deg))
    upright = np.stack((-np.tan(flexion), outward * np.tan(lean), np.ones(len(course))), axis=-1)
    long_axis = upright / np.linalg.norm(upright, axis=1, keepdims=True)
    # The shortest turn from upright to the long axis, and the turn about the thigh's own length
    # before it.
    half = np.stack(
        (-long_axis[:, 1], long_axis[:, 0], np.zeros(len(course)), 1.0 + long_axis[:, 2]), axis=-1
    )
    turn = -outward * np.radians(course.inward_deg)
    own = Rotation.from_rotvec(turn[:, np.newaxis] * np.array((0.0, 0.0, 1.0)))
    return Rotation.from_quat(half) * own


def motion_of_rotations(rotations: Rotation) -> Motion:
    """The poses of a body that turns like this, a millisecond apart, in its own axes."""
    down = rotations.inv().apply((0.0, 0.0, -1.0))
    if len(rotations) < 2:
        return Motion(down, np.zeros((len(rotations), 3)))
    turned = np.degrees((rotations[:-1].inv() * rotations[1:]).as_rotvec()) / TICK_S
    # The mean of the turns before and after a pose is its rate to second order.
    around = np.concatenate((turned[:1], turned, turned[-1:]))
    return Motion(down, (around[:-1] + around[1:]) / 2.0)


def thigh_motion(course: ThighCourse, side: Side, loose: Rotation | None = None) -> Motion:
    """The poses of a thigh, in thigh axes, for an `Imu` with the errors of `strapped`.

    `loose` (n rotations) is what the sensor does on the thigh of its own accord, from where it sat
    to where it is: soft tissue, or a strap that slips.
    """
    rotations = thigh_rotations(course, side)
    return motion_of_rotations(rotations if loose is None else rotations * loose)


@dataclass(frozen=True)
class Strap:
    """How a sensor sits on the thigh: what `ImuErrors` calls `mount` and `lever_arm_m`."""

    mount: Quaternion
    lever_arm_m: Vector


def strapped(side: Side, off_deg: Vector = (0.0, 0.0, 0.0)) -> Strap:
    """A sensor low on the outer side, turned from its mark about the thigh's forward, left and up.

    The thigh turns about the hip; the three angles in degrees are one rotation vector.
    """
    off = Rotation.from_rotvec(np.radians(off_deg))
    mount = off * Rotation.from_matrix(marked_mount(side))
    lever_arm_m = (0.0, outward_sign(side) * THIGH_RADIUS_M, -HIP_TO_SENSOR_M)
    return Strap(quaternion_of(mount), lever_arm_m)


class LiveThigh:
    """The thigh of a patient who stands on the board: it does what the hip does.

    The hip moves in steps of `HIP_TICKS`; the mean over as many ticks draws straight lines between
    them, so that the gyroscope meets no jumps. Stretches of any length give the same poses.
    """

    def __init__(self, side: Side) -> None:
        self._side = side
        self._hip: deque[tuple[float, ...]] = deque(maxlen=HIP_TICKS)
        self._before: Rotation | None = None

    def meet(self, trace: BoardTrace) -> Motion:
        """The poses of the thigh over a stretch of the patient's board."""
        rows = trace.thigh_flexion_deg, trace.thigh_medial_lean_deg, trace.thigh_inward_deg
        steps = zip(*(row.tolist() for row in rows), strict=True)
        smooth = np.array([self._smoothed(step) for step in steps]).reshape(-1, 3)
        if not len(smooth):
            return Motion(np.zeros((0, 3)), np.zeros((0, 3)))
        course = ThighCourse(*smooth.T)
        rotations = thigh_rotations(course, self._side)
        chain = Rotation.concatenate((self._before or rotations[:1], rotations))
        self._before = rotations[-1:]
        turned = np.degrees((chain[:-1].inv() * chain[1:]).as_rotvec()) / TICK_S
        return Motion(rotations.inv().apply((0.0, 0.0, -1.0)), turned)

    def _smoothed(self, step: tuple[float, ...]) -> FloatArray:
        self._hip.append(step)
        return np.asarray(np.mean(self._hip, axis=0), dtype=np.float64)
