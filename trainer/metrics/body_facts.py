"""What straps saw of thigh and pelvis in a trial, as metrics are given it.

`thigh_trial` and `worn_trial` find them in a recording; `Facts` holds them.
"""

from dataclasses import dataclass, field

import numpy as np

from trainer.recording.columns import FloatArray


@dataclass(frozen=True)
class ThighRepetition:
    """One squat from setting out to being back: evenly sampled arrays (n,) in degrees.

    `deepest` is the index of the largest inclination. `inward_turn_deg` is the turn about the
    thigh's own length.
    """

    flexion_deg: FloatArray
    medial_lean_deg: FloatArray
    deepest: int
    rate_hz: float
    inward_turn_deg: FloatArray

    @property
    def inclination_deg(self) -> FloatArray:
        """The long axis's angle from upright."""
        return inclination_deg(self.flexion_deg, self.medial_lean_deg)


@dataclass(frozen=True)
class Thigh:
    """What the thigh did in a trial: its complete squats in their order, and how it stood.

    The two angles while it stood, (n,), are those outside squats. `lean_on_leg_deg` is from the
    set-up, None where nobody stood on one leg in it. `lost` says when its strap sent nothing for a
    while; empty if it always did.
    """

    repetitions: tuple[ThighRepetition, ...] = ()
    standing_flexion_deg: FloatArray = field(default_factory=lambda: np.zeros(0))
    standing_lean_deg: FloatArray = field(default_factory=lambda: np.zeros(0))
    lean_on_leg_deg: float | None = None
    lost: str = ""


@dataclass(frozen=True)
class PelvisRepetition:
    """What the pelvis did in one repetition: the side of the lifted leg against the start, in
    degrees, down positive; evenly sampled.

    `lift_deg` and `time_s` are None where the exercise asks for no lift, and its time is the
    thigh's to say; the time also where the pelvis never came back level.
    """

    drop_deg: FloatArray
    lift_deg: float | None = None
    time_s: float | None = None


@dataclass(frozen=True)
class Pelvis:
    """What the pelvis did in a trial, repetition by repetition.

    `nothing` is what to say if there is none.
    """

    repetitions: tuple[PelvisRepetition, ...] = ()
    nothing: str = "no repetition was seen"


def inclination_deg(flexion_deg: FloatArray, medial_lean_deg: FloatArray) -> FloatArray:
    """Angle from upright of an axis with these projections: tan² adds up; both below 90°."""
    flexion, lean = np.radians((flexion_deg, medial_lean_deg))
    steepness = np.hypot(np.tan(flexion), np.tan(lean))
    return np.asarray(np.degrees(np.arctan(steepness)), dtype=np.float64)
