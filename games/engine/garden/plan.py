"""The plan of a garden: kerb, walls, soft sand, and how large a ball is there.

It is laid out on the ground of one trial and stored with the trial's parameters: rules and painter
read the same plan.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from math import atan2, cos, degrees, hypot, inf, radians, sin

from games.engine.ground import Ground
from games.engine.setup import Parameters, number, numbers
from trainer.recording.envelope import Rim
from trainer.recording.json_form import Json

Place = tuple[float, float]
"""(ap, ml) in degrees."""

ROOM_UP_PX, ROOM_ACROSS_PX = 400.0, 440.0
"""The field's room at 1080 lines, as every game has it."""

BALL_PX, WALL_HALF_PX, LANE_PX = 46.0, 14.0, 110.0
"""Radius of the ball, half a wall's width, and the narrowest lane, at 1080 lines."""

KERB_STEPS = 72
SECTOR_SHARE = 0.5
"""So far from level, as a share of the rim, the kerb stands in a no-go sector."""

SLOTS = 6
"""Walls and patches lie between the directions of the lanterns."""

SWIRL_DEG = 6.0
WALL_STEPS = 4
LONG_SHARE, SHORT_SHARE = 0.46, 0.60
"""Where a wall's inner end is, as a share of the rim: on the hardest rung, and on the easiest."""

CLEARANCE = 1.25
"""The way round a wall's end is so many times as far from it as a ball that touches it."""

CLEAR_OF_SECTOR_DEG = 24.0
FIRM_SHARE = 0.76
"""Beyond this share of the way to the kerb lies soft sand."""

PATCH_PX, PATCH_SHARE = 58.0, 0.40


@dataclass(frozen=True)
class Plan:
    """A garden. `kerb_deg` is how far the kerb is from level in even directions, from the toes.

    Each wall begins at its inner end and ends behind the kerb. `corners` are where the kerb juts
    into the garden. `patches` are the middles of discs of soft sand.
    """

    ball_deg: float
    wall_half_deg: float
    kerb_deg: tuple[float, ...]
    walls: tuple[tuple[Place, ...], ...] = ()
    corners: tuple[Place, ...] = ()
    patches: tuple[Place, ...] = ()
    patch_deg: float = 0.0

    def parameters(self) -> dict[str, Json]:
        """As it is stored with a trial."""
        return {
            "ball_deg": self.ball_deg,
            "wall_half_deg": self.wall_half_deg,
            "kerb_deg": list(self.kerb_deg),
            "walls_deg": [_flat(wall) for wall in self.walls],
            "corners_deg": _flat(self.corners),
            "patches_deg": _flat(self.patches),
            "patch_deg": self.patch_deg,
        }

    @classmethod
    def of(cls, parameters: Parameters) -> "Plan":
        """The plan of a stored trial; ValueError if it cannot be read."""
        return cls(
            number(parameters, "ball_deg"),
            number(parameters, "wall_half_deg"),
            numbers(parameters, "kerb_deg", KERB_STEPS),
            tuple(
                _places({"walls_deg": wall}, "walls_deg") for wall in _list(parameters, "walls_deg")
            ),
            _places(parameters, "corners_deg"),
            _places(parameters, "patches_deg"),
            number(parameters, "patch_deg"),
        )

    @property
    def way_deg(self) -> float:
        """Radius of a ring on the way, round the place where a ball passes a wall's end."""
        return CLEARANCE * (self.ball_deg + self.wall_half_deg)

    def kerb(self) -> tuple[Place, ...]:
        """The kerb's line, once round."""
        return tuple(
            place_at(360.0 * step / KERB_STEPS, far) for step, far in enumerate(self.kerb_deg)
        )

    def soft(self, ap_deg: float, ml_deg: float) -> bool:
        """Whether the sand is soft there."""
        direction = degrees(atan2(ml_deg, ap_deg)) % 360.0
        if hypot(ap_deg, ml_deg) > FIRM_SHARE * self.to_kerb_deg(direction):
            return True
        return any(hypot(ap_deg - ap, ml_deg - ml) < self.patch_deg for ap, ml in self.patches)

    def to_kerb_deg(self, direction_deg: float) -> float:
        """How far the kerb is from level in a direction."""
        step, share = divmod(direction_deg * KERB_STEPS / 360.0, 1.0)
        here, there = (self.kerb_deg[(int(step) + i) % KERB_STEPS] for i in (0, 1))
        return here + share * (there - here)


def planned(ground: Ground, courts: Sequence[Place], walls: int, patches: int) -> Plan:
    """A garden on this ground: as wide as the rim, closed where the leg must not go.

    Where a wall would leave too little room for a court or for a lane, there is none.
    """
    rim, per_px = ground.rim, deg_per_px(ground.rim)
    slots = [
        slot
        for slot in _slots()
        if all(sector.away_deg(slot) > CLEAR_OF_SECTOR_DEG for sector in ground.no_go)
    ]
    tip = SHORT_SHARE + (LONG_SHARE - SHORT_SHARE) * ground.difficulty.share
    built: dict[float, tuple[Place, ...]] = {}
    for slot in slots:
        wall = _wall(rim, slot, tip)
        if len(built) < walls and _leaves_room(wall, courts, built.values(), per_px):
            built[slot] = wall
    unbuilt = [slot for slot in slots if slot not in built]
    return Plan(
        round(BALL_PX * per_px, 3),
        round(WALL_HALF_PX * per_px, 3),
        tuple(_kerb_deg(ground, 360.0 * step / KERB_STEPS) for step in range(KERB_STEPS)),
        tuple(built.values()),
        tuple(
            place_at(edge, SECTOR_SHARE * rim_deg(rim, edge))
            for sector in ground.no_go
            for edge in (sector.from_deg, sector.to_deg)
        ),
        tuple(place_at(slot, PATCH_SHARE * rim_deg(rim, slot)) for slot in unbuilt[:patches]),
        round(PATCH_PX * per_px, 3),
    )


def apart(place: Place, line: Sequence[Place]) -> float:
    """How far a place is from a line."""
    found = inf
    for (ap, ml), (to_ap, to_ml) in pairwise(line):
        step, off = (to_ap - ap, to_ml - ml), (place[0] - ap, place[1] - ml)
        share = (off[0] * step[0] + off[1] * step[1]) / (step[0] ** 2 + step[1] ** 2)
        share = min(max(share, 0.0), 1.0)
        found = min(found, hypot(off[0] - share * step[0], off[1] - share * step[1]))
    return found


def deg_per_px(rim: Rim) -> float:
    """How many degrees a pixel of 1080 lines is on the field of a rim."""
    directions = [360.0 * step / KERB_STEPS for step in range(KERB_STEPS)]
    ends = [place_at(direction, rim_deg(rim, direction)) for direction in directions]
    upright, across = (max(abs(end[axis]) for end in ends) for axis in (0, 1))
    return max(upright / ROOM_UP_PX, across / ROOM_ACROSS_PX)


def rim_deg(rim: Rim, direction_deg: float) -> float:
    """How far the rim is from level in a direction."""
    turn = radians(direction_deg)
    return float(rim.limit_deg(cos(turn), sin(turn)))


def place_at(direction_deg: float, far_deg: float) -> Place:
    """A place so far from level."""
    turn = radians(direction_deg)
    return round(far_deg * cos(turn), 3), round(far_deg * sin(turn), 3)


def _slots() -> list[float]:
    """Directions between those of the lanterns; neighbours come one after the other last."""
    order = (0, 3, 1, 4, 2, 5)
    return [360.0 * (slot + 0.5) / SLOTS for slot in order]


def _kerb_deg(ground: Ground, direction_deg: float) -> float:
    closed = any(sector.holds(direction_deg) for sector in ground.no_go)
    return round((SECTOR_SHARE if closed else 1.0) * rim_deg(ground.rim, direction_deg), 3)


def _wall(rim: Rim, slot_deg: float, tip_share: float) -> tuple[Place, ...]:
    """A wall that turns a little on its way out to the kerb."""
    shares = [tip_share + (1.04 - tip_share) * step / WALL_STEPS for step in range(WALL_STEPS + 1)]
    turns = [
        slot_deg + SWIRL_DEG * (1.0 - 2.0 * step / WALL_STEPS) for step in range(WALL_STEPS + 1)
    ]
    return tuple(
        place_at(turn, share * rim_deg(rim, turn))
        for turn, share in zip(turns, shares, strict=True)
    )


def _leaves_room(
    wall: tuple[Place, ...],
    courts: Sequence[Place],
    others: Iterable[tuple[Place, ...]],
    per_px: float,
) -> bool:
    room, lane = CLEARANCE * (BALL_PX + WALL_HALF_PX), LANE_PX + 2 * WALL_HALF_PX
    if any(apart(court, wall) < room * per_px for court in courts):
        return False
    return all(apart(place, other) >= lane * per_px for other in others for place in wall)


def _flat(places: tuple[Place, ...]) -> list[Json]:
    return list(chain.from_iterable(places))


def _places(parameters: Parameters, name: str) -> tuple[Place, ...]:
    flat = _list(parameters, name)
    values = numbers(parameters, name, len(flat))
    return tuple(zip(values[::2], values[1::2], strict=True))


def _list(parameters: Parameters, name: str) -> list[Json]:
    found = parameters.get(name)
    if not isinstance(found, list):
        raise ValueError(f"the trial's parameter {name} is {found!r}, not a list")
    return found
