"""Everything one trial is played with: place, limits, difficulty and the size of its ring.

`trainer.sessions` makes the setup; loops and scenes read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from trainer.recording.conditions import EASIEST_RUNG, HARDEST_RUNG, Conditions, FootPlacement
from trainer.recording.envelope import Range, Rim
from trainer.recording.json_form import Json

Parameters = Mapping[str, Json]

SMALLEST_RING_DEG = 2.5
"""Standing people move; a smaller ring would reward going stiff."""

LARGEST_RIM_SHARE = 0.8
"""In a larger ring the patient could rest on the rim."""


@dataclass(frozen=True)
class Station:
    """The place: how far the patient stands from which screen, and what they prefer.

    `screen_delay_ms` is the screen's own delay between a flip and its light. `rail_button` is True
    only if somebody has said so: nobody is told to press a button that a wire link may replace.
    `stills_folder` is where painted places are kept; None keeps them in memory alone.
    """

    viewing_distance_m: float = 2.5
    screen_height_mm: float = 299.0
    screen_delay_ms: float = 0.0
    muted: bool = False
    reduced_motion: bool = False
    rail_button: bool = False
    stills_folder: Path | None = None


LIKELY_STATION = Station()


@dataclass(frozen=True)
class TrialSetup:
    """One trial's conditions, limits, parameters and place.

    `parameters` and `seed` go into the recording's header as they are: a replay needs only these
    and the samples. `labels` are shown small on every screen: "simulated board", "uncalibrated".
    Every screen also shows where the rim came from. With load cells, a load below `least_load_n`
    means a foot beside the board; `body_weight_n` is known where they can tell a hand on the rail
    by the weight that is missing. `feet` says where the standing foot belongs, `feet_on` the day
    it last stood there, `feet_before` where it stood in the previous trial. A load above
    `most_load_n` is more than the board may carry. `keys` are rows of the keys that work, where
    nothing is judged and those of a trial would do nothing.
    """

    conditions: Conditions
    rim: Rim
    range: Range | None = None
    parameters: Mapping[str, Json] = field(default_factory=dict)
    seed: int = 0
    station: Station = LIKELY_STATION
    labels: tuple[str, ...] = ()
    least_load_n: float | None = None
    body_weight_n: float | None = None
    feet: FootPlacement | None = None
    feet_on: date | None = None
    feet_before: FootPlacement | None = None
    most_load_n: float | None = None
    keys: tuple[tuple[tuple[str, str], ...], ...] | None = None


@dataclass(frozen=True)
class Difficulty:
    """How hard a training is: a rung from 1, the easiest, to 12."""

    rung: int = EASIEST_RUNG

    def __post_init__(self) -> None:
        if not EASIEST_RUNG <= self.rung <= HARDEST_RUNG:
            raise ValueError(f"a rung is between 1 and {HARDEST_RUNG}, not {self.rung}")

    @property
    def share(self) -> float:
        """0 at the easiest rung, 1 at the hardest."""
        return (self.rung - EASIEST_RUNG) / (HARDEST_RUNG - EASIEST_RUNG)

    def between(self, easiest: float, hardest: float) -> float:
        """A number of a game on this rung: evenly from the easiest rung's to the hardest's."""
        return easiest + (hardest - easiest) * self.share


def number(parameters: Parameters, name: str) -> float:
    """A parameter that must be a number; ValueError with its name if it is not.

    Parameters come back from a recording as plain JSON.
    """
    value = parameters.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"the trial's parameter {name} is {value!r}, not a number")
    return float(value)


def number_or(parameters: Parameters, name: str, otherwise: float) -> float:
    """A parameter that only some activities have, or else `otherwise`."""
    return number(parameters, name) if name in parameters else otherwise


def numbers(parameters: Parameters, name: str, count: int) -> tuple[float, ...]:
    """A parameter that must be a list of so many numbers; ValueError with its name otherwise."""
    values = parameters.get(name)
    if not isinstance(values, list) or len(values) != count:
        raise ValueError(f"the trial's parameter {name} is {values!r}, not {count} numbers")
    return tuple(number({name: value}, name) for value in values)
