"""Where targets may lie: within rim and range, never in a no-go sector, at least as large as
standing needs.
"""

from dataclasses import replace

import pytest

from games.engine.ground import CLEAR_OF_SECTOR_DEG, Ground, NoTargetLeft
from games.engine.setup import LARGEST_RIM_SHARE, SMALLEST_RING_DEG
from tools.gallery import RIM
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, assumed_rim, round_rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Source

EIGHT = (0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0)
ROUND = Ground(Conditions("any"), round_rim(10.0, Source.MEASURED))
WEAK_RIGHT = Range(EIGHT, (8.0, 8.0, 4.0, 8.0, 8.0, 8.0, 8.0, 8.0), Source.MEASURED)


@pytest.mark.parametrize("level", [2, 3, 4, 5])
def test_the_ring_is_never_smaller_than_standing_needs(level: int) -> None:
    assert replace(ROUND, rim=assumed_rim(level)).ring_radius_deg(0.01) == SMALLEST_RING_DEG


def test_the_ring_never_reaches_the_rim() -> None:
    flat = replace(ROUND, rim=round_rim(2.0, Source.MEASURED))
    assert flat.ring_radius_deg(0.9) == pytest.approx(LARGEST_RIM_SHARE * 2.0)


def test_the_ring_follows_the_smaller_of_rim_and_range_and_an_assessments_only_the_rim() -> None:
    reach = Range(RIM.directions_deg, tuple(0.7 * t for t in RIM.tilt_deg), Source.MEASURED)
    ground, tightest_deg = Ground(Conditions("any"), RIM, reach), min(RIM.tilt_deg)
    assert ground.ring_radius_deg(0.6) == pytest.approx(0.6 * 0.7 * tightest_deg, abs=1e-3)
    assert ground.rim_ring_radius_deg(0.6) == pytest.approx(0.6 * tightest_deg, abs=1e-3)


def test_the_reach_is_the_smaller_of_rim_and_range_in_its_own_direction() -> None:
    ground = replace(ROUND, limit=WEAK_RIGHT)
    assert ground.reach_deg(90.0) == pytest.approx(4.0)
    assert ground.reach_deg(67.5) == pytest.approx(6.0)
    assert ROUND.reach_deg(90.0) == pytest.approx(10.0)


def test_no_target_lies_in_a_no_go_sector_or_close_to_its_edge() -> None:
    ground = replace(ROUND, no_go=(Sector(60.0, 120.0), Sector(350.0, 10.0)))
    assert ground.directions_deg(8) == (45.0, 135.0, 180.0, 225.0, 270.0, 315.0)
    assert not ground.allows(60.0 - CLEAR_OF_SECTOR_DEG)
    assert ground.allows(59.0 - CLEAR_OF_SECTOR_DEG)
    assert ground.reach_deg(0.0) == ground.reach_deg(355.0) == 0.0


def test_a_sector_narrower_than_the_clearance_is_not_overlooked() -> None:
    ground = replace(ROUND, no_go=(Sector(43.0, 45.0),))
    assert not any(ground.allows(direction) for direction in (34.0, 39.0, 44.0, 49.0, 54.0))


def test_sectors_all_round_leave_no_target_and_say_so() -> None:
    with pytest.raises(NoTargetLeft, match="make them smaller"):
        replace(ROUND, no_go=(Sector(0.0, 359.0),)).directions_deg(8)


def test_the_weak_direction_is_known_only_where_the_therapist_allows_it() -> None:
    ground = replace(ROUND, limit=WEAK_RIGHT)
    assert ground.weak_direction_deg() is None
    assert replace(ground, seeks_weak=True).weak_direction_deg() == 90.0
    assert replace(ROUND, seeks_weak=True).weak_direction_deg() is None
    closed = replace(ground, seeks_weak=True, no_go=(Sector(80.0, 100.0),))
    assert closed.weak_direction_deg() != 90.0


@pytest.mark.parametrize("ends", [(10.0, 10.0), (-1.0, 20.0), (0.0, 360.0)])
def test_a_sector_needs_two_directions_of_the_circle(ends: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="sector"):
        Sector(*ends)


def test_a_sector_may_go_across_the_toes() -> None:
    across = Sector(300.0, 20.0)
    assert across.width_deg == 80.0
    assert [across.holds(d) for d in (299.0, 300.0, 0.0, 20.0, 21.0, 180.0)] == [
        *(False, True, True, True, False, False)
    ]
