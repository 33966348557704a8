"""Free leg's picture: shells that stay, a leg and a wave that keep the beat, stillness if asked."""

import tracemalloc
from typing import Any

import numpy as np
import pygame
import pytest

from games.engine.draw.layout import Layout
from games.engine.scene import Onlooker
from games.engine.scenes.swinging_person import MOVES, SwingingPerson
from games.engine.setup import LIKELY_STATION
from games.engine.swing import Way
from games.screens.instruction import InstructionScreen
from games.training.free_leg import SWINGS, waves_of
from games.worlds.shells import A_ROW, ROWS, place_of
from tests.games.shown import CALM, LAYOUT, SIZE, Shown, pixels
from tests.games.steered_trial import balancing, steered
from tests.games.test_free_leg import FREE_LEG, setup_at
from tools.gallery import PAST, RIM
from trainer.recording.conditions import LEAD_IN_S, Conditions
from trainer.recording.vocabulary import Side


def shown(until_s: float, **more: Any) -> Shown:
    return Shown("free_leg", until_s, balancing(1.0), **more)


def test_every_good_wave_leaves_an_amber_shell_at_its_place() -> None:
    for until_s in (6.0, 20.0, 33.0):
        one = shown(until_s, station=CALM)
        picture = one.picture(cursor=None)
        lit = []
        for index in range(A_ROW * ROWS):
            x, y = (round(at) for at in place_of(LAYOUT, index))
            red, _, blue = np.moveaxis(picture[x - 2 : x + 3, y - 2 : y + 3], -1, 0)
            lit.append(bool(((red > 170) & (red > blue + 60)).any()))
        assert lit == [index < one.trial.rules.earned for index in range(A_ROW * ROWS)]


def changed(first: np.ndarray, second: np.ndarray, where: tuple[slice, slice]) -> int:
    return int(np.abs(first - second)[where].max())


FIGURE_AREA = slice(0, 72), slice(60, 290)


def test_the_persons_leg_and_the_wave_keep_the_beat() -> None:
    one, wave_s = shown(12.0), float(str(setup_at(4).parameters["wave_s"]))
    at_s = LEAD_IN_S + 2 * wave_s
    pictures = [one.picture(t_s=at_s + share * wave_s) for share in (0.0, 0.5, 1.0)]
    assert changed(pictures[0], pictures[1], FIGURE_AREA) > 60
    assert changed(pictures[0], pictures[2], FIGURE_AREA) == 0


def arrow_px(share: float, way: Way) -> int:
    """How much of the picture an arrow covers at a share of a wave."""
    one = shown(3.2)
    person, at = one.scene._person, pygame.Surface(SIZE)  # type: ignore[attr-defined]
    bare = pygame.Surface(SIZE)
    person.draw(at, way, share)
    person._figure.draw(bare, person._at, MOVES[way], swing_at(person, share))
    return int((np.abs(pixels(at) - pixels(bare)).max(axis=2) > 90).sum())


def swing_at(person: Any, share: float) -> float:
    return float(person._swing_deg * (1 - np.cos(2 * np.pi * share)) / 2)


def test_an_arrow_says_which_way_the_leg_goes_and_is_gone_where_it_turns() -> None:
    for way in Way:
        there, turns, back = (arrow_px(share, way) for share in (0.25, 0.5, 0.75))
        assert min(there, back) > 20
        assert turns == 0


@pytest.mark.parametrize("side", [Side.LEFT, Side.RIGHT])
def test_the_person_is_tall_and_no_leg_or_arrow_leaves_the_picture(side: Side) -> None:
    setup = FREE_LEG.setup(Conditions("", side, seconds=40.0, rung=12), RIM)
    person = SwingingPerson(LAYOUT, side, waves_of(setup.parameters))
    for way in Way:
        surface = pygame.Surface(SIZE)
        person.draw_still(surface, way)
        x, y = np.nonzero(pixels(surface).sum(axis=2) > 60)
        assert x.min() > 0
        assert y.max() - y.min() > SIZE[1] / 2


def test_the_instruction_shows_the_swing_and_writes_nothing_of_a_foot_behind() -> None:
    scene: Any = shown(3.2).scene
    screen = InstructionScreen(scene._stage, place=scene)
    pictures = []
    for t_s in (0.0, 1.5):
        surface = pygame.Surface(SIZE)
        screen.draw(surface, t_s)
        pictures.append(pixels(surface))
    assert changed(pictures[0], pictures[1], FIGURE_AREA) > 60
    words = slice(round(LAYOUT.px(1125)), None), slice(0, None)
    assert changed(pictures[0], pictures[1], words) == 0
    said = " ".join(text for text, _ in scene._stage.lettering.written)
    assert "behind" not in said
    assert "hips level" in said


def test_with_reduced_motion_the_water_does_not_move_and_foam_keeps_the_beat() -> None:
    wave_s = float(str(setup_at(4).parameters["wave_s"]))
    at_s = LEAD_IN_S + 2 * wave_s
    right_of_pool = slice(334, 356), slice(84, 160)
    moves = []
    for station in (CALM, LIKELY_STATION):
        one = shown(12.0, station=station)
        pictures = [one.picture(t_s=at_s + share * wave_s) for share in (0.0, 0.5)]
        rows = np.abs(pictures[0] - pictures[1])[right_of_pool].max(axis=(0, 2))
        moves.append(int((rows > 30).sum()))
    assert 0 < moves[0] < 0.6 * moves[1]


def test_the_words_say_which_way_before_the_leg_goes_there() -> None:
    one = shown(12.0)
    tide = waves_of(one.scene._stage.setup.parameters)  # type: ignore[attr-defined]
    said = []
    for share in (0.3, 0.8, 1.2):
        moment = one.onlooker.moment()
        moment.t_s = LEAD_IN_S + (tide.turns - 1 + share) * tide.wave_s
        one.scene.draw(pygame.Surface(SIZE), moment, one.trial.rules)
        said.append(one.scene._sentence(moment))  # type: ignore[attr-defined]
    assert said == [SWINGS[Way.OUT], SWINGS[Way.BACK], SWINGS[Way.BACK]]


def test_a_frame_allocates_nothing_of_size() -> None:
    one = shown(20.0)
    moment, surface = one.onlooker.moment(), pygame.Surface(SIZE, 0, 32)
    for _ in range(2):
        one.scene.draw(surface, moment, one.trial.rules)
    tracemalloc.start()
    try:
        for _ in range(20):
            one.scene.draw(surface, moment, one.trial.rules)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 200_000


def test_without_the_light_nothing_of_it_is_drawn() -> None:
    one = shown(20.0)
    one.scene._strength = 0.0  # type: ignore[attr-defined]
    assert np.array_equal(one.picture(), one.picture(cursor=None))


@pytest.mark.parametrize("size", [(320, 90), (120, 240)])
def test_a_window_resized_to_a_sliver_is_drawn(size: tuple[int, int]) -> None:
    setup = setup_at(1)
    trial = steered(FREE_LEG, setup, balancing(1.0), 12.0)
    surface = pygame.Surface(size, 0, 32)
    scene = FREE_LEG.scene(FREE_LEG.stage(setup, Layout(size), PAST))
    scene.draw(surface, Onlooker(trial).moment(), trial.rules)
    assert pygame.surfarray.array3d(surface).std() > 2


def test_the_result_shows_the_beach_lit_by_what_was_earned() -> None:
    scene: Any = shown(3.0).scene
    lit = []
    for count in (0, 4, 14):
        surface = scene.place.copy()
        scene.bloom(surface, count, 1.0, None)
        red, green, blue = np.moveaxis(pygame.surfarray.array3d(surface).astype(int), -1, 0)
        lit.append(int(((red > 190) & (green > 110) & (red > blue + 40)).sum()))
    assert lit[0] < lit[1] < lit[2]


def test_a_round_by_feel_shows_no_shell_until_it_is_over() -> None:
    one = shown(20.0)
    assert one.trial.rules.earned
    x, y = (round(at) for at in place_of(LAYOUT, 0))
    there, felt = one.picture(), one.picture(felt=True)
    assert np.abs(there - felt)[x - 4 : x + 5, y - 4 : y + 5].max() > 100
