"""The lights that the valley keeps: more with more days, before their card and on none."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pygame
import pytest

from games.engine.draw.layout import Layout
from games.screens.valley.places import Places
from games.worlds.valley_lights import FROM_DAYS, floating_places, lights_after
from tests.games.test_valley import cards, drawn, valley

LAYOUT = Layout((640, 360))


def test_each_day_keeps_the_lights_of_the_days_before_and_the_first_brings_one() -> None:
    lights = [lights_after(days) for days in range(400)]
    assert lights[:4] == [0, 1, 2, 3]
    assert lights == sorted(lights)
    assert lights[-1] == len(FROM_DAYS)
    assert max(b - a for a, b in pairwise(lights)) == 1


@pytest.mark.parametrize("count", range(1, 15))
def test_lights_float_on_no_card_and_away_from_where_the_light_rests(count: int) -> None:
    places = Places.of(LAYOUT, count)
    for index in range(count):
        floating = floating_places(LAYOUT, places.middle, places.area(index), 400)
        for x, y in floating:
            assert not any(places.area(other).collidepoint(x, y) for other in range(count))
            assert np.hypot(x - places.middle[0], y - places.middle[1]) > LAYOUT.px(120)


def test_a_light_stays_where_it_was_when_the_next_one_comes() -> None:
    places = Places.of(LAYOUT, 9)
    few, more = (floating_places(LAYOUT, places.middle, places.area(2), days) for days in (3, 8))
    assert more[: len(few)] == few


def test_the_valley_shows_what_was_earned() -> None:
    screen = valley(LAYOUT, 5)
    before = pygame.surfarray.array3d(drawn(screen, LAYOUT.size)).astype(int)
    screen.tell([replace(card, days=5) for card in cards(5)])
    after = pygame.surfarray.array3d(drawn(screen, LAYOUT.size)).astype(int)
    lit = (after - before).sum(axis=2) > 120
    for index in range(5):
        for x, y in floating_places(LAYOUT, screen.places.middle, screen.places.area(index), 5):
            assert lit[round(x) - 2 : round(x) + 3, round(y) - 2 : round(y) + 3].any()
