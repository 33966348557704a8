"""A trial's squats as the thigh sensor saw them: what the thigh's metrics are computed from."""

from dataclasses import dataclass, field

import numpy as np

from trainer.metrics.sway import FloatArray


@dataclass(frozen=True)
class ThighRepetition:
    """One squat from setting out to being back: two arrays of n in degrees, evenly sampled.

    `deepest` is the index of the largest inclination.
    """

    flexion_deg: FloatArray
    medial_lean_deg: FloatArray
    deepest: int
    rate_hz: float

    @property
    def inclination_deg(self) -> FloatArray:
        """The long axis's angle from upright."""
        return inclination_deg(self.flexion_deg, self.medial_lean_deg)


@dataclass(frozen=True)
class Thigh:
    """The complete squats of a trial, in their order."""

    repetitions: tuple[ThighRepetition, ...] = field(default=())


def inclination_deg(flexion_deg: FloatArray, medial_lean_deg: FloatArray) -> FloatArray:
    """Angle from upright of an axis with these projections: tan² adds up; both below 90°."""
    flexion, lean = np.radians((flexion_deg, medial_lean_deg))
    steepness = np.hypot(np.tan(flexion), np.tan(lean))
    return np.asarray(np.degrees(np.arctan(steepness)), dtype=np.float64)
