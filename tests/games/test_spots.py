"""Spots off level: within reach, never where the leg must not go, and in an honest order."""

from collections import Counter
from itertools import pairwise
from math import degrees, hypot

import numpy as np
import pytest

from games.engine.ground import Ground, NoTargetLeft
from games.engine.setup import Difficulty
from games.engine.spots import CLEAR_OF_LEVEL, Bag, Spots, laid_out
from tools.gallery import RIM
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, round_rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Source

ANY = Conditions("any")
EIGHT = (0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0)


def direction_deg(place: tuple[float, float]) -> float:
    return degrees(np.arctan2(place[1], place[0])) % 360


def test_spots_lie_at_their_share_of_the_reach_and_clear_of_level() -> None:
    ground = Ground(ANY, RIM)
    spots = laid_out(ground, 8, 0.3, 0.6)
    assert len(spots.places) == 8
    for place in spots.places:
        reach = ground.reach_deg(direction_deg(place))
        assert hypot(*place) == pytest.approx(0.6 * reach, abs=0.01)
        assert hypot(*place) >= CLEAR_OF_LEVEL * spots.radius_deg


def test_no_spot_lies_in_a_no_go_sector() -> None:
    sector = Sector(300.0, 80.0)
    spots = laid_out(Ground(ANY, RIM, no_go=(sector,)), 8, 0.3, 0.6)
    assert len(spots.places) == 4
    assert not any(sector.holds(direction_deg(place)) for place in spots.places)


def test_no_go_sectors_all_round_are_one_clear_error() -> None:
    with pytest.raises(NoTargetLeft, match="make them smaller"):
        laid_out(Ground(ANY, RIM, no_go=(Sector(0.0, 359.0),)), 8, 0.3, 0.6)


def test_a_direction_with_hardly_any_reach_is_left_out() -> None:
    reach = Range(EIGHT, (9.0, 9.0, 1.0, 9.0, 9.0, 9.0, 9.0, 9.0), Source.MEASURED)
    spots = laid_out(Ground(ANY, round_rim(10.0, Source.MEASURED), reach), 8, 0.3, 0.6)
    assert len(spots.places) == 7
    assert 90.0 not in {round(direction_deg(place)) for place in spots.places}


def test_with_hardly_any_reach_at_all_one_spot_stays_and_is_still_clear_of_level() -> None:
    reach = Range(EIGHT, (2.0, 2.0, 2.0, 3.0, 2.0, 2.0, 2.0, 2.0), Source.MEASURED)
    spots = laid_out(Ground(ANY, round_rim(10.0, Source.MEASURED), reach), 8, 0.3, 0.6)
    (place,) = spots.places
    assert round(direction_deg(place)) == 135
    assert spots.radius_deg < hypot(*place)


def test_the_weak_spot_is_known_only_where_the_therapist_allows_it() -> None:
    reach = Range(EIGHT, (9.0, 9.0, 9.0, 9.0, 9.0, 6.0, 9.0, 9.0), Source.MEASURED)
    for allowed, weak in ((True, 5), (False, None)):
        ground = Ground(ANY, RIM, reach, Difficulty(1), seeks_weak=allowed)
        assert laid_out(ground, 8, 0.3, 0.6).weak == weak


def test_spots_come_back_from_a_recording() -> None:
    spots = Spots(2.5, ((5.0, 0.0), (-3.5, 3.5)), 1)
    assert Spots.of(spots.parameters()) == spots
    assert Spots.of(Spots(2.5, ((5.0, 0.0),)).parameters()).weak is None


@pytest.mark.parametrize(
    "damaged",
    [{}, {"spots_deg": []}, {"spots_deg": [1.0]}, {"spots_deg": ["a", 1.0]}, {"spots_deg": 3.0}],
)
def test_damaged_spots_are_refused(damaged) -> None:
    with pytest.raises(ValueError, match="parameter"):
        Spots.of({"spot_radius_deg": 2.5, **damaged})


def test_a_radius_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match="parameter spot_radius_deg is None"):
        Spots.of({"spots_deg": [4.0, 1.0]})


def test_every_spot_comes_before_any_comes_again_and_none_twice_in_a_row() -> None:
    bag = Bag(8, seed=4)
    drawn = [bag.draw() for _ in range(80)]
    assert all(sorted(drawn[first : first + 8]) == list(range(8)) for first in range(0, 80, 8))
    assert all(one != other for one, other in pairwise(drawn))
    again = Bag(8, seed=4)
    assert [again.draw() for _ in range(80)] == drawn
    other = Bag(8, seed=5)
    assert [other.draw() for _ in range(80)] != drawn


def test_the_weak_spot_comes_three_times_as_often() -> None:
    bag = Bag(8, seed=1, often=(3,))
    counts = Counter(bag.draw() for _ in range(100))
    assert counts[3] == 30
    assert {counts[other] for other in range(8) if other != 3} == {10}


def test_one_spot_alone_comes_again_and_again() -> None:
    bag = Bag(1, seed=1)
    assert [bag.draw() for _ in range(3)] == [0, 0, 0]
