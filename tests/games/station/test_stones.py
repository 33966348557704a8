"""The plan as stepping stones: in their order, apart, and each says what became of its step."""

from itertools import pairwise

import numpy as np
import pygame
import pytest

from games.engine.draw.layout import Layout
from games.engine.draw.palette import CORAL, MINT
from games.engine.setup import LIKELY_STATION
from games.screens.station.stones import Stones, StonesPage
from games.worlds.stepping_stones import StoneState, stone_places

SIZE = 1280, 720
LAYOUT = Layout(SIZE)
STATES = (StoneState.DONE, StoneState.SKIPPED, StoneState.NOW, StoneState.LATER, StoneState.LOCKED)


@pytest.mark.parametrize("count", [1, 2, 5, 12, 24])
def test_stones_lie_from_left_to_right_apart_on_the_screen(count: int) -> None:
    places = stone_places(LAYOUT, count)
    assert len(places) == count
    for one, other in pairwise(places):
        assert other.centre[0] - one.centre[0] > 0.95 * (one.half + other.half)
    assert all(place.half < place.centre[0] < SIZE[0] - place.half for place in places)


def test_a_nearer_stone_is_wider() -> None:
    near_first = sorted(stone_places(LAYOUT, 9), key=lambda place: -place.centre[1])
    halves = [place.half for place in near_first]
    assert halves == sorted(halves, reverse=True)


def around(picture: np.ndarray, index: int) -> np.ndarray:
    """The pixels of one of the stones, its lantern and its ring."""
    place = stone_places(LAYOUT, len(STATES))[index]
    x, y, half = round(place.centre[0]), round(place.centre[1]), round(1.5 * place.half)
    return picture[x - half : x + half, y - half : y + half].reshape(-1, 3).astype(int)


def close_to(pixels: np.ndarray, colour) -> int:
    return int((np.abs(pixels - np.array(colour)).sum(axis=1) < 60).sum())


def test_a_done_step_has_a_lantern_the_step_now_the_ring_and_a_locked_one_the_coral_form() -> None:
    surface = pygame.Surface(SIZE, 0, 32)
    Stones(SIZE, LIKELY_STATION, STATES).draw(surface)
    picture = pygame.surfarray.array3d(surface)
    flames = [close_to(around(picture, index), (255, 236, 190)) for index in range(len(STATES))]
    rings = [close_to(around(picture, index), MINT) for index in range(len(STATES))]
    cares = [close_to(around(picture, index), CORAL) for index in range(len(STATES))]
    for counts, only in ((flames, StoneState.DONE), (rings, StoneState.NOW),
                         (cares, StoneState.LOCKED)):  # fmt: skip
        assert [state for state, count in zip(STATES, counts, strict=True) if count > 20] == [only]


def test_a_small_picture_shows_the_water_and_can_lie_anywhere() -> None:
    stones = Stones.wide(320, LIKELY_STATION, STATES)
    assert stones.picture.get_size() == (320, 120)
    surfaces = [pygame.Surface((400, 300), 0, 32) for _ in range(2)]
    for surface, at in zip(surfaces, ((0, 0), (50, 70)), strict=True):
        stones.draw(surface, at)
    first, second = (pygame.surfarray.array3d(surface) for surface in surfaces)
    assert (first[:320, :120] == second[50:370, 70:190]).all()


def test_the_plan_is_gone_on_with_by_one_press_and_may_wait() -> None:
    page = StonesPage(LAYOUT, LIKELY_STATION, STATES, "Left leg, bullseye")
    assert page.main == "go"
    assert [item.name for item in page.items] == ["leave", "go"]
    assert page.take("leave")
    assert page.taken == "leave"
