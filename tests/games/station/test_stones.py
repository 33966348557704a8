"""The plan as stepping stones: in their order, apart, and each says what became of its step."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pygame
import pytest

from games.desk.kit import Kit
from games.engine.draw.layout import Layout
from games.engine.draw.palette import CORAL, INK, MINT
from games.engine.setup import LIKELY_STATION
from games.screens.station.stones import Named, Stones
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


DONE, NOW, LATER, REST = StoneState.DONE, StoneState.NOW, StoneState.LATER, StoneState.REST
PLACE = pygame.Rect(80, 150, 1120, 225)


def breathed(states, calm: bool = False) -> list[int]:
    """In which columns the picture of a breath's end differs from that of its beginning."""
    kit = Kit(LAYOUT, replace(LIKELY_STATION, reduced_motion=calm))
    stones, seen = Stones(kit, PLACE, states), []
    for now_s in (0.0, 5.0):
        surface = kit.still.copy()
        stones.draw(surface)
        stones.breathe(surface, now_s)
        seen.append(pygame.surfarray.array3d(surface).astype(int))
    return sorted(set(np.abs(seen[1] - seen[0]).sum(axis=2).nonzero()[0]))


def test_the_moon_over_the_next_rest_breathes_and_no_other() -> None:
    xs = breathed((DONE, REST, NOW, LATER, REST, LATER, REST))
    middle = PLACE.left + stone_places(LAYOUT, 7)[4].centre[0] * PLACE.width / SIZE[0]
    assert xs[0] < middle < xs[-1]
    assert xs[-1] - xs[0] < PLACE.width / 7


@pytest.mark.parametrize(
    ("states", "calm"),
    [((DONE, REST, DONE), False), ((REST, NOW, LATER), False), ((NOW, REST, LATER), True)],
    ids=["all done", "rested", "reduced motion"],
)
def test_no_moon_breathes_where_no_rest_comes_or_nothing_may_move(states, calm) -> None:
    assert breathed(states, calm) == []


@pytest.mark.parametrize("now", [0, 6, 11], ids=["first", "middle", "last"])
@pytest.mark.parametrize("high", [396, 279, 162])
def test_the_step_now_is_called_by_its_name_below_its_stone_to_be_read_from_two_metres(
    now: int, high: int
) -> None:
    layout = Layout((1920, 1080))
    kit = Kit(layout, LIKELY_STATION)
    place = pygame.Rect(120, 288, 1680, high)
    states = [LATER] * 12
    states[now] = NOW
    named = Named("One leg on the floor, right leg", "shoe off, foot, strap")
    plain, told = kit.still.copy(), kit.still.copy()
    Stones(kit, place, states, Named(named.now)).draw(plain)
    Stones(kit, place, states, named).draw(told)
    written = dict(kit.lettering.written)
    assert {named.now, "then: shoe off, foot, strap"} <= set(written)
    assert kit.lettering.cap_px(written[named.now]) >= 35
    foot = pygame.surfarray.array3d(plain).astype(int)[:, place.bottom - 60 :]
    inked = sorted((np.abs(foot - np.array(INK)).sum(axis=2) < 30).nonzero()[0])
    wide = kit.lettering.width(named.now, written[named.now])
    assert place.left < inked[0] < inked[-1] < place.right
    assert inked[-1] - inked[0] == pytest.approx(wide, rel=0.05)
    at = layout.at(*stone_places(Layout((1680, 945)), 12)[now].centre)[0] + place.left
    assert inked[0] <= at <= inked[-1]
    assert np.any(pygame.surfarray.array3d(told) != pygame.surfarray.array3d(plain))
