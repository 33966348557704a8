"""Ground on which hardly anything is left: a range that is tiny one way, no-go sectors all round.

Every training is met with it, also one that is added tomorrow.
"""

from contextlib import suppress
from math import atan2, degrees, hypot

import pytest

from games.engine.activity import Kind, Surface
from games.engine.ground import Ground, NoTargetLeft
from games.registry import activities, activity_named
from tools.gallery import RIM
from tools.played import PlayedRound
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side, Source

ON_THE_DOME = [
    each.name
    for each in activities().values()
    if each.kind is Kind.TRAINING and each.surface is Surface.DOME
]
EIGHT = tuple(45.0 * index for index in range(8))
TINY_DEG, WIDE_DEG = 0.8, 9.0
TINY_AHEAD = Range(EIGHT, (TINY_DEG, *(WIDE_DEG,) * 7), Source.MEASURED)
ALL_ROUND = (Sector(0.0, 185.0), Sector(175.0, 5.0))
WATCHED_S = 8.0


def asked(name: str) -> Conditions:
    return Conditions(name, Side.RIGHT, seconds=WATCHED_S, rung=6)


def watched(name: str, **ground: object) -> list[tuple[float, float, float]]:
    """Everything that a round asks for on this ground."""
    activity = activity_named(name)
    setup = activity.setup(asked(name), RIM, seed=2, **ground)
    played_round, aims = PlayedRound(activity, setup), []
    while not played_round.trial.finished:
        played_round.step()
        aim = played_round.trial.rules.aim
        if aim is not None:
            aims.append(aim)
    return aims


@pytest.mark.parametrize("name", ON_THE_DOME)
def test_where_the_range_is_tiny_nothing_is_asked_for_beyond_it(name: str) -> None:
    ground = Ground(asked(name), RIM, TINY_AHEAD)
    for ap_deg, ml_deg, _radius_deg in watched(name, limit=TINY_AHEAD):
        towards_deg = degrees(atan2(ml_deg, ap_deg))
        assert hypot(ap_deg, ml_deg) <= ground.reach_deg(towards_deg) + 0.05


@pytest.mark.parametrize("name", ON_THE_DOME)
def test_with_no_go_sectors_all_round_a_round_stays_level_or_is_refused(name: str) -> None:
    aims: list[tuple[float, float, float]] = []
    with suppress(NoTargetLeft):
        aims = watched(name, no_go=ALL_ROUND)
    assert all(hypot(ap_deg, ml_deg) < 1e-9 for ap_deg, ml_deg, _radius_deg in aims)
