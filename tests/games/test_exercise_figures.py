"""Every exercise of the hip programme has its figure, and it moves as it should."""

import numpy as np
import pygame
import pytest

from games.engine.draw.layout import Layout
from games.screens.figures.body.moves import Move
from games.screens.figures.exercises import LASTS_S, SHOWN, exercise_figure, shown_as
from trainer.recording.exercises import EXERCISES
from trainer.recording.vocabulary import Side

SIZE = (480, 270)
LAYOUT = Layout(SIZE)
MIDDLE = 240.0, 135.0
ROOM = 1010.0, 735.0
"""What the page of an exercise leaves for its figure, at 1080 lines."""

NAMES = pytest.mark.parametrize("name", [*EXERCISES, "other:towel"])


def shown(name: str, t_s: float, side: Side = Side.RIGHT, calm: bool = False) -> np.ndarray:
    surface = pygame.Surface(SIZE, 0, 32)
    exercise_figure(LAYOUT, name, side, calm).draw(surface, MIDDLE, t_s)
    return pygame.surfarray.array3d(surface).astype(int)


def apart(first: np.ndarray, second: np.ndarray) -> int:
    return int((np.abs(first - second).max(axis=2) > 60).sum())


def test_each_exercise_that_can_be_noted_has_a_movement_of_its_own() -> None:
    assert set(SHOWN) == set(EXERCISES)
    assert len({each.move for each in SHOWN.values()}) == len(EXERCISES)
    assert shown_as("other:towel").move is Move.STAND
    assert shown_as("other:towel").title == "towel"


@pytest.mark.parametrize("name", EXERCISES)
def test_it_moves_and_comes_back_to_where_it_began(name: str) -> None:
    first, far, last = (shown(name, t_s) for t_s in (0.0, LASTS_S / 4, LASTS_S))
    assert (first == last).all()
    assert apart(first, far) > 25


@pytest.mark.parametrize("name", [name for name in EXERCISES if name != "bridge"])
def test_the_left_leg_is_the_mirror_image_of_the_right_one(name: str) -> None:
    right, left = (shown(name, 1.9, side).max(axis=2) > 60 for side in (Side.RIGHT, Side.LEFT))
    assert (right != left[::-1]).sum() < 0.2 * right.sum()
    assert (right != left).sum() > 0.25 * right.sum()


@pytest.mark.parametrize("name", EXERCISES)
def test_reduced_motion_shows_start_and_end_at_once_and_never_moves(name: str) -> None:
    still = shown(name, 0.0, calm=True)
    assert (still == shown(name, LASTS_S / 3, calm=True)).all()
    moving = shown(name, 0.0)
    assert (still.max(axis=2) > 60).any()
    assert apart(still, moving) > 120


@NAMES
@pytest.mark.parametrize("calm", [False, True], ids=["moving", "still"])
def test_it_fits_into_its_room(name: str, calm: bool) -> None:
    wide, high = exercise_figure(LAYOUT, name, Side.LEFT, calm).size
    assert wide <= LAYOUT.px(ROOM[0])
    assert high <= LAYOUT.px(ROOM[1])


@pytest.mark.parametrize("name", ["clam", "lateral_band_walk", "other:towel"])
def test_nothing_is_painted_any_more_once_all_was_painted_ahead(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise_figure.cache_clear()
    figure = exercise_figure(LAYOUT, name, Side.RIGHT, False)
    assert not figure.is_painted
    while figure.paint_ahead():
        pass
    assert figure.is_painted
    figure.draw(pygame.Surface(SIZE, 0, 32), MIDDLE, 0.0)
    monkeypatch.setattr("games.screens.figures.body.loop.lit", None)
    for t_s in np.linspace(0.0, LASTS_S, 60):
        figure.draw(pygame.Surface(SIZE, 0, 32), MIDDLE, float(t_s))
