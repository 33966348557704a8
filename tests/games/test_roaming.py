"""A roaming target stays where the leg may go, whatever rim, range and no-go sectors leave."""

import numpy as np
import pytest

from games.engine.aim import FREE_DEG
from games.engine.ground import Ground, NoTargetLeft
from games.engine.roaming import Manner, roaming_path
from games.engine.waters import waters_of
from tools.gallery import RIM
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.envelope import Range, Rim, assumed_rim
from trainer.recording.sector import Sector
from trainer.recording.target import TargetPath
from trainer.recording.vocabulary import Source

EIGHT = tuple(45.0 * index for index in range(8))
LOPSIDED = Rim((0.0, 90.0, 180.0, 270.0), (12.0, 7.0, 8.0, 10.0), Source.MEASURED)
TINY_ONE_WAY = Range(EIGHT, (9.0, 9.0, 9.0, 9.0, 9.0, 0.8, 9.0, 9.0), Source.MEASURED)
CONDITIONS = Conditions("", seconds=60.0)
GROUNDS = {
    "a measured rim": Ground(CONDITIONS, RIM),
    "a lopsided rim": Ground(CONDITIONS, LOPSIDED),
    "a flat dome": Ground(CONDITIONS, assumed_rim(1)),
    "a range that is tiny one way": Ground(CONDITIONS, RIM, TINY_ONE_WAY),
    "a third closed": Ground(CONDITIONS, RIM, no_go=(Sector(20.0, 110.0),)),
    "the toes closed, half of it": Ground(CONDITIONS, RIM, no_go=(Sector(270.0, 90.0),)),
    "two sectors and a tiny range": Ground(
        CONDITIONS, LOPSIDED, TINY_ONE_WAY, no_go=(Sector(350.0, 30.0), Sector(150.0, 200.0))
    ),
    "one narrow way left": Ground(CONDITIONS, RIM, no_go=(Sector(100.0, 40.0),)),
}
each = pytest.mark.parametrize("ground", GROUNDS.values(), ids=GROUNDS.keys())
SHARE = 0.72
AT_LEVEL_DEG = 0.2
"""So near to level a path may pass into any direction: that is level."""


def path_on(ground: Ground, seed: int = 1) -> TargetPath:
    seeded = Ground(ground.conditions, ground.rim, ground.limit, no_go=ground.no_go, seed=seed)
    return roaming_path(seeded, waters_of(ground, SHARE), Manner(8.0, 0.24), 2.5)


@each
def test_the_whole_path_lies_where_the_leg_may_go(ground: Ground) -> None:
    for seed in range(3):
        ap, ml, _ = path_on(ground, seed).at(np.arange(LEAD_IN_S, 63.0, 0.02))
        tilt, direction = np.hypot(ap, ml), np.degrees(np.arctan2(ml, ap)) % 360.0
        for far_deg, to_deg in zip(tilt.tolist()[::10], direction.tolist()[::10], strict=True):
            assert far_deg <= max(SHARE * ground.reach_deg(to_deg), AT_LEVEL_DEG) + 0.03


@each
def test_the_way_out_of_level_lies_there_too(ground: Ground) -> None:
    for seed in range(3):
        ap, ml, _ = path_on(ground, seed).at(np.arange(0.0, LEAD_IN_S, 0.05))
        tilt, direction = np.hypot(ap, ml), np.degrees(np.arctan2(ml, ap)) % 360.0
        for far_deg, to_deg in zip(tilt.tolist(), direction.tolist(), strict=True):
            assert far_deg <= max(FREE_DEG, ground.reach_deg(to_deg))


@each
def test_the_waters_are_as_large_as_the_ground_allows(ground: Ground) -> None:
    waters = waters_of(ground, 1.0)
    reach_deg = [ground.reach_deg(float(direction)) for direction in range(0, 360, 5)]
    open_area = np.pi * float(np.mean(np.square(reach_deg)))
    assert np.pi * waters.long_deg * waters.wide_deg >= 0.2 * open_area


def test_round_ground_has_round_waters_about_level() -> None:
    waters = waters_of(Ground(CONDITIONS, assumed_rim(2)), 0.5)
    reach_deg = min(assumed_rim(2).tilt_deg)
    assert (waters.ap_deg, waters.ml_deg) == (0.0, 0.0)
    assert waters.wide_deg == pytest.approx(waters.long_deg)
    assert 0.5 * reach_deg - 0.1 <= waters.wide_deg <= 0.5 * max(assumed_rim(2).tilt_deg)


def test_no_ground_at_all_is_one_clear_error() -> None:
    closed = Ground(CONDITIONS, RIM, no_go=(Sector(0.0, 180.0), Sector(170.0, 10.0)))
    with pytest.raises(NoTargetLeft):
        waters_of(closed, 0.5)


def test_it_never_stands_still_on_its_way() -> None:
    ap, ml, _ = path_on(GROUNDS["a measured rim"]).at(np.arange(LEAD_IN_S, 63.0, 0.02))
    speed_deg_s = np.hypot(np.diff(ap), np.diff(ml)) / 0.02
    assert speed_deg_s.min() > 0.2


def test_the_same_seed_takes_the_same_way_and_another_one_another() -> None:
    ground = GROUNDS["a measured rim"]
    assert path_on(ground, 3) == path_on(ground, 3)
    assert path_on(ground, 3) != path_on(ground, 4)
