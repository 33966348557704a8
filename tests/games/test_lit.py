"""Solids as they are painted: light from the upper left, soft edges, the nearer in front."""

from dataclasses import replace

import numpy as np
import pygame
import pytest

from games.engine.draw.lit import lit, shadow
from games.engine.draw.solid import Stuff, block, lathe, together
from games.engine.draw.view import View
from games.screens.figures.body.loop import MOST_FRAMES, Loop
from games.screens.figures.body.moves import Move
from games.screens.figures.body.tube import mirrored, tube
from trainer.recording.vocabulary import Side

GREY = Stuff((200, 200, 200), (60, 60, 60), 0.0)
RED, BLUE = Stuff((200, 20, 20), (90, 0, 0), 0.0), Stuff((20, 20, 200), (0, 0, 90), 0.0)
BEHIND = View(0.0, 10.0, 1.0)
PILLAR = tube(((0.0, 40.0, 40.0, 0.0, 0.0), (200.0, 40.0, 40.0, 0.0, 0.0)), GREY)


def levels(surface: pygame.Surface) -> np.ndarray:
    return pygame.surfarray.array3d(surface).astype(int).sum(axis=2)


@pytest.mark.parametrize("round_deg", [0.0, 90.0, 180.0])
def test_the_side_to_the_upper_left_is_lighter_from_wherever_it_is_seen(round_deg: float) -> None:
    seen = levels(lit(PILLAR, replace(BEHIND, round_deg=round_deg), 1.0, (0.0, 0.0)).surface)
    wide = seen.shape[0]
    left, right = seen[wide // 5 : wide // 3], seen[-wide // 3 : -wide // 5]
    assert left.mean() > 1.3 * right.mean()


def test_edges_are_soft_and_colours_premultiplied() -> None:
    surface = lit(PILLAR, BEHIND, 1.0, (0.3, 0.4)).surface
    cover = pygame.surfarray.array_alpha(surface).astype(int)
    assert ((cover > 20) & (cover < 235)).sum() > 50
    assert (pygame.surfarray.array3d(surface).max(axis=2) <= cover + 2).all()


@pytest.mark.parametrize(("nearer", "colour"), [(-100.0, 0), (100.0, 2)])
def test_what_is_nearer_hides_what_is_behind(nearer: float, colour: int) -> None:
    red = block((80.0, 20.0, 80.0), RED).moved(np.eye(3), (0.0, nearer, 0.0))
    blue = block((80.0, 20.0, 80.0), BLUE)
    painted = lit(together([red, blue]), replace(BEHIND, above_deg=0.0), 1.0, (0.0, 0.0))
    middle = painted.surface.get_at((painted.surface.get_width() // 2, 40))
    assert middle[colour] > 3 * middle[2 - colour]


def test_a_shadow_lies_at_the_foot_of_a_thing_and_to_its_right() -> None:
    mask = shadow(PILLAR, BEHIND, 1.0, (0.0, 0.0), 0.0, 6.0)
    across = mask.left + np.average(np.arange(mask.cover.shape[0]), weights=mask.cover.sum(axis=1))
    assert across > 10.0
    assert mask.cover.max() > 0.6


def test_a_bowl_turned_on_a_lathe_is_round_and_closed_where_it_is_seen() -> None:
    ball = [(50 * np.sin(a), -50 * np.cos(a)) for a in np.linspace(0.02, np.pi - 0.02, 24)]
    cover = pygame.surfarray.array_alpha(lit(lathe(ball, GREY), BEHIND, 1.0, (0, 0)).surface)
    assert (cover > 128).sum() == pytest.approx(np.pi * 50**2, rel=0.03)


def test_a_mirrored_part_is_seen_from_outside_too() -> None:
    both = [
        pygame.surfarray.array_alpha(lit(part, BEHIND, 1.0, (0.0, 0.0)).surface) > 128
        for part in (PILLAR, mirrored(PILLAR))
    ]
    assert both[0].sum() == pytest.approx(both[1].sum(), rel=0.02)


def shown(loop: Loop, phase: float) -> np.ndarray:
    surface = pygame.Surface((220, 200), 0, 32)
    loop.draw(surface, (110.0, 170.0), phase)
    return pygame.surfarray.array3d(surface).astype(int)


def test_a_loop_shows_each_phase_from_few_frames_and_comes_back_the_same_way() -> None:
    loop = Loop(Move.SQUAT, 140.0)
    assert 8 < loop.frames <= MOST_FRAMES
    there, back, low = shown(loop, 0.2), shown(loop, 0.8), shown(loop, loop.farthest)
    assert np.abs(there - back).mean() < 0.2 * np.abs(there - low).mean()
    assert (shown(loop, 0.0) == shown(loop, 1.0)).all()


def test_the_left_leg_s_loop_covers_the_mirror_image_of_the_right_one_s() -> None:
    right, left = (shown(Loop(Move.STEP_DOWN, 140.0, side), 0.4).max(axis=2) > 60
                   for side in (Side.RIGHT, Side.LEFT))  # fmt: skip
    assert (right != left[::-1]).sum() < 0.12 * right.sum()
    assert (right != left).sum() > 0.3 * right.sum()
