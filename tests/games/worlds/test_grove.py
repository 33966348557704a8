"""The grove: the walls are the lane, the water is the depth, mint and words are seen on it."""

from math import inf

import numpy as np
import pygame
import pytest

from games.engine.draw.layout import Layout
from games.engine.draw.mask import polygon
from games.engine.scene import Onlooker
from games.engine.scenes.knee_lane import NO_STRAP, OUTWARD, KneeLaneScene
from games.engine.setup import LIKELY_STATION, Station
from games.worlds.grove import LANTERNS
from tests.games.thigh_trial import (
    KNEE_LANE,
    Leg,
    ThighTrial,
    setup_at,
    silent,
    with_bead,
)
from tests.games.worlds.seen import assert_mint_is_seen, assert_words_are_seen
from trainer.recording.trial import PastScores
from trainer.recording.vocabulary import Side

SIZE = (640, 360)
CALM = Station(reduced_motion=True)


def scene_at(
    rung: int, size: tuple[int, int] = SIZE, station: Station = LIKELY_STATION, **more
) -> KneeLaneScene:
    setup = setup_at(rung, station=station, **more)
    scene = KNEE_LANE.scene(KNEE_LANE.stage(setup, Layout(size), PastScores((3.0,))))
    assert isinstance(scene, KneeLaneScene)
    return scene


class Shown:
    """A trial that somebody has played for a while, and its picture."""

    def __init__(self, leg: Leg, until_s: float, rung: int = 1, **more) -> None:
        self.game = ThighTrial(setup_at(rung, **more))
        self.onlooker = Onlooker(self.game.trial)
        self.trial = self.game.play(leg, until_s)
        self.scene = KNEE_LANE.scene(
            KNEE_LANE.stage(self.game.setup, Layout(SIZE), PastScores((3.0,)))
        )

    def picture(self, **changed: object) -> np.ndarray:
        moment = self.onlooker.moment()
        for name, value in changed.items():
            setattr(moment, name, value)
        surface = pygame.Surface(SIZE, 0, 32)
        self.scene.draw(surface, moment, self.trial.rules)
        return pygame.surfarray.array3d(surface).astype(int)

    @property
    def sentence(self) -> str:
        self.picture()
        return self.scene._sentence(self.onlooker.moment())


def leaning(flexion: float) -> float:
    return 16.0 if flexion > 18.0 else 0.0


@pytest.mark.parametrize("rung", [1, 12])
def test_mint_is_seen_in_the_lane_and_words_beside_and_below_it(rung: int) -> None:
    scene = scene_at(rung)
    grove, still = scene._grove, scene.place
    (left, right), top = (grove.wall_x(side) for side in (-1.0, 1.0)), scene.gate_ring(0.0)
    deepest = grove.water_y + top[1]
    lane = polygon(
        [
            (left, top[0][1] - top[1]),
            (right, top[0][1] - top[1]),
            (right, deepest),
            (left, deepest),
        ]
    )
    assert_mint_is_seen(still, lane)
    assert_words_are_seen(still)


def test_a_harder_rung_has_a_narrower_lane_and_deeper_water() -> None:
    easy, hard = (scene_at(rung)._grove for rung in (1, 12))
    assert hard.wall_x(1.0) < easy.wall_x(1.0)
    assert hard.water_y > easy.water_y


@pytest.mark.parametrize("rung", [1, 12])
def test_all_lanterns_hang_beside_the_lane_above_the_water_and_before_the_column(rung) -> None:
    grove, layout = scene_at(rung)._grove, Layout(SIZE)
    assert len(grove.lanterns) == LANTERNS
    for x, y in grove.lanterns:
        assert abs(x - grove.middle_x) > grove.wall_x(1.0) - grove.middle_x + layout.px(60)
        assert layout.px(100) < y < grove.water_y - layout.px(40)
        assert 0 < x < layout.at(1090, 0)[0]


@pytest.mark.parametrize("rung", [1, 12])
def test_unlit_lanterns_are_seen_before_the_bamboo_and_the_lowest_third_is_not_black(rung) -> None:
    scene, layout = scene_at(rung), Layout(SIZE)
    still = pygame.surfarray.array3d(scene.place).astype(int)
    wide, high = round(layout.px(12)), round(layout.px(16))
    for x, y in (map(round, at) for at in scene._grove.lanterns):
        paper = still[x - wide : x + wide, y - high : y + high].mean(axis=(0, 1))
        beside = [still[x + side * 4 * wide, y - high : y + high].mean(axis=0) for side in (-1, 1)]
        assert paper.sum() > 1.6 * np.mean(beside, axis=0).sum()
        assert paper[0] < 1.15 * paper[1]  # pale, and not amber
    left, right = (round(layout.at(x, 0)[0]) for x in (300, 1000))
    assert still[left:right, round(layout.at(0, 860)[1]) :].mean() > 30


@pytest.mark.parametrize("until_s", [6.0, 13.0, 29.0])
def test_a_lantern_burns_for_every_clean_squat(until_s: float) -> None:
    shown = Shown(with_bead(), until_s, station=CALM)
    picture, found = shown.picture(), 0
    for x, y in shown.scene._grove.lanterns:
        red, green, blue = picture[round(x), round(y)]
        found += bool(red > 200 and red > blue + 25 and green > 140)
    assert found == shown.trial.rules.earned
    assert (found > 0) == (until_s > 6.0)


@pytest.mark.parametrize(("side", "left"), [(Side.RIGHT, True), (Side.LEFT, False)])
def test_who_leans_in_sees_the_inner_wall_swell_and_reads_a_kind_word(side, left) -> None:
    shown = Shown(with_bead(leaning), 9.0, side=side)
    assert shown.trial.rules.brushed == 1
    assert shown.sentence == OUTWARD
    coral = shown.picture().astype(int)
    red = (coral[..., 0] > 200) & (coral[..., 0] > coral[..., 1] + 70)
    x = np.nonzero(red)[0].mean()
    assert bool(x < shown.scene._grove.middle_x) is left


def test_leaves_rustle_only_where_they_were_brushed_and_not_in_reduced_motion() -> None:
    for station, moves in ((LIKELY_STATION, True), (CALM, False)):
        shown = Shown(with_bead(leaning), 9.0, station=station)
        shown.trial.rules.wet_at_s = inf  # no ripples
        one, two = (
            shown.picture(t_s=shown.trial.rules.brushed_at_s + late, cursor=None)
            for late in (0.02, 0.22)
        )
        moved = np.nonzero(np.abs(one - two).sum(axis=2) > 60)[0]
        moved = moved[moved < shown.scene._grove.wall_x(-1.0) + 12]
        assert bool(len(moved)) is moves


def test_by_feel_nothing_on_the_screen_tells_where_the_thigh_is() -> None:
    shown = Shown(with_bead(leaning), 9.0)
    shown.scene._strength = 0.0
    assert np.array_equal(shown.picture(), shown.picture(cursor=None))
    assert shown.sentence != OUTWARD


def test_without_a_strap_the_sentence_says_so() -> None:
    assert Shown(silent, 1.0).sentence == NO_STRAP
    assert Shown(silent, 9.0).sentence == NO_STRAP
    assert Shown(with_bead(), 9.0).sentence != NO_STRAP


@pytest.mark.parametrize("size", [(320, 90), (120, 240)])
def test_a_window_resized_to_a_sliver_is_drawn(size: tuple[int, int]) -> None:
    game = ThighTrial(setup_at(4))
    trial = game.play(with_bead(), 9.0)
    surface = pygame.Surface(size, 0, 32)
    scene_at(4, size).draw(surface, Onlooker(trial).moment(), trial.rules)
    assert pygame.surfarray.array3d(surface).std() > 2


def test_the_result_shows_the_grove_lit_by_what_was_earned() -> None:
    scene, lit = scene_at(3), []
    for earned in (0, 3, 6):
        surface = scene.place.copy()
        scene.bloom(surface, earned, 1.0, None)
        lit.append(int(pygame.surfarray.array3d(surface).astype(int).sum()))
    assert lit[0] < lit[1] < lit[2]
