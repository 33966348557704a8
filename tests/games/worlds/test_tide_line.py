"""The tide line: LOOK's law of contrast, the pool round the ring, the wave behind it."""

import numpy as np
import pygame
import pytest

from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Mask, disc, polygon
from games.engine.draw.palette import AMBER
from games.registry import activity_named
from games.worlds.beach import HORIZON_Y
from games.worlds.free_leg import pool_cut_out, still_layer
from games.worlds.shells import A_ROW, ROWS, SHELL_PX, Shells, place_of
from games.worlds.tide import RUNS_TO_Y, Tide
from games.worlds.tide_pool import TidePool
from tests.games.worlds.seen import (
    LOPSIDED,
    TARGETS_SHARE,
    assert_mint_is_seen,
    assert_words_are_seen,
)
from tools.gallery import RIM
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Rim

LAYOUT = Layout((640, 360))


def pool_of(rim: Rim, layout: Layout = LAYOUT) -> TidePool:
    setup = activity_named("free_leg").setup(Conditions(""), rim)
    field = FieldMap.of(layout, rim)
    widest_deg = float(str(setup.parameters["gate_radius_deg"]))
    return TidePool(layout, field.centre, widest_deg * field.px_per_deg)


def with_wave(phase: float, rim: Rim = RIM) -> pygame.Surface:
    pool = pool_of(rim)
    still = still_layer(pool, None)
    surface = still.copy()
    Tide(LAYOUT, calm=False).draw(surface, phase)
    surface.blit(pool_cut_out(pool, still, None), (0, 0))
    return surface


@pytest.mark.parametrize("rim", [RIM, LOPSIDED], ids=["even", "lopsided"])
@pytest.mark.parametrize("phase", [0.0, 0.5, 0.75])
def test_mint_and_words_are_seen_in_front_of_it(rim: Rim, phase: float) -> None:
    picture, field = with_wave(phase, rim), FieldMap.of(LAYOUT, rim)
    for where in (
        polygon(field.outline(rim, TARGETS_SHARE)),
        disc(field.centre, pool_of(rim).ring_px),
    ):
        assert_mint_is_seen(picture, where)
    assert_words_are_seen(picture)


def pixels(surface: pygame.Surface) -> np.ndarray:
    return pygame.surfarray.array3d(surface).astype(int)


def test_the_wave_runs_up_the_sand_and_never_over_the_pool_or_the_horizon() -> None:
    rest, high = (pixels(with_wave(phase)) for phase in (0.0, 0.5))
    changed = np.abs(high - rest).sum(axis=2) > 12
    _, rows = np.nonzero(changed)
    assert rows.min() > LAYOUT.at(0, HORIZON_Y + 5)[1]
    assert rows.max() == pytest.approx(LAYOUT.at(0, RUNS_TO_Y)[1], abs=LAYOUT.px(70))
    pool, whole = pool_of(RIM), Mask(0, 0, np.zeros(LAYOUT.size, np.float32))
    assert not changed[disc(pool.centre, pool.ring_px).over(whole) > 0].any()


def test_the_widest_ring_lies_in_the_water() -> None:
    pool = pool_of(RIM)
    assert pool.half_height(far=True) > pool.ring_px
    assert pool.half_width > pool.ring_px


def test_shells_lie_apart_below_the_pool_and_above_the_sentence() -> None:
    places = np.array([place_of(LAYOUT, index) for index in range(A_ROW * ROWS)])
    apart = np.hypot(*(places[:, None] - places[None, :]).T)
    assert apart[~np.eye(len(places), dtype=bool)].min() > LAYOUT.px(SHELL_PX)
    assert places[:, 1].max() + LAYOUT.px(SHELL_PX) < LAYOUT.at(0, 965)[1] + 4
    assert place_of(LAYOUT, A_ROW * ROWS) == place_of(LAYOUT, 0)


@pytest.mark.parametrize("index", [0, A_ROW, 2 * A_ROW])
def test_a_shell_is_amber_of_a_kind_of_its_own_in_each_row(index: int) -> None:
    surface = pygame.Surface(LAYOUT.size)
    Shells(LAYOUT).draw(surface, index)
    lit = pixels(surface)[pixels(surface).sum(axis=2) > 350]
    assert len(lit) > 40
    assert np.abs(lit.mean(axis=0) - AMBER).max() < 45
