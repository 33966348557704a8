"""The rest of a visit: a slow breath, a clock, and a way on."""

from itertools import pairwise

import pygame
import pytest

from games.desk.kit import Kit
from games.desk.page import Look
from games.engine.draw.layout import Layout
from games.engine.setup import LIKELY_STATION
from games.screens.station.bench import BenchPage
from games.worlds.bench_by_water import BREATH_IN_S, BREATH_OUT_S, breath

LAYOUT = Layout((640, 360))


def page_at(now_s: float, rest_s: float = 30.0) -> BenchPage:
    page = BenchPage(Kit(LAYOUT, LIKELY_STATION), rest_s, "right leg, bullseye", from_s=100.0)
    page.draw(pygame.Surface(LAYOUT.size, 0, 32), Look(now_s=now_s))
    return page


def test_the_moon_breathes_in_and_out_without_a_jump() -> None:
    whole_s = BREATH_IN_S + BREATH_OUT_S
    assert breath(0.0) == pytest.approx(0.0)
    assert breath(BREATH_IN_S) == pytest.approx(1.0)
    assert breath(whole_s) == pytest.approx(0.0)
    values = [breath(step * 0.05) for step in range(401)]
    assert max(abs(b - a) for a, b in pairwise(values)) < 0.02


@pytest.mark.parametrize(
    ("now_s", "left_s"), [(90.0, 30), (100.0, 30), (100.4, 30), (129.5, 1), (130.0, 0), (200.0, 0)]
)
def test_the_clock_counts_whole_seconds_down_from_the_beginning(now_s: float, left_s: int) -> None:
    assert page_at(now_s).left_s == left_s


def test_a_press_goes_on_only_when_the_rest_is_over_but_the_therapist_may_at_any_time() -> None:
    during, after = page_at(110.0), page_at(131.0)
    assert (during.main, after.main) == ("", "go")
    for page in (during, after):
        assert {item.name: item.enabled for item in page.items} == {
            "pain": True,
            "go": True,
            "back": True,
        }
