"""What the flight and the pond show: approach, rewards that stay, and stillness where asked."""

import tracemalloc
from itertools import pairwise
from math import hypot
from typing import Any

import numpy as np
import pygame
import pytest

from games.engine.draw.layout import Layout
from games.engine.draw.mask import disc
from games.engine.phase import Phase
from games.engine.scene import Onlooker
from games.engine.scenes.harvest import OPENS_S
from games.engine.setup import LIKELY_STATION, Station
from games.registry import activity_named
from games.training.glide import Flight
from games.training.harvest import Harvest, Task
from games.worlds.glide import HORIZON_Y, SUN_RADIUS, still_layer
from games.worlds.sunrise import RISEN, Sunrise
from tests.games.shown import CALM, LAYOUT, SIZE, Shown, pixels
from tests.games.steered_trial import follower, steered, still_at
from tools.gallery import PAST, RIM
from trainer.recording.conditions import Conditions
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side

PLACED = ("chase", "glide", "harvest", "marble", "orbit", "slalom")
"""Trainings whose picture is their own place; those of the thigh and of the other leg have tests
of their own."""


def widths(station: Station) -> tuple[int, int]:
    """The next ring's width a second after the previous one came, and just before it comes."""
    early = Shown("glide", 12.0, still_at(0.0, 0.0), station)
    rules = early.trial.rules
    assert isinstance(rules, Flight)
    first, second = rules.rings[0].arrives_s, rules.rings[1].arrives_s
    offset_s = 12.0 - early.trial.running_s
    return (
        Shown("glide", first + offset_s + 1.0, still_at(0.0, 0.0), station).ring_width(),
        Shown("glide", second + offset_s - 0.1, still_at(0.0, 0.0), station).ring_width(),
    )


def test_a_ring_grows_as_it_comes_nearer() -> None:
    far, near = widths(LIKELY_STATION)
    assert far < 0.75 * near


def test_with_reduced_motion_nothing_comes_nearer() -> None:
    far, near = widths(CALM)
    assert far == near


class Dots:
    """Stands for the beads of every size, and notes where they are drawn, and how bright."""

    def __init__(self) -> None:
        self.drawn: list[tuple[tuple[float, float], float]] = []

    def draw_at(self, onto: pygame.Surface, at: tuple[float, float], strength: float) -> None:
        self.drawn.append((at, strength))


@pytest.mark.parametrize("until_s", [10.0, 15.0, 20.0, 25.0])
def test_beads_to_the_ring_after_the_next_lie_apart_and_in_no_ring(until_s: float) -> None:
    shown, dots = Shown("glide", until_s), Dots()
    scene, flight = shown.scene, shown.trial.rules
    assert isinstance(flight, Flight)
    scene._dots = [dots] * 5  # type: ignore[attr-defined]
    shown.picture(outside_s=0.0)
    t_s = shown.onlooker.moment().t_s
    next_ring = scene._next_at(flight.rings[flight.next], t_s)  # type: ignore[attr-defined]
    later = scene._later_at(flight, flight.next + 1, t_s)  # type: ignore[attr-defined]
    places = [at for at, _ in dots.drawn]
    for (x, y), radius in (next_ring, later):
        assert all(hypot(at[0] - x, at[1] - y) > radius + LAYOUT.px(12) for at in places)
    for one, other in pairwise(places):
        assert hypot(one[0] - other[0], one[1] - other[1]) > LAYOUT.px(25)


def test_while_the_light_is_out_of_the_ring_no_beads_lead_on_from_it() -> None:
    shown = Shown("glide", 20.0)
    strengths = []
    for outside_s in (1.0, 0.0):
        dots = Dots()
        shown.scene._dots = [dots] * 5  # type: ignore[attr-defined]
        shown.picture(outside_s=outside_s)
        strengths.append(max((strength for _, strength in dots.drawn), default=0.0))
    assert strengths[0] == 0.0 < strengths[1]


def test_the_sun_rises_with_every_ring_and_stands_free_after_twelve() -> None:
    sun = Sunrise(LAYOUT, still_layer(LAYOUT, None))
    heights = [sun.middle(lifts)[1] for lifts in range(RISEN + 1)]
    assert np.allclose(np.diff(heights), np.diff(heights)[0])
    horizon, radius = LAYOUT.at(0, HORIZON_Y)[1], LAYOUT.px(SUN_RADIUS)
    assert heights[0] - radius > horizon
    assert heights[-1] + radius < horizon


def test_the_sun_stays_behind_the_ridge_and_never_shines_through_the_clouds() -> None:
    still = still_layer(LAYOUT, None)
    sun, drawn = Sunrise(LAYOUT, still), []
    for lifts in (0.0, 1.0):
        surface = still.copy()
        sun.draw(surface, lifts)
        drawn.append(pixels(surface))
    changed = np.abs(drawn[1] - drawn[0]).sum(axis=2) > 60
    assert changed.any()
    assert not changed[:, round(LAYOUT.at(0, HORIZON_Y)[1]) + 1 :].any()


def lit_lanterns(shown: Shown) -> int:
    rules, scene = shown.trial.rules, shown.scene
    assert isinstance(rules, Harvest)
    picture = shown.picture()
    found = 0
    for place in scene._lantern_places:  # type: ignore[attr-defined]
        here = disc(place, 2.0)
        x, y = here.left + here.cover.shape[0] // 2, here.top + here.cover.shape[1] // 2
        red, green, blue = picture[x, y]
        found += bool(red > 200 and red > blue + 25 and green > 150)
    return found


@pytest.mark.parametrize("until_s", [5.0, 16.0, 40.0])
def test_a_lantern_burns_for_every_light_that_came_home(until_s: float) -> None:
    shown = Shown("harvest", until_s, station=CALM)
    assert lit_lanterns(shown) == shown.trial.rules.earned
    assert (shown.trial.rules.earned > 0) == (until_s > 5.0)


def mint(picture: np.ndarray) -> int:
    red, green, _ = np.moveaxis(picture, -1, 0)
    return int(((green - red > 70) & (green > 130)).sum())


@pytest.mark.parametrize(("station", "at_once"), [(LIKELY_STATION, False), (CALM, True)])
def test_no_ring_is_seen_round_a_lily_that_is_still_shut(station: Station, at_once: bool) -> None:
    until_s = next(at_s for at_s in (20.0, 21.0, 22.0, 23.0) if reaches(at_s))
    shown = Shown("harvest", until_s, station=station)
    since_s = shown.trial.rules.since_s  # type: ignore[attr-defined]
    ages_s = (0.0, 0.25 * OPENS_S, 0.5 * OPENS_S, OPENS_S)
    rings = [mint(shown.picture(t_s=since_s + age_s, lit=0.0, cursor=None)) for age_s in ages_s]
    assert rings == sorted(rings)
    # Some edges of leaves are nearly as green: they are counted, too.
    assert (rings[0] > 0.4 * rings[-1]) == at_once
    assert OPENS_S <= 0.3, "it can be reached at once, so it must be seen soon"


def reaches(until_s: float) -> bool:
    rules = Shown("harvest", until_s, station=CALM).trial.rules
    return isinstance(rules, Harvest) and rules.task is Task.REACH


@pytest.mark.parametrize("name", ["harvest", "slalom"])
def test_words_leave_the_places_of_targets_soon_even_on_the_easiest_rung(name: str) -> None:
    activity = activity_named(name)
    setup = activity.setup(Conditions("", seconds=40.0, rung=1), RIM, seed=3)
    scene: Any = activity.scene(activity.stage(setup, LAYOUT, PAST))
    shown = Onlooker(steered(activity, setup, follower(), 16.0)).moment()
    assert shown.phase is Phase.MEASURING
    assert scene._words_share(shown) == 0.0


def test_no_lantern_stands_among_the_reeds() -> None:
    sector = Sector(20.0, 110.0)
    scene = Shown("harvest", 3.0, no_go=(sector,)).scene
    pond = scene._pond  # type: ignore[attr-defined]
    assert pond.lanterns()
    assert not any(sector.holds(pond.direction_deg(place)) for place in pond.lanterns())


def test_the_pond_is_the_patients_own_and_shows_the_foot_that_stands() -> None:
    right, left = (Shown("harvest", 3.0, side=side).picture() for side in (Side.RIGHT, Side.LEFT))
    assert np.abs(right - left)[200:240, 150:200].max() > 20


@pytest.mark.parametrize("name", PLACED)
def test_a_frame_allocates_nothing_of_size(name: str) -> None:
    shown = Shown(name, 20.0)
    moment, surface = shown.onlooker.moment(), pygame.Surface(SIZE, 0, 32)
    for _ in range(2):
        shown.scene.draw(surface, moment, shown.trial.rules)
    tracemalloc.start()
    try:
        for _ in range(20):
            shown.scene.draw(surface, moment, shown.trial.rules)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 200_000


@pytest.mark.parametrize("name", PLACED)
def test_without_the_light_nothing_of_it_is_drawn(name: str) -> None:
    shown = Shown(name, 20.0)
    shown.scene._strength = 0.0  # type: ignore[attr-defined]
    with_light, without = shown.picture(), shown.picture(cursor=None)
    assert np.array_equal(with_light, without)


@pytest.mark.parametrize("name", PLACED)
@pytest.mark.parametrize("size", [(320, 90), (120, 240)])
def test_a_window_resized_to_a_sliver_is_drawn(name: str, size: tuple[int, int]) -> None:
    activity = activity_named(name)
    setup = activity.setup(Conditions("", seconds=40.0), RIM, seed=3)
    trial = steered(activity, setup, follower(), 12.0)
    surface = pygame.Surface(size, 0, 32)
    activity.scene(activity.stage(setup, Layout(size), PAST)).draw(
        surface, Onlooker(trial).moment(), trial.rules
    )
    assert pixels(surface).std() > 2


@pytest.mark.parametrize("name", ["chase", "glide", "harvest"])
def test_the_result_shows_the_place_lit_by_what_was_earned(name: str) -> None:
    scene = Shown(name, 3.0).scene
    lit = []
    for earned in (0, 3, 6):
        surface = scene.place.copy()  # type: ignore[attr-defined]
        scene.bloom(surface, earned, 1.0, None)  # type: ignore[attr-defined]
        red, green, blue = np.moveaxis(pixels(surface), -1, 0)
        lit.append(int(((red > 200) & (green > 120) & (red > blue + 25)).sum()))
    assert lit[0] < lit[1] < lit[2]
