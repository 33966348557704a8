"""The shore of lanterns: heights are honest, and any number of visits finds its place."""

import numpy as np
import pygame
import pytest

from games.desk.kit import Kit
from games.desk.page import Look
from games.engine.draw.layout import Layout
from games.engine.setup import LIKELY_STATION
from games.screens.station.shore import (
    WATER_Y,
    Kind,
    Lantern,
    Number,
    Shore,
    ShorePage,
    height_y,
    panels,
)
from tests.games.spoken import written_texts

SHARES = (0.0, 0.2, 0.5, 0.75, 1.0)
LAYOUT = Layout((640, 360))
KIT = Kit(LAYOUT, LIKELY_STATION)


def test_a_better_value_hangs_higher_by_as_much_as_it_is_better() -> None:
    above = [WATER_Y - height_y(share) for share in SHARES]
    assert above == pytest.approx([share * above[-1] for share in SHARES])
    assert above[-1] > 300


def test_values_beyond_the_scale_hang_at_its_ends() -> None:
    assert height_y(1.4) == height_y(1.0)
    assert height_y(-0.3) == height_y(0.0)


@pytest.mark.parametrize("shores", [1, 2])
@pytest.mark.parametrize("visits", [0, 1, 2, 30])
def test_there_is_one_place_for_each_visit_from_left_to_right_on_its_own_shore(
    visits: int, shores: int
) -> None:
    lanterns = [Lantern(0.5)] * visits
    for panel in panels(shores):
        xs = [x for x, _ in panel.places(lanterns)]
        assert len(xs) == visits
        assert xs == sorted(set(xs))
        assert all(panel.left < x < panel.left + panel.wide for x in xs)


def test_two_shores_stand_side_by_side() -> None:
    left, right = panels(2)
    assert left.left + left.wide < right.left


def picture(*lanterns: Lantern, mist=None) -> np.ndarray:
    surface = pygame.Surface(LAYOUT.size, 0, 32)
    shore = Shore("left leg", lanterns, mist)
    ShorePage(KIT, [shore], "told").draw(surface, Look())
    return pygame.surfarray.array3d(surface).astype(int)


def flames(seen: np.ndarray) -> int:
    """How many pixels are as bright and warm as a flame above the water."""
    above = seen[:, : round(LAYOUT.at(0, WATER_Y)[1])]
    return int(((above[..., 0] > 245) & (above[..., 2] < 225) & (above[..., 2] > 90)).sum())


def test_a_visit_without_a_value_has_a_post_and_no_light() -> None:
    none, unlit = picture(), picture(Lantern(None))
    assert flames(unlit) == flames(none) == 0
    assert (none != unlit).any()
    assert flames(picture(Lantern(0.5), Lantern(0.7))) > 1.8 * flames(picture(Lantern(0.5))) > 0


def test_a_learning_visit_burns_lower_and_a_baseline_visit_is_marked() -> None:
    learning, baseline, compared = (
        picture(Lantern(0.5, kind)) for kind in (Kind.LEARNING, Kind.BASELINE, Kind.COMPARED)
    )
    assert flames(learning) < flames(compared) == flames(baseline)
    assert (baseline != compared).any()


def test_visits_to_come_wait_unlit_and_all_equally_high_up_to_the_one_that_is_named() -> None:
    lit, posts = Lantern(0.5), (Lantern(None),) * 4
    with written_texts() as written:
        seen = picture(lit, *(Lantern(None, Kind.TO_COME),) * 4)
    assert [each.text for each in written if each.text.startswith("visit")] == ["visit 5"]
    without = picture(lit, *posts)
    assert flames(seen) == flames(without) > 0
    (panel,) = panels(1)
    differs = (seen != without).any(axis=2)
    tops = [
        int(np.argmax(differs[round(LAYOUT.at(x, 0)[0])])) for x, _ in panel.places((lit, *posts))
    ]
    assert tops[0] == 0
    assert 0 < min(tops[1:]) <= max(tops[1:]) <= min(tops[1:]) + 1


def test_mist_lies_where_its_values_are() -> None:
    lanterns = (Lantern(0.1), Lantern(0.1))
    changed = (picture(*lanterns) != picture(*lanterns, mist=(0.5, 0.7))).any(axis=(0, 2))
    rows = [row for row, differs in enumerate(changed) if differs]
    top, bottom = (LAYOUT.at(0, height_y(share))[1] for share in (0.7, 0.5))
    assert rows[0] == pytest.approx(top, abs=3)
    assert rows[-1] == pytest.approx(bottom, abs=3)


def test_three_numbers_are_shown_at_most() -> None:
    numbers = [Number(f"number {index}", str(index)) for index in range(5)]
    with written_texts() as written:
        page = ShorePage(KIT, [Shore("left leg")], "told", numbers)
        page.draw(pygame.Surface(LAYOUT.size, 0, 32), Look())
    shown = [each.text for each in written if each.text.startswith("number")]
    assert shown == ["number 0", "number 1", "number 2"]
