"""A path of sines that roams in its waters. Pure.

The slowest sine goes round the waters; two quicker ones, of which one goes round the other way,
make it loop and hurry. Their sizes add up to 1, so the path never leaves the waters, at any time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import atan2, cos, degrees, hypot, pi, radians, sin
from random import Random

import numpy as np

from games.engine.aim import FREE_DEG
from games.engine.ground import Ground
from games.engine.waters import Waters
from trainer.recording.conditions import LEAD_IN_S
from trainer.recording.target import Knot, Step, TargetPath, Wave

QUICKER = (1.0, 2.058, 3.331)
"""Powers of the golden ratio: no whole multiple of one frequency is one of another."""
WAYS = (1, -1, 1)
OF_THE_WILD = (0.62, 0.38)
SETS_OUT_S, LEAVES_IN_S = 0.3, (2.4, 1.4)
"""In the lead-in it sets out from level and is on its way; the quicker one is the second try."""
LEAVING_KNOTS = 8
LOOKED_AT_S = 0.1


@dataclass(frozen=True)
class Manner:
    """How a target roams: seconds for a round, and how much of it is loops, 0 to 0.28.

    With more of them it would stand still on the way.
    """

    round_s: float
    wildness: float


def roaming_path(ground: Ground, waters: Waters, manner: Manner, radius_deg: float) -> TargetPath:
    """From level through the waters, its start drawn from the ground's seed."""
    waves = _waves(waters, manner, Random(ground.seed))
    centre = Step(0.0, waters.ap_deg, waters.ml_deg, radius_deg)
    return _from_level(ground, TargetPath((centre,), waves))


def _waves(waters: Waters, manner: Manner, random: Random) -> tuple[Wave, ...]:
    """Three turns of the unit disc, laid into the waters."""
    wild = manner.wildness
    sizes = (1.0 - wild, *(share * wild for share in OF_THE_WILD))
    first_way = random.choice((1, -1))
    return tuple(
        _turning(waters, size, quicker / manner.round_s, way * first_way, random.uniform(0, 2 * pi))
        for size, quicker, way in zip(sizes, QUICKER, WAYS, strict=True)
    )


def _turning(waters: Waters, size: float, hz: float, way: int, phase_rad: float) -> Wave:
    """One turn: `size` of the way to the waters' edge, one way round or the other."""
    turn = radians(waters.turn_deg)
    long, wide = size * waters.long_deg, size * way * waters.wide_deg
    # Along goes with the sine and across with the cosine: on each axis that is one sine again.
    ap, ml = (long * cos(turn), -wide * sin(turn)), (long * sin(turn), wide * cos(turn))
    return Wave(
        hz=round(hz, 6),
        ap_deg=round(hypot(*ap), 4),
        ml_deg=round(hypot(*ml), 4),
        ap_phase_rad=round(phase_rad + atan2(ap[1], ap[0]), 6),
        ml_phase_rad=round(phase_rad + atan2(ml[1], ml[0]), 6),
    )


def _from_level(ground: Ground, path: TargetPath) -> TargetPath:
    """The same, but it leaves level in the lead-in; if the way out is closed it waits outside."""
    return next((one for one in _leaving(path) if _may_leave(ground, one)), path)


def _leaving(path: TargetPath) -> Iterator[TargetPath]:
    ap_deg, ml_deg, _ = path.now(0.0)
    away_deg, back_deg = hypot(ap_deg, ml_deg), degrees(atan2(-ml_deg, -ap_deg)) % 360.0
    for seconds in LEAVES_IN_S:
        shares = [step / LEAVING_KNOTS for step in range(LEAVING_KNOTS + 1)]
        knots = (
            Knot(
                round(SETS_OUT_S + share * seconds, 6),
                round(away_deg * (1.0 - share * share * (3.0 - 2.0 * share)), 4),
                round(back_deg, 4),
            )
            for share in shares
        )
        yield replace(path, knots=tuple(knots))


def _may_leave(ground: Ground, path: TargetPath) -> bool:
    """Whether the lead-in stays where the leg may go; near to level every direction is free."""
    ap, ml, _ = path.at(np.arange(0.0, LEAD_IN_S, LOOKED_AT_S))
    tilt, direction = np.hypot(ap, ml), np.degrees(np.arctan2(ml, ap)) % 360.0
    return all(
        far_deg <= max(FREE_DEG, ground.reach_deg(to_deg))
        for far_deg, to_deg in zip(tilt.tolist(), direction.tolist(), strict=True)
    )
