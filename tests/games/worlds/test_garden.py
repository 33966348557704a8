"""The moon garden: what must be seen on it, and what the ball leaves behind."""

from itertools import pairwise

import numpy as np
import pygame
import pytest

from games.engine.draw.field import FieldMap
from games.engine.draw.mask import polygon
from games.engine.garden.plan import Plan
from games.engine.phase import Phase
from games.engine.scene import Onlooker, Recent
from games.engine.scenes.marble import KINDLES_S, QUIET, SETTLES_S, _kindled, _lamps_of
from games.engine.spots import Spots
from games.registry import activity_named
from games.replay import replay_trial
from games.training.marble import Marble
from games.worlds.garden import Garden
from games.worlds.glass import LeanMark
from games.worlds.marble import still_layer
from tests.games.shown import CALM, LAYOUT, SIZE, Shown, pixels
from tests.games.test_sweep import following, off_level, played
from tests.games.worlds.seen import LOPSIDED, assert_mint_is_seen, assert_words_are_seen
from tools.gallery import PAST, RIM
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Rim
from trainer.recording.sector import Sector
from trainer.recording.vocabulary import Side

MARBLE = activity_named("marble")


def garden(rung: int, rim: Rim = RIM, side: Side = Side.RIGHT, *no_go: Sector) -> Garden:
    parameters = MARBLE.setup(Conditions("", rung=rung), rim, no_go=no_go).parameters
    field = FieldMap.of(LAYOUT, rim)
    return Garden(LAYOUT, field, Plan.of(parameters), Spots.of(parameters), side)


GARDENS = {
    "open": lambda: garden(1),
    "walls, soft sand": lambda: garden(12),
    "lopsided, a closed sector": lambda: garden(6, LOPSIDED, Side.LEFT, Sector(20.0, 110.0)),
}


@pytest.mark.parametrize("name", GARDENS)
def test_mint_and_words_are_seen_in_the_garden(name: str) -> None:
    here = GARDENS[name]()
    still = still_layer(here, None)
    share = [(0.88 * x + 0.12 * cx, 0.88 * y + 0.12 * cy) for (x, y), (cx, cy) in _about(here)]
    assert_mint_is_seen(still, polygon(share))
    assert_words_are_seen(still)


def _about(here: Garden) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return [(place, here.field.centre) for place in here.kerb]


def amber(picture: np.ndarray) -> int:
    """How many pixels are as warm as an earned light."""
    red, green, blue = np.moveaxis(picture, -1, 0)
    return int(((red > 200) & (green > 120) & (red > blue + 50)).sum())


def test_every_lantern_that_was_earned_burns_for_good() -> None:
    lit = {}
    for until_s in (5.0, 9.0, 16.0, 30.0):
        shown = Shown("marble", until_s, station=CALM)
        lit[shown.trial.rules.earned] = amber(shown.picture(cursor=None))
    assert list(lit) == sorted(lit)
    assert next(iter(lit.items())) == (0, 0)
    assert all(later > one for one, later in pairwise(lit.values()))


def test_a_lantern_flares_and_then_burns_quietly() -> None:
    assert _kindled(0.0) == 0.0
    assert _kindled(KINDLES_S) == 1.0
    assert _kindled(KINDLES_S + SETTLES_S) == pytest.approx(QUIET)
    assert _kindled(60.0) == pytest.approx(QUIET)


def test_the_boards_mark_stays_at_the_ball_on_the_side_to_which_the_board_leans() -> None:
    mark, ball, radius = LeanMark(LAYOUT, 20.0), (100.0, 100.0), 20.0
    drawn = {}
    for share in (0.2, 1.0):
        surface = pygame.Surface((300, 200), 0, 32)
        mark.draw_at(surface, ball, (190.0, 100.0), share)
        drawn[share] = pixels(surface).max(axis=2)
    x, y = np.nonzero(drawn[1.0] > 200)
    away = np.hypot(x - 100, y - 100)
    assert away.min() > radius
    assert away.max() < 1.8 * radius
    assert x.mean() > 100 + radius / 2
    assert y.mean() == pytest.approx(100, abs=1)
    assert (drawn[0.2] > 200).sum() < (drawn[1.0] > 200).sum()


def test_every_reward_lights_another_lantern_until_all_burn() -> None:
    lamps = _lamps_of([0, 2, 0, 0, 2, 1, 0, 3, 4, 5, 1, 3, 0], 6)
    assert lamps[:5] == [0, 2, 6, 1, 8], "its own court's two first, then one that is dark"
    assert sorted(lamps[:12]) == list(range(12))
    assert lamps[12] == 0


def test_the_groove_stays_and_a_scene_made_later_shows_the_same_one() -> None:
    shown = Shown("marble", 6.0)
    early = shown.picture(cursor=None)
    later = Shown("marble", 14.0)
    track = later.trial.rules.track  # type: ignore[attr-defined]
    shown.trial = later.trial
    shown.onlooker = later.onlooker
    assert np.array_equal(shown.picture(), later.picture())
    x, y = shown.scene.field.at(*track[40])  # type: ignore[attr-defined]
    fresh = pixels(shown.scene._fresh)  # type: ignore[attr-defined]
    raked = pixels(shown.scene._sand)  # type: ignore[attr-defined]
    here = slice(round(x) - 3, round(x) + 4), slice(round(y) - 3, round(y) + 4)
    assert np.abs(raked[here] - fresh[here]).max() > 15
    assert early.shape == raked.shape


def test_a_scene_that_is_shown_an_earlier_moment_smooths_the_sand_again() -> None:
    late, early = Shown("marble", 14.0), Shown("marble", 6.0)
    wanted = early.picture()
    late.picture()
    late.trial, late.onlooker = early.trial, early.onlooker
    assert np.array_equal(late.picture(), wanted)


def test_the_light_is_in_the_ball_and_before_the_start_it_is_the_board() -> None:
    shown = Shown("marble", 14.0)
    rules, gate = shown.trial.rules, shown.trial.terms.gate
    assert isinstance(rules, Marble)
    rules.ball.lay((-3.0, -3.0))
    picture = shown.picture(cursor=(3.0, 3.0))
    x, y = shown.scene.field.at(-3.0, -3.0)  # type: ignore[attr-defined]
    assert picture[round(x), round(y)].min() > 225
    picture = shown.picture(cursor=(3.0, 3.0), phase=Phase.READY, target=gate)
    x, y = shown.scene.field.at(3.0, 3.0)  # type: ignore[attr-defined]
    assert picture[round(x), round(y)].min() > 225


def test_in_a_pause_the_ball_waits_where_it_lay_without_its_light() -> None:
    shown = Shown("marble", 14.0)
    rules, gate = shown.trial.rules, shown.trial.terms.gate
    assert isinstance(rules, Marble)
    rules.ball.lay((-3.0, -3.0))
    ball = shown.picture(cursor=(3.0, 3.0), phase=Phase.PAUSED, target=gate)
    rules.ball.lay((3.0, -3.0))
    other = shown.picture(cursor=(3.0, 3.0), phase=Phase.PAUSED, target=gate)
    x, y = (round(at) for at in shown.scene.field.at(-3.0, -3.0))  # type: ignore[attr-defined]
    here = slice(x - 9, x + 10), slice(y - 9, y + 10)
    assert np.abs(ball[here] - other[here]).max() > 30
    assert ball[x, y].max() < 200


def test_by_feel_neither_ball_nor_groove_nor_board_is_drawn() -> None:
    shown = Shown("marble", 20.0)
    shown.scene._strength = 0.0  # type: ignore[attr-defined]
    with_light, without = shown.picture(), shown.picture(cursor=None)
    assert np.array_equal(with_light, without)
    assert np.array_equal(pixels(shown.scene._sand), pixels(shown.scene._fresh))  # type: ignore[attr-defined]


def test_the_result_shows_the_garden_lit_by_what_was_earned() -> None:
    scene = Shown("marble", 3.0).scene
    lit = []
    for earned in (0, 3, 6, 12, 15):
        surface = scene.place.copy()  # type: ignore[attr-defined]
        scene.bloom(surface, earned, 1.0, None)  # type: ignore[attr-defined]
        lit.append(amber(pixels(surface)))
    assert lit[0] < lit[1] < lit[2] < lit[3] <= lit[4]


def test_the_ring_is_lit_by_a_ball_in_it_where_the_ball_should_be() -> None:
    setup, path = off_level(MARBLE)
    recording, _ = played(MARBLE, setup, following(path))
    onlooker = Onlooker(replay_trial(recording, 3000, MARBLE))
    onlooker.see(recording.samples[2400:3000])
    scene, rules = MARBLE.scene(MARBLE.stage(setup, LAYOUT, PAST)), onlooker.trial.rules
    moment, drawn = onlooker.moment(), []
    moment.cursor, moment.recent = None, Recent()
    rules.held_share = 0.0  # the arc of the wait lies over the ring's bloom
    for inside_at_s in (moment.t_s, -1.0):
        rules.inside_at_s = inside_at_s
        surface = pygame.Surface(SIZE, 0, 32)
        scene.draw(surface, moment, rules)
        drawn.append(pixels(surface))
    # The line and what is in it: over a burning lantern the bloom is seen farther out.
    x, y = np.nonzero(np.abs(drawn[0] - drawn[1]).sum(axis=2) > 40)
    middle = (x.min() + x.max()) / 2, (y.min() + y.max()) / 2
    assert middle == pytest.approx(scene.field.at(*rules.aim[:2]), abs=1.5)
