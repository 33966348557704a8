"""What an activity's trial is played with: how hard it is, how large its ring, its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.recording.envelope import Range, Rim
from trainer.recording.json_form import Json

Parameters = Mapping[str, Json]

EASIEST_RUNG, HARDEST_RUNG = 1, 12
SMALLEST_RING_DEG = 2.5
"""Standing people move; a ring smaller than this would reward going stiff."""

LARGEST_RIM_SHARE = 0.8
"""A ring that reached the rim would let the patient rest on it."""


@dataclass(frozen=True)
class Difficulty:
    """How hard a training is: a rung from 1, the easiest, to 12."""

    rung: int = EASIEST_RUNG

    def __post_init__(self) -> None:
        if not EASIEST_RUNG <= self.rung <= HARDEST_RUNG:
            raise ValueError(f"a rung lies between 1 and {HARDEST_RUNG}, not at {self.rung}")

    @property
    def share(self) -> float:
        """0 at the easiest rung, 1 at the hardest."""
        return (self.rung - EASIEST_RUNG) / (HARDEST_RUNG - EASIEST_RUNG)


EASIEST = Difficulty()


def ring_radius_deg(share: float, rim: Rim, limit: Range | None) -> float:
    """Radius of a round ring: a share of the smaller of rim and range, where that is smallest.

    Never below `SMALLEST_RING_DEG`, unless a very flat dome leaves no room for it.
    """
    room_deg = min(rim.tilt_deg)
    reach_deg = min(room_deg, *limit.tilt_deg) if limit is not None else room_deg
    wanted_deg = max(share * reach_deg, SMALLEST_RING_DEG)
    return round(min(wanted_deg, LARGEST_RIM_SHARE * room_deg), 3)


def number(parameters: Parameters, name: str) -> float:
    """A parameter that must be a number; ValueError with its name if it is not.

    Parameters come back from a recording as plain JSON.
    """
    value = parameters.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"the trial's parameter {name} is {value!r}, not a number")
    return float(value)


def number_or(parameters: Parameters, name: str, otherwise: float) -> float:
    """A parameter that only some activities have."""
    return number(parameters, name) if name in parameters else otherwise
