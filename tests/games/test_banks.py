"""Two banks to sway between: right and left where that is possible, and never into both at once."""

from itertools import product
from math import atan2, degrees, hypot

import pytest

from games.engine.banks import APART_DEG, LEVEL, Banks, swaying
from games.engine.ground import Ground, NoTargetLeft
from games.engine.spots import CLEAR_OF_LEVEL, Spot
from tools.gallery import RIM
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, round_rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Source

ANY = Conditions("any")
EIGHT = (0.0, 45.0, 90.0, 135.0, 180.0, 225.0, 270.0, 315.0)


def banks_on(*sectors: Sector, reach: tuple[float, ...] | None = None) -> Banks:
    limit = Range(EIGHT, reach, Source.MEASURED) if reach else None
    rim = round_rim(10.0, Source.MEASURED) if reach else RIM
    return swaying(Ground(ANY, rim, limit, no_go=sectors), 0.3, 0.6, 0.5)


def direction_deg(place: Spot) -> float:
    return degrees(atan2(place[1], place[0])) % 360


def apart_deg(one: Spot, other: Spot) -> float:
    return abs((direction_deg(one) - direction_deg(other) + 180) % 360 - 180)


def test_the_banks_are_right_and_left_with_some_toes_and_heel() -> None:
    banks = banks_on()
    assert len(banks.first) == len(banks.second) == 6
    assert all(ml > 2 * abs(ap) for ap, ml in banks.first)
    assert all(-ml > 2 * abs(ap) for ap, ml in banks.second)
    for bank in (banks.first, banks.second):
        assert min(ap for ap, _ in bank) < -1.0
        assert max(ap for ap, _ in bank) > 1.0


@pytest.mark.parametrize(
    "sectors",
    [
        (),
        (Sector(45.0, 135.0),),
        (Sector(0.0, 180.0),),
        (Sector(225.0, 315.0), Sector(45.0, 135.0)),
        (Sector(200.0, 100.0),),
    ],
    ids=["all free", "right closed", "right half closed", "both sides closed", "heel alone"],
)
def test_no_place_lies_in_a_no_go_sector_and_nobody_leans_into_both_banks(sectors) -> None:
    banks = banks_on(*sectors)
    both = (*banks.first, *banks.second)
    assert not any(
        sector.holds(direction_deg(place)) for sector in sectors for place in both if place != LEVEL
    )
    for one, other in product(banks.first, banks.second):
        away = hypot(one[0] - other[0], one[1] - other[1])
        assert away > banks.radius_deg
        assert other == LEVEL or apart_deg(one, other) >= APART_DEG - 0.1


def test_every_place_leaves_level_free_unless_it_is_level() -> None:
    for banks in (banks_on(), banks_on(Sector(0.0, 180.0)), banks_on(Sector(300.0, 240.0))):
        for place in (*banks.first, *banks.second):
            # Angles are kept to thousandths.
            assert place == LEVEL or hypot(*place) >= CLEAR_OF_LEVEL * banks.radius_deg - 2e-3


def test_one_direction_alone_is_paired_with_level() -> None:
    banks = banks_on(Sector(300.0, 240.0))
    assert banks.second == (LEVEL,)
    assert all(ml < 0 for _, ml in banks.first)


def test_a_side_with_hardly_any_reach_is_left_out() -> None:
    banks = banks_on(reach=(9.0, 1.0, 1.0, 1.0, 9.0, 9.0, 9.0, 9.0))
    assert not any(ml > 2 * abs(ap) for ap, ml in (*banks.first, *banks.second))
    assert banks.second != (LEVEL,)


def test_with_hardly_any_reach_at_all_one_place_stays_and_is_clear_of_level() -> None:
    banks = banks_on(reach=(2.0, 2.0, 2.0, 3.0, 2.0, 2.0, 2.0, 2.0))
    (place,) = banks.first
    assert round(direction_deg(place)) == 135
    assert hypot(*place) > 1.19 * banks.radius_deg
    assert banks.second == (LEVEL,)


def test_no_go_sectors_all_round_are_one_clear_error() -> None:
    with pytest.raises(NoTargetLeft, match="make them smaller"):
        banks_on(Sector(0.0, 359.0))


def test_what_is_stored_comes_back() -> None:
    banks = banks_on(Sector(45.0, 135.0))
    assert Banks.of(banks.parameters()) == banks


@pytest.mark.parametrize("first", [0.0, 12.0, None])
def test_a_stored_trial_without_two_banks_is_refused(first: float | None) -> None:
    with pytest.raises(ValueError, match="first_bank"):
        Banks.of({**banks_on().parameters(), "first_bank": first})
