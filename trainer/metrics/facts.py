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

from trainer.metrics.body_facts import Pelvis, Thigh
from trainer.metrics.density import Density, density_of
from trainer.metrics.moving_facts import Circling, Following, Reaches
from trainer.metrics.slower import at_lower_rate
from trainer.metrics.sway import Sway
from trainer.recording.columns import FloatArray
from trainer.recording.envelope import Envelope
from trainer.recording.eye import EyeScore
from trainer.recording.vocabulary import Outcome, Side, Stance

FAILURES = frozenset({Outcome.TOUCH, Outcome.FOOT_DOWN, Outcome.RIM_REST})
"""Outcomes that are a loss of balance; pain and a stop end a trial without being one."""
SLOW_RATE_HZ = 20.0
"""The rate of the signal whose entropy is taken."""


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
