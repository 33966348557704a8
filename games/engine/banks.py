"""Two banks of spots that a light sways between: right and left, wherever the leg may go there.

With one side closed or hardly reached the other side is paired with toes or heel. With one
direction left it is paired with level itself, so that a light still goes out and comes back.
"""

from dataclasses import dataclass

from games.engine.ground import Ground
from games.engine.setup import Parameters, number
from games.engine.spots import CLEAR_OF_LEVEL, Spot, Spots, place_at
from trainer.recording.json_form import Json
from trainer.recording.sector import apart_deg

RIGHT_DEG, LEFT_DEG = 90.0, 270.0
CENTRES_DEG = (RIGHT_DEG, LEFT_DEG, 0.0, 180.0, 45.0, 225.0, 315.0, 135.0)
"""Where a bank may lie: those before come first."""

SPREAD_DEG = (0.0, 24.0, -24.0)
APART_DEG = 60.0
"""Directions of the two banks differ by so much: nobody leans into both at once."""

LEVEL: Spot = (0.0, 0.0)
FIRST_BANK = "first_bank"


@dataclass(frozen=True)
class Banks:
    """Rings of one size on two banks; a bank has one place or more."""

    radius_deg: float
    first: tuple[Spot, ...]
    second: tuple[Spot, ...]

    def parameters(self) -> dict[str, Json]:
        """As they are stored with a trial."""
        both = Spots(self.radius_deg, (*self.first, *self.second))
        return {**both.parameters(), FIRST_BANK: float(len(self.first))}

    @classmethod
    def of(cls, parameters: Parameters) -> "Banks":
        """Those of a stored trial; ValueError if they cannot be read."""
        spots, first = Spots.of(parameters), int(number(parameters, FIRST_BANK))
        if not 0 < first < len(spots.places):
            raise ValueError(f"the trial's parameter {FIRST_BANK} leaves a bank without a place")
        return cls(spots.radius_deg, spots.places[:first], spots.places[first:])


def swaying(ground: Ground, radius_share: float, *shares: float) -> Banks:
    """Two banks with spots at shares of the reach in each direction; `NoTargetLeft`."""
    radius_deg = ground.ring_radius_deg(radius_share)
    least_deg = CLEAR_OF_LEVEL * radius_deg
    open_deg = ground.directions_deg(24)  # tells at once that there is none
    first = next(filter(None, (_fan(ground, at, least_deg, shares) for at in CENTRES_DEG)), ())
    if not first:
        return _nearest_to_hand(ground, open_deg, max(shares))
    others = (_fan(ground, at, least_deg, shares, _directions(first)) for at in CENTRES_DEG)
    second = next(filter(None, others), ())
    return Banks(radius_deg, _places(first), _places(second) or (LEVEL,))


Found = tuple[tuple[float, float], ...]
"""Directions and how far to lean in each."""


def _fan(
    ground: Ground,
    centre_deg: float,
    least_deg: float,
    shares: tuple[float, ...],
    taken_deg: tuple[float, ...] = (),
) -> Found:
    """What can be reached round a direction, away from those that are taken."""
    around = ((centre_deg + off) % 360.0 for off in SPREAD_DEG)
    free = [at for at in around if all(apart_deg(at, one) >= APART_DEG for one in taken_deg)]
    found = [(at, share * ground.reach_deg(at)) for at in free for share in shares]
    return tuple(one for one in found if one[1] >= least_deg)


def _nearest_to_hand(ground: Ground, open_deg: tuple[float, ...], share: float) -> Banks:
    """The direction that reaches farthest, in and out, with a ring that leaves level free."""
    best = max(open_deg, key=ground.reach_deg)
    lean_deg = share * ground.reach_deg(best)
    return Banks(round(lean_deg / CLEAR_OF_LEVEL, 3), (place_at(best, lean_deg),), (LEVEL,))


def _directions(found: Found) -> tuple[float, ...]:
    return tuple(direction for direction, _ in found)


def _places(found: Found) -> tuple[Spot, ...]:
    return tuple(place_at(*one) for one in found)
