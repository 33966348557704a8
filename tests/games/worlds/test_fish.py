"""Fish: painted whole, bent without tearing, turned to where they swim; and the school."""

import numpy as np
import pygame
import pytest

from games.engine.draw.layout import Layout
from games.engine.setup import LIKELY_STATION
from games.engine.swimming import Pose
from games.training.chase import Company
from games.worlds.bending import Ladder, bent, shadow_of, turned
from games.worlds.fish import stretched
from games.worlds.koi import PEARL, Koi
from tests.games.shown import CALM, Shown, pixels
from tests.games.steered_trial import still_at

LENGTH = 80.0
FISH = stretched(LENGTH, PEARL)


def cover(sprite: pygame.Surface) -> np.ndarray:
    return pygame.surfarray.array_alpha(sprite).astype(float) / 255


def middle(sprite: pygame.Surface, part: slice) -> float:
    """How far down the middle of some columns lies."""
    seen = cover(sprite)[part]
    return float((seen * np.arange(seen.shape[1])).sum() / seen.sum())


def test_a_turn_to_the_right_swings_the_tail_to_the_right_and_leaves_the_head() -> None:
    straight, right = (bent(FISH, 0.0, turn) for turn in (0.0, 0.2))
    width = straight.get_width()
    head, tail = slice(0, width // 5), slice(3 * width // 4, width)
    assert middle(right, head) == pytest.approx(middle(straight, head), abs=0.5)
    # Its nose points to the left, so its right is up.
    assert middle(right, tail) < middle(straight, tail) - 5


def test_a_stroke_swings_the_tail_both_ways() -> None:
    tails = [middle(bent(FISH, stroke / 8, 0.0), slice(60, 80)) for stroke in range(8)]
    rest = middle(bent(FISH, 0.0, 0.0), slice(0, 20))
    assert min(tails) < rest - 1.5
    assert max(tails) > rest + 1.5


def test_a_bent_fish_loses_nothing() -> None:
    whole = cover(bent(FISH, 0.0, 0.0)).sum()
    assert cover(bent(FISH, 0.3, -0.2)).sum() == pytest.approx(whole, rel=0.03)


@pytest.mark.parametrize(("heading", "side"), [(0, (0, -1)), (90, (1, 0)), (180, (0, 1))])
def test_its_nose_points_where_it_swims(heading: float, side: tuple[int, int]) -> None:
    # The head is broader than the tail, so more of the fish lies on its side of the middle.
    body = cover(turned(bent(FISH, 0.0, 0.0), heading))
    x, y = (np.arange(size) - (size - 1) / 2 for size in body.shape)
    off = float((body * x[:, None]).sum()), float((body * y[None, :]).sum())
    assert off[0] * side[0] + off[1] * side[1] > 0.05 * body.sum()


def test_edges_of_a_turned_fish_are_not_darker_than_the_fish() -> None:
    sprite = turned(bent(FISH, 0.0, 0.0), 33.0)
    seen = cover(sprite)
    edge = (seen > 0.1) & (seen < 0.5)
    assert pygame.surfarray.array3d(sprite)[edge].mean() > 0.8 * min(np.mean(PEARL.flank), 120)


def test_a_ladder_knows_the_nearest_pose() -> None:
    ladder = Ladder(FISH, 4, 3, 0.2)
    assert ladder.pose(0.0, 0.0) == (0, 1)
    assert ladder.pose(1.26, 0.3) == (1, 2)
    assert ladder.pose(0.99, -0.2) == (0, 0)


def test_its_shadow_is_dark_and_soft() -> None:
    shadow = shadow_of(bent(FISH, 0.0, 0.0), 3, 2.0, 0.5)
    seen = cover(shadow)
    assert 0.2 < seen.max() <= 0.5
    assert pygame.surfarray.array3d(shadow).max() < 12
    assert np.abs(np.diff(seen, axis=0)).max() < 0.2


def test_the_koi_throws_its_shadow_beside_itself() -> None:
    koi, pose, seen = Koi(Layout((640, 360))), Pose(0.0, 0.0, 40.0, 0.0, 0.3), []
    for draw in (koi.draw_shadow, lambda onto, at, pose: koi.draw(onto, at, pose, 0.0)):
        surface = pygame.Surface((200, 200), 0, 32)
        surface.fill((90, 120, 110))
        before = pixels(surface)
        draw(surface, (100, 100), pose)
        weight = np.abs(pixels(surface) - before).sum(axis=2)
        seen.append([float(at.mean()) for at in np.nonzero(weight > 25)])
    (x, y), (koi_x, koi_y) = seen
    assert (x - koi_x, y - koi_y) == pytest.approx((6.7, 11.3), abs=3.0)


def amber(picture: np.ndarray) -> int:
    """How many pixels of the field are amber."""
    red, green, blue = np.moveaxis(picture[:400], -1, 0)
    return int(((red > 200) & (green > 120) & (red > blue + 60)).sum())


@pytest.mark.parametrize("station", [LIKELY_STATION, CALM])
def test_the_school_grows_with_every_fish_that_joined(station) -> None:
    seen = []
    for until_s in (4.0, 13.0, 22.0):
        shown = Shown("chase", until_s, station=station)
        rules = shown.trial.rules
        assert isinstance(rules, Company)
        seen.append((rules.earned, amber(shown.picture(cursor=None))))
    assert seen[0] == (0, 0)
    assert seen[0][0] < seen[1][0] < seen[2][0]
    assert seen[0][1] < seen[1][1] < seen[2][1]


def test_who_stands_still_sees_no_amber() -> None:
    shown = Shown("chase", 16.0, still_at(0.0, 0.0))
    assert amber(shown.picture(cursor=None)) == 0


def test_the_school_on_the_result_always_has_room_for_one_more() -> None:
    scene, free = Shown("chase", 3.0).scene, []
    for earned in (0, 5, 6, 12):
        full, part = (scene.place.copy() for _ in range(2))  # type: ignore[attr-defined]
        scene.bloom(full, earned, 1.0, None)  # type: ignore[attr-defined]
        changed = np.abs(pixels(full) - pixels(part)).sum(axis=2) > 20
        red, _, blue = np.moveaxis(pixels(full), -1, 0)
        free.append(int((changed & (red <= blue + 25)).sum()))
    assert min(free) > 40
