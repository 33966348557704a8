"""The plan as stepping stones: in their order, apart, and each says what became of its step."""

from itertools import pairwise

import numpy as np
import pygame
import pytest

from games.desk.kit import Kit
from games.engine.draw.layout import Layout
from games.engine.draw.palette import CORAL, MINT
from games.engine.setup import LIKELY_STATION
from games.screens.station.stones import Stones
from games.worlds.stepping_stones import StoneState, stone_places

SIZE = 1280, 720
LAYOUT = Layout(SIZE)
KIT = Kit(LAYOUT, LIKELY_STATION)
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


def stones_in(place: pygame.Rect, states=STATES) -> np.ndarray:
    """What is seen of them on a page."""
    surface = KIT.still.copy()
    Stones(KIT, place, states).draw(surface)
    return pygame.surfarray.array3d(surface).astype(int)


def close_to(pixels: np.ndarray, colour) -> list[int]:
    """Where pixels are of a colour, from left to right."""
    return sorted((np.abs(pixels - np.array(colour)).sum(axis=2) < 60).nonzero()[0])


@pytest.mark.parametrize("high", [315, 225, 145])
def test_a_done_step_has_a_lantern_the_step_now_the_ring_and_a_locked_one_the_coral_form(
    high: int,
) -> None:
    place = pygame.Rect(80, 150, 1120, high)
    seen = stones_in(place)
    for colour, state in (((255, 236, 190), StoneState.DONE), (MINT, StoneState.NOW),
                          (CORAL, StoneState.LOCKED)):  # fmt: skip
        xs = close_to(seen, colour)
        assert len(xs) > 10, state
        wide = place.width / len(STATES)
        assert {int((x - place.left) / wide) for x in (xs[0], xs[-1])} == {STATES.index(state)}


def test_the_pond_fades_into_the_page_and_has_no_edge() -> None:
    place = pygame.Rect(80, 150, 1120, 315)
    page = pygame.surfarray.array3d(KIT.still).astype(int)
    away = np.abs(stones_in(place) - page).sum(axis=2)
    outside = away.copy()
    outside[place.left : place.right, place.top : place.bottom] = 0
    assert outside.max() == 0
    inside = away[place.left : place.right, place.top : place.bottom]
    edges = (inside[0], inside[-1], inside[:, 0], inside[:, -1])
    assert max(int(edge.max()) for edge in edges) <= 6
    assert inside.max() > 200
