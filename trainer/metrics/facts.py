"""What may be known about a trial or a file: each fact a metric can ask for, and what to say if it
is missing.

The names of a metric's parameters are the facts it takes. A metric with a new need touches three
files: this one, the file that finds the fact in a recording, and its own.
"""

from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.metrics.density import Density, density_of
from trainer.metrics.slower import at_lower_rate
from trainer.metrics.sway import Sway
from trainer.recording.columns import FloatArray, IntArray
from trainer.recording.envelope import Envelope
from trainer.recording.eye import EyeScore
from trainer.recording.vocabulary import Outcome, Side, Stance

ComplexArray = npt.NDArray[np.complex128]
FAILURES = frozenset({Outcome.TOUCH, Outcome.FOOT_DOWN, Outcome.RIM_REST})
"""Outcomes that are a loss of balance; pain and a stop end a trial without being one."""
SLOW_RATE_HZ = 20.0
"""The rate of the signal whose entropy is taken."""
COVERED_FROM = 0.8
"""Share of a ring's radius from which a tilt counts as having been there."""


@dataclass(frozen=True)
class TargetRing:
    """Centre and radius of the target in degrees: numbers, or one for each sample.

    A radius of zero means that nothing was to be hit.
    """

    ap_deg: npt.ArrayLike
    ml_deg: npt.ArrayLike
    radius_deg: npt.ArrayLike

    def holds(self, ap_deg: npt.ArrayLike, ml_deg: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Whether each tilt is within the radius of the centre."""
        away = np.hypot(np.subtract(ap_deg, self.ap_deg), np.subtract(ml_deg, self.ml_deg))
        radius = np.asarray(self.radius_deg)
        return np.asarray((away <= radius) & (radius > 0))


@dataclass(frozen=True)
class Ending:
    """How the trial ended, and the seconds from its start to then, without pauses.

    The seconds are None if a failure was noted after the end: its time is not known.
    """

    seconds_from_start: float | None
    outcome: Outcome

    @property
    def failed(self) -> bool:
        return self.outcome in FAILURES


@dataclass(frozen=True)
class Received:
    """How many samples of the measured part arrived, and how many the board sent."""

    samples: int
    sent: int


@dataclass(frozen=True)
class Loads:
    """Load in N at each reading, and body weight in N if it is known.

    `tilt_apart_deg` is the distance between the plate's tilt and the board's at each reading with a
    dome on the plate; empty without one.
    """

    load_n: FloatArray
    body_weight_n: float | None = None
    tilt_apart_deg: FloatArray = field(default_factory=lambda: np.zeros(0))


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


@dataclass(frozen=True)
class Reach:
    """One reach that was cued: evenly sampled arrays (n,) in degrees, until its target went out.

    `along_deg` is the tilt on the line from level through the target's middle, which lies
    `distance_deg` from level; `across_deg` is the tilt at right angles to it. The first `cued`
    samples are the baseline before the cue. `direction_deg` is 0 to the toes, 90 to the patient's
    right. `on_rim` says that the board touched its rim on the way.
    """

    direction_deg: float
    distance_deg: float
    along_deg: FloatArray
    across_deg: FloatArray
    cued: int
    rate_hz: float
    on_rim: bool = False

    @cached_property
    def velocity_deg_s(self) -> FloatArray:
        """The speed towards the target, by central differences; zero for a single sample."""
        if len(self.along_deg) < 2:
            return np.zeros(len(self.along_deg))
        return np.asarray(np.gradient(self.along_deg) * self.rate_hz, dtype=np.float64)


@dataclass(frozen=True)
class Reaches:
    """All cued reaches of a trial, in their order."""

    each: tuple[Reach, ...] = ()


@dataclass(frozen=True)
class Circling:
    """What the board did while the target went round: evenly sampled arrays (n,).

    `ring_deg` is the radius of the target's way in the board's own direction. `asked_deg` is the
    target's direction, counting rounds: 0 to the toes, 90 to the right edge. `way` is 1 while it
    goes round clockwise as the patient sees it, -1 while it goes back, 0 while it does neither.
    `breaks` are the indices at which a new stretch begins. A direction was covered by a tilt of
    `covered_from` times the ring's radius or more.
    """

    ap_deg: FloatArray
    ml_deg: FloatArray
    ring_deg: FloatArray
    asked_deg: FloatArray
    way: IntArray
    rate_hz: float
    breaks: tuple[int, ...] = ()
    covered_from: float = COVERED_FROM


@dataclass(frozen=True)
class Following:
    """What the board did while the target moved by sines: arrays (n,), evenly sampled.

    `t_s` is the trial's running time, without pauses. `breaks` are the indices at which a new
    stretch begins. `hz` are the frequencies of the target's sines, rising.
    """

    t_s: FloatArray
    ap_deg: FloatArray
    ml_deg: FloatArray
    target_ap_deg: FloatArray
    target_ml_deg: FloatArray
    radius_deg: FloatArray
    hz: tuple[float, ...]
    rate_hz: float
    breaks: tuple[int, ...] = ()

    @cached_property
    def board_sines(self) -> ComplexArray:
        """What the board did at each frequency, (frequencies, 2) for ap and ml: fitted by least
        squares of all sines and a constant at once, and once for all metrics that ask.
        """
        return self._sines_in(self.ap_deg, self.ml_deg)

    @cached_property
    def target_sines(self) -> ComplexArray:
        """The same of the target."""
        return self._sines_in(self.target_ap_deg, self.target_ml_deg)

    def _sines_in(self, ap_deg: FloatArray, ml_deg: FloatArray) -> ComplexArray:
        turn = 2 * np.pi * np.outer(self.t_s, self.hz)
        columns = np.hstack((np.ones((len(turn), 1)), np.cos(turn), np.sin(turn)))
        fitted, *_ = np.linalg.lstsq(columns, np.stack((ap_deg, ml_deg), axis=1), rcond=None)
        count = len(self.hz)
        return np.asarray(fitted[1 : count + 1] - 1j * fitted[count + 1 :])


def inclination_deg(flexion_deg: FloatArray, medial_lean_deg: FloatArray) -> FloatArray:
    """Angle from upright of an axis with these projections: tan² adds up; both below 90°."""
    flexion, lean = np.radians((flexion_deg, medial_lean_deg))
    steepness = np.hypot(np.tan(flexion), np.tan(lean))
    return np.asarray(np.degrees(np.arctan(steepness)), dtype=np.float64)


def fact(label: str, needs: str) -> Any:
    return field(default=None, metadata={"label": label, "needs": needs})


@dataclass(frozen=True)
class Facts:
    """Everything a metric can be given, by its parameters' names; None if it is not known.

    `sway` is the filtered signal and `raw` the signal as it came; `unit` is the unit of both.
    `density_radius` is the radius of the sway density curve in it. What several metrics make of the
    signal is made once, when the first asks: then `NotMeasurableError` says why it cannot be.
    """

    unit: str = "deg"
    density_radius: float | None = None
    sway: Sway | None = fact("", "needs the filtered signal")
    raw: Sway | None = fact("", "needs the raw signal")
    side: Side | None = fact("side", "needs the standing leg: give --side left or --side right")
    stance: Stance | None = fact("stance", "needs the stance, which a table does not hold")
    rim: Envelope | None = fact(
        "rim", "needs the rim: give --envelope, its tilt in degrees or a JSON file"
    )
    target: TargetRing | None = fact("target ring", "needs a target ring, and the trial has none")
    measured_s: float | None = fact(
        "the trial's length", "needs the trial's length, which a table does not hold"
    )
    ending: Ending | None = fact(
        "start, outcome", "needs the trial's start and outcome, which a table does not hold"
    )
    received: Received | None = fact(
        "sample numbers", "needs the samples' numbers in a measured part"
    )
    loads: Loads | None = fact(
        "calibrated load cells", "needs calibrated load cells with somebody on them"
    )
    circling: Circling | None = fact(
        "a target that goes round", "needs a target that goes round, and the trial has none"
    )
    following: Following | None = fact(
        "a target on sines", "needs a target that moves by sines, and the trial has none"
    )
    thigh: Thigh | None = fact("thigh set-up", "needs a thigh sensor that was set up")
    pelvis: Pelvis | None = fact(
        "deck's sensor on the sacrum", "needs the deck's sensor on the sacrum: baps calibrate place"
    )
    eye: EyeScore | None = fact("the eye's score", "needs somebody who scores by eye")
    reaches: Reaches | None = fact(
        "cued reaches", "needs reaches to targets that were called one by one"
    )
    rules: Any = fact("the activity's rules", "needs the rules of the trial's activity")

    @cached_property
    def at_20_hz(self) -> Sway | None:
        """The filtered signal at 20 Hz."""
        return None if self.sway is None else at_lower_rate(self.sway, SLOW_RATE_HZ)

    @cached_property
    def density(self) -> Density | None:
        """The peaks of the sway density curve; None for a signal without a radius for it."""
        if self.sway is None or self.density_radius is None:
            return None
        return density_of(self.sway, self.density_radius)


_DERIVED = {
    "at_20_hz": ("", "needs the filtered signal"),
    "density": ("centre of pressure", "needs a centre of pressure in mm or cm"),
}
_FACTS = {f.name: (f.metadata["label"], f.metadata["needs"]) for f in fields(Facts) if f.metadata}
NEEDS = {name: str(needs) for name, (_, needs) in (_FACTS | _DERIVED).items()}
LABELS = {name: str(label) for name, (label, _) in (_FACTS | _DERIVED).items()}
SIGNALS = ("sway", "raw", "at_20_hz")
