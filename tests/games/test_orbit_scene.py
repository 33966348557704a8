"""What the star well shows: trails that stay, a comet that leads, and words and mint to be seen."""

from dataclasses import replace
from math import hypot

import numpy as np
import pygame
import pytest

from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import polygon
from games.engine.scene import Onlooker
from games.engine.scenes.orbit import OrbitScene
from games.engine.setup import Station
from games.engine.trial import Trial
from games.engine.visit_rounds import Rounds
from games.registry import activity_named
from games.training.orbit import OTHER_WAY, Orbit
from games.worlds.clearing import Clearing
from games.worlds.comet import Comet
from games.worlds.orbit import still_layer
from games.worlds.trails import CLOSED, Trails
from tests.games.shown import CALM, LAYOUT, SIZE, Shown, pixels
from tests.games.steered_trial import follower, steered
from tests.games.worlds.seen import (
    LOPSIDED,
    TARGETS_SHARE,
    assert_mint_is_seen,
    assert_words_are_seen,
)
from tools.gallery import PAST, RIM
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Eyes

TO_RIGHT = Sector(60.0, 120.0)


def clearing(rim: Rim = RIM, *no_go: Sector) -> Clearing:
    return Clearing(LAYOUT, FieldMap.of(LAYOUT, rim), rim, no_go)


def sky(grown: float, place: Clearing, trails: Trails | None = None) -> pygame.Surface:
    surface = still_layer(place, None).copy()
    (trails or Trails(place)).draw(surface, grown)
    return surface


def drawn(grown: float, place: Clearing) -> np.ndarray:
    """Where trails have changed the sky."""
    return np.abs(pixels(sky(grown, place)) - pixels(sky(0.0, place))).sum(axis=2) > 20


def test_every_reward_lets_all_trails_go_on_and_six_even_laps_close_them() -> None:
    lengths = [int(drawn(float(count), clearing()).sum()) for count in (0, 1, 2, 6, 18, CLOSED)]
    assert lengths[0] == 0
    assert lengths == sorted(set(lengths))
    assert lengths[-1] == pytest.approx(CLOSED / 6 * lengths[3], rel=0.25)


def test_after_a_full_sky_there_is_still_more_to_draw() -> None:
    full, more = (drawn(float(count), clearing()).sum() for count in (CLOSED, CLOSED + 12))
    assert more > 1.08 * full


def test_trails_drawn_bit_by_bit_or_anew_are_the_same_trails() -> None:
    place = clearing()
    once, bits = Trails(place), Trails(place)
    for grown in (0.3, 1.0, 1.7, 2.0, 9.5, 4.25):
        last = sky(grown, place, bits)
    assert np.array_equal(pixels(last), pixels(sky(4.25, place, once)))


def test_no_trail_is_drawn_before_the_trees_or_where_the_leg_must_not_go() -> None:
    place = clearing(LOPSIDED, TO_RIGHT)
    x, y = place.field.centre
    across, down = np.nonzero(drawn(float(CLOSED), place))
    for right, up in zip((across - x).tolist(), (y - down).tolist(), strict=True):
        turn_deg = float(np.degrees(np.arctan2(right, up)) % 360.0)
        away = hypot(right, up)
        assert away <= 0.98 * place.rim_px(turn_deg) + 2
        inside = TO_RIGHT.holds(turn_deg) and TO_RIGHT.away_deg(turn_deg) == 0.0
        deep = 66.0 < turn_deg < 114.0
        assert not (inside and deep) or away <= place.closed_from_px(TO_RIGHT) + 2


def test_no_trail_crosses_the_ring_that_is_to_be_followed() -> None:
    place, radius = clearing(), 50.0
    x, y = place.at(70.0, 0.5)
    inside = (slice(round(x) - 28, round(x) + 29), slice(round(y) - 28, round(y) + 29))
    seen = []
    for calm in (False, True):
        skies = [sky(grown, place) for grown in (0.0, float(CLOSED))]
        for one in skies if calm else []:
            Comet(LAYOUT, radius).draw_calm(one, (x, y))
        empty, full = (pixels(one)[inside] for one in skies)
        seen.append(int(np.abs(full - empty).sum(axis=2).max()))
    assert seen[0] > 60
    assert seen[1] < 0.2 * seen[0]


PLACES = {
    "no trail yet": (0.0, clearing()),
    "a full sky": (float(CLOSED), clearing()),
    "more than that, a lopsided rim, a sector": (60.0, clearing(LOPSIDED, TO_RIGHT)),
}


@pytest.mark.parametrize("name", PLACES)
def test_mint_and_words_are_seen_in_front_of_it(name: str) -> None:
    grown, place = PLACES[name]
    still = sky(grown, place)
    assert_mint_is_seen(still, polygon(place.field.outline(place.rim, TARGETS_SHARE)))
    assert_words_are_seen(still)


def played(conditions: Conditions, layout: Layout) -> tuple[Trial, OrbitScene]:
    """A trial 12 s after its beginning, and its scene."""
    activity = activity_named("orbit")
    setup = activity.setup(conditions, RIM, seed=3)
    trial = steered(activity, setup, follower(), 12.0)
    return trial, OrbitScene(activity.stage(setup, layout, PAST))


def rules_of(shown: Shown) -> Orbit:
    rules = shown.trial.rules
    assert isinstance(rules, Orbit)
    return rules


def test_the_newest_reward_draws_for_a_second_and_at_once_with_reduced_motion() -> None:
    for station, moving in ((Station(), True), (CALM, False)):
        shown = Shown("orbit", 24.0, station=station)
        rules, grown = rules_of(shown), shown.scene._grown  # type: ignore[attr-defined]
        assert rules.earned >= 4
        at_s = rules.earned_at_s[-1]
        assert (grown(rules, at_s + 0.4) < rules.earned) == moving
        assert grown(rules, at_s + 2.0) == rules.earned


def test_the_tail_lies_where_the_comet_was_and_the_beads_end_where_it_turns() -> None:
    shown = Shown("orbit", 24.0)
    rules, scene = rules_of(shown), shown.scene
    rules.along_deg, rules.turns = 0.0, 1
    assert scene._behind(rules) == []  # type: ignore[attr-defined]
    assert scene._ahead(rules)  # type: ignore[attr-defined]
    rules.along_deg = rules.stretch_deg
    assert scene._behind(rules)  # type: ignore[attr-defined]
    assert scene._ahead(rules) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(("eyes", "told"), [(Eyes.OPEN, True), (Eyes.CLOSED, False)])
def test_the_words_tell_who_looks_that_it_goes_the_other_way(eyes: Eyes, told: bool) -> None:
    trial, scene = played(Conditions("", seconds=40.0, rung=4, eyes=eyes), LAYOUT)
    moment, rules = Onlooker(trial).moment(), trial.rules
    assert isinstance(rules, Orbit)
    for turns in (0, 1):
        rules.turns, rules.along_deg = turns, 5.0
        scene.draw(pygame.Surface(SIZE, 0, 32), moment, rules)
        assert (scene._sentence(moment) == OTHER_WAY) == (told and turns == 1)


def test_the_result_shows_the_sky_lit_by_what_was_earned() -> None:
    scene = Shown("orbit", 3.0, follower()).scene
    lit = []
    for earned, share in ((0, 1.0), (6, 0.0), (6, 1.0), (24, 1.0)):
        surface = scene.place.copy()  # type: ignore[attr-defined]
        scene.bloom(surface, earned, share, None)  # type: ignore[attr-defined]
        lit.append(int(pixels(surface)[..., 0].sum()))
    assert lit == sorted(set(lit))


def test_each_round_of_a_visit_that_counts_lights_one_more_star_of_five() -> None:
    scene = Shown("orbit", 3.0).scene
    lit = []
    for done in range(7):
        scene._stage = replace(scene._stage, rounds=Rounds(done))  # type: ignore[attr-defined]
        for petal in (None, 1.0):
            surface = scene.place.copy()  # type: ignore[attr-defined]
            scene.bloom(surface, 0, 1.0, petal)  # type: ignore[attr-defined]
            red, _, blue = np.moveaxis(pixels(surface), -1, 0)
            lit.append(int((red > blue + 60).sum()))
    counts, counted = lit[::2], lit[1::2]
    assert counts[0] == 0
    assert counts[1:6] == counted[:5] == sorted(set(counts[1:6]))
    assert counts[6] == counted[5] == counts[5]
