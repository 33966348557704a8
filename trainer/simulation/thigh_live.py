"""A thigh that goes along with a simulated board, stretch by stretch, for a body sensor's `Imu`.

The simulated patient's link advances its board in stretches and hands each to `meet`.
"""

from collections import deque

import numpy as np
from scipy.spatial.transform import Rotation

from trainer.recording.vocabulary import Side
from trainer.simulation.board_state import TICK_S, BoardTrace
from trainer.simulation.hip import HIP_TICKS
from trainer.simulation.pose import Motion
from trainer.simulation.thigh import ThighCourse, thigh_rotations


class LiveThigh:
    """The thigh of a patient who stands on the board: it does what the hip does.

    The hip moves in steps of `HIP_TICKS`; the mean over as many ticks draws straight lines between
    them, so that the gyroscope meets no jumps. Stretches of any length give the same poses.
    """

    def __init__(self, side: Side) -> None:
        self._side = side
        self._hip: deque[tuple[float, float]] = deque(maxlen=HIP_TICKS)
        self._before: Rotation | None = None

    def meet(self, trace: BoardTrace) -> Motion:
        """The poses of the thigh over a stretch of the patient's board."""
        steps = zip(
            trace.thigh_flexion_deg.tolist(), trace.thigh_medial_lean_deg.tolist(), strict=True
        )
        smooth = np.array([self._smoothed(step) for step in steps]).reshape(-1, 2)
        if not len(smooth):
            return Motion(np.zeros((0, 3)), np.zeros((0, 3)))
        course = ThighCourse(smooth[:, 0], smooth[:, 1], np.zeros(len(smooth)))
        rotations = thigh_rotations(course, self._side)
        chain = Rotation.concatenate((self._before or rotations[:1], rotations))
        self._before = rotations[-1:]
        turned = np.degrees((chain[:-1].inv() * chain[1:]).as_rotvec()) / TICK_S
        return Motion(rotations.inv().apply((0.0, 0.0, -1.0)), turned)

    def _smoothed(self, step: tuple[float, float]) -> tuple[float, float]:
        self._hip.append(step)
        flexion, lean = np.mean(self._hip, axis=0).tolist()
        return flexion, lean
