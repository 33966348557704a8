"""A sector of directions around the board: where a leg must not go, or should go more often.

Directions are those of an envelope: 0 degrees to the toes, 90 to the patient's right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from trainer.recording.json_form import Json, JsonFormError, from_json, to_json

PARAMETER = "no_go"
OUTSIDE = "a sector's directions lie between 0 and 360 degrees"
THE_SAME = "a sector's two directions must differ"


@dataclass(frozen=True)
class Sector:
    """All directions from one to another, growing; 300 to 20 goes across the toes."""

    from_deg: float
    to_deg: float

    def __post_init__(self) -> None:
        if not (0 <= self.from_deg < 360 and 0 <= self.to_deg < 360):
            raise ValueError(OUTSIDE)
        if self.from_deg == self.to_deg:
            raise ValueError(THE_SAME)

    @property
    def width_deg(self) -> float:
        return (self.to_deg - self.from_deg) % 360.0

    def holds(self, direction_deg: float) -> bool:
        """Whether a direction lies in it, its edges included."""
        return (direction_deg - self.from_deg) % 360.0 <= self.width_deg

    def away_deg(self, direction_deg: float) -> float:
        """How far a direction is from the nearer edge; 0 inside."""
        if self.holds(direction_deg):
            return 0.0
        return min((self.from_deg - direction_deg) % 360.0, (direction_deg - self.to_deg) % 360.0)


def apart_deg(one_deg: float, other_deg: float) -> float:
    """How far two directions are from each other, 0 to 180."""
    return abs((one_deg - other_deg + 180.0) % 360.0 - 180.0)


def parameter_of(sectors: Iterable[Sector]) -> Json:
    """What stands under `no_go` in a trial's parameters."""
    return [to_json(sector) for sector in sectors]


def sectors_of(parameters: Mapping[str, Json]) -> tuple[Sector, ...]:
    """The no-go sectors in a trial's parameters; ValueError for what cannot be read."""
    form = parameters.get(PARAMETER)
    if form is None:
        return ()
    try:
        if not isinstance(form, list):
            raise ValueError("it is not a list")
        return tuple(from_json(Sector, one) for one in form)
    except (JsonFormError, ValueError) as error:
        raise ValueError(f"the trial's no-go sectors cannot be read: {error}") from error
