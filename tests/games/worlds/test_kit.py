"""What painters build on: noise, edges, gradients, ladders, and the law of contrast."""

from inspect import getdoc
from textwrap import dedent

import numpy as np
import pygame
import pytest

import games.worlds
from games.engine.draw.canvas import Canvas
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import around, disc
from games.engine.draw.palette import INK, MINT
from games.worlds.kit.clouds import CloudRow, paint_cloud_row
from games.worlds.kit.edges import Area, below, covered
from games.worlds.kit.glow import Fading, Glow, Sizes, nearest, spread
from games.worlds.kit.leaves import Leaf, Pad, paint_leaf, paint_pad
from games.worlds.kit.noise import line_noise, noise
from games.worlds.kit.ridges import paint_ridge, ridge_line, stars
from games.worlds.kit.rings import WAIT_OUT, WaitArc, bedded_ring
from games.worlds.kit.scenery import Scenery, gradient
from games.worlds.kit.stones import Stone, paint_stone
from games.worlds.kit.veil import lay_veil
from tests.games.worlds.contrast import contrast, ratios
from tools.gallery import RIM

SMALL = (96, 54)


def pixels(surface: pygame.Surface):
    return pygame.surfarray.array3d(surface).astype(int)


def test_noise_stays_between_0_and_1_and_is_the_same_for_a_seed() -> None:
    found = noise(SMALL, (30, 12), seed=5)
    assert found.shape == SMALL
    assert 0 <= found.min() < 0.4
    assert 0.6 < found.max() <= 1
    assert (found == noise(SMALL, (30, 12), seed=5)).all()
    assert (found != noise(SMALL, (30, 12), seed=6)).any()


def test_noise_is_as_coarse_as_asked() -> None:
    def roughness(cell_px: float) -> float:
        return float(np.abs(np.diff(line_noise(600, cell_px, seed=1, octaves=1))).mean())

    assert roughness(8) > 3 * roughness(40)


def test_noise_of_one_octave_has_no_step_at_its_lattice() -> None:
    steps = np.abs(np.diff(line_noise(600, 37.3, seed=2, octaves=1)))
    assert steps.max() < 1.6 / 37.3


@pytest.mark.parametrize("radius", [3.3, 20.0])
def test_an_edge_divided_by_its_slope_covers_what_the_shape_covers(radius: float) -> None:
    area = Area.around((30.2, 27.9), 24)
    away2 = (area.x - 30.2) ** 2 + (area.y - 27.9) ** 2
    cover = covered(radius**2 - away2)  # a function whose slope is anything but 1
    assert float(cover.sum()) == pytest.approx(np.pi * radius**2, rel=0.03)
    exact = disc((30.2, 27.9), radius).over(area.mask(cover))
    assert np.abs(cover - exact).max() < 0.2


def test_what_lies_below_a_slanted_line_covers_half_of_a_square() -> None:
    area = Area.around((20, 20), 20)
    line = area.x[:, 0] - area.x[0, 0] + area.y[0, 0]
    assert float(below(line, area.y).mean()) == pytest.approx(0.5, abs=0.02)


def test_a_gradient_goes_through_its_stops_without_a_corner() -> None:
    stops = ((0.0, (10, 20, 30)), (50.0, (60, 40, 90)), (200.0, (20, 80, 40)))
    found = gradient(stops, np.arange(0.0, 201.0))
    assert found[[0, 50, 200]].tolist() == [[10, 20, 30], [60, 40, 90], [20, 80, 40]]
    bends = np.abs(np.diff(found, n=2, axis=0))
    assert bends[49].max() < 0.3


def test_a_dark_gradient_has_no_bands() -> None:
    scenery = Scenery((64, 400))
    scenery.fill_down((0, (10, 12, 20)), (400, (20, 22, 30)))
    rows = pixels(scenery.surface()).mean(axis=(0, 2)).reshape(100, 4).mean(axis=1)
    assert np.abs(rows - np.linspace(14, 24, 400).reshape(100, 4).mean(axis=1)).max() < 0.15


def test_a_shape_with_colours_of_its_own_is_cut_at_the_edge_of_the_canvas() -> None:
    scenery = Scenery((20, 20))
    scenery.fill((0, 0, 0))
    area = Area.around((0, 0), 6)
    mask = area.mask(covered(5 - np.hypot(area.x, area.y)))
    colours = np.broadcast_to(np.float32(200) * (area.x > 2)[..., None], (*area.size, 3))
    scenery.paint_many(mask, colours)
    assert scenery.pixels[3, 0].tolist() == [200, 200, 200]
    assert scenery.pixels[1, 0].tolist() == [0, 0, 0]
    assert not scenery.pixels[8:].any()


def test_things_of_nature_leave_what_is_around_them_alone() -> None:
    paint = {
        "stone": lambda s: paint_stone(s, Stone((48, 27), 14, 10, 30, 2), (120, 130, 140)),
        "leaf": lambda s: paint_leaf(s, Leaf((40, 40), 30, 24, 7, 0.2), (9, 50, 30), (40, 120, 70)),
        "pad": lambda s: paint_pad(
            s, Pad((48, 27), 15, 40), (9, 50, 30), (20, 90, 60), (90, 160, 120)
        ),
        "ridge": lambda s: paint_ridge(
            s, ridge_line(s.x[:, 0], [(0, 20), (95, 30)], 4, 20, 3), (40, 30, 60), (80, 60, 90), 40
        ),
        "clouds": lambda s: paint_cloud_row(
            s, CloudRow(44, 20, 8, 4, 5), (200, 150, 140), (90, 70, 110), (40, 30, 70)
        ),
    }
    for name, one in paint.items():
        scenery = Scenery(SMALL)
        scenery.fill((7, 7, 7))
        one(scenery)
        changed = np.abs(scenery.pixels - 7).max(axis=2) > 1
        assert changed.any(), name
        assert not changed[:, :4].any(), name
        assert 0.02 < changed.mean() < 0.75, name


def test_stars_are_few_bright_and_many_faint_ones() -> None:
    light = stars((400, 300), 200, seed=3, scale=1.0)
    assert 0 < (light > 0.7).sum() < (light > 0.1).sum() < 0.05 * light.size


def test_a_glow_adds_light_in_steps_and_none_at_nothing() -> None:
    glow = Glow.of(disc((20.5, 20.5), 20), MINT, 0.5)
    shown = []
    for strength in (0.0, 0.5, 1.0, 3.0):
        surface = pygame.Surface((60, 60), 0, 32)
        surface.fill((30, 30, 30))
        glow.draw_at(surface, (30, 30), strength)
        assert surface.get_at((1, 1))[:3] == (30, 30, 30)
        shown.append(pixels(surface)[30, 30, 1])
    assert shown[0] == 30
    assert shown[1] == pytest.approx(30 + 0.25 * MINT[1], abs=8)
    assert shown[2] == shown[3] == pytest.approx(30 + 0.5 * MINT[1], abs=12)


def test_a_fading_picture_covers_by_its_strength() -> None:
    canvas = Canvas((21, 21))
    canvas.paint(disc((10.5, 10.5), 8), INK)
    fading, shown = Fading(canvas), []
    for strength in (0.0, 0.5, 1.0):
        surface = pygame.Surface((40, 40), 0, 32)
        fading.draw_at(surface, (20, 20), strength)
        shown.append(pixels(surface)[20, 20, 1])
    assert shown[0] == 0
    assert shown[1] == pytest.approx(INK[1] / 2, abs=3)
    assert shown[2] == pytest.approx(INK[1], abs=2)


def test_sizes_draw_the_nearest_one_with_its_middle_there() -> None:
    def painted(size: float) -> Canvas:
        canvas = Canvas((2 * round(size) + 3,) * 2)
        canvas.paint(disc((round(size) + 1.5,) * 2, size), INK)
        return canvas

    ladder = Sizes(spread(4, 16, 3), painted)
    for asked, expected in ((1, 4), (4.2, 4), (9, 8), (15, 16), (99, 16)):
        surface = pygame.Surface((60, 60), 0, 32)
        ladder.draw_at(surface, (30, 30), asked)
        lit = np.argwhere(pixels(surface)[..., 0] > 110)
        assert len(lit) == pytest.approx(np.pi * expected**2, rel=0.15)
        assert lit.mean(axis=0).tolist() == pytest.approx([29.5, 29.5], abs=0.6)


def test_nearest_is_the_nearest() -> None:
    assert [nearest([1, 2, 4], value) for value in (0, 1.4, 1.6, 3.1, 9)] == [0, 0, 1, 2, 2]


def test_a_ring_on_light_ground_has_a_dark_bed_and_keeps_its_line_mint() -> None:
    layout, ground = Layout((1280, 720)), (130, 118, 104)
    surface = pygame.Surface((301, 301), 0, 32)
    surface.fill(ground)
    canvas = bedded_ring(layout, 100.0, lit=False)
    half = canvas.size[0] // 2
    surface.blit(canvas.surface(), (150 - half, 150 - half))
    line, beside = surface.get_at((250, 150))[:3], surface.get_at((262, 150))[:3]
    assert np.abs(np.subtract(line, MINT)).max() < 30
    assert ratios(line, [beside])[0] > 1.3 * ratios(MINT, [ground])[0]


def test_what_shows_a_wait_is_one_line_without_gaps() -> None:
    layout, radius = Layout((1280, 720)), 80.0
    shown = []
    for share in (0.5, 1.0):
        surface = pygame.Surface((301, 301), 0, 32)
        WaitArc(layout, radius).draw_at(surface, (150.5, 150.5), share)
        away = radius + layout.px(WAIT_OUT)
        places = [around((150.0, 150.0), away, turn) for turn in range(360)]
        shown.append([surface.get_at((round(x), round(y)))[0] > 150 for x, y in places])
    assert all(shown[1])
    assert all(shown[0][:180])
    assert not any(shown[0][190:350])


def test_contrast_is_that_of_wcag() -> None:
    assert ratios((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert ratios((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def test_contrast_looks_only_at_the_place_it_is_asked_about() -> None:
    surface = pygame.Surface((40, 20), 0, 32)
    surface.fill((98, 226, 188), pygame.Rect(20, 0, 20, 20))
    assert contrast(MINT, surface, disc((9, 9), 6)).median > 12
    assert contrast(MINT, surface, disc((30, 9), 6)).worst_tenth == pytest.approx(1)
    assert contrast(MINT, surface).worst_tenth == pytest.approx(1)


@pytest.mark.parametrize("size", [(640, 360), (1600, 400)])
def test_words_stay_readable_on_the_veil_even_before_a_bright_place(size: tuple[int, int]) -> None:
    layout = Layout(size)
    scenery = Scenery(size)
    scenery.fill((150, 130, 140))
    lay_veil(scenery, layout, (10, 10, 26))
    still = scenery.surface()
    for x, y in ((1500, 500), (650, 1010)):
        assert contrast(INK, still, disc(layout.at(x, y), layout.px(40))).worst_tenth > 7
    assert scenery.pixels[tuple(int(v) for v in layout.at(650, 500))].max() > 120


def test_the_example_of_a_place_paints_one() -> None:
    shown = (getdoc(games.worlds) or "").split("looks like this:\n")[1].split("\n`paint_many`")[0]
    names: dict[str, object] = {}
    exec(dedent(shown), names)
    layout = Layout(SMALL)
    still = names["still_layer"](layout, FieldMap.of(layout, RIM), RIM, None)  # type: ignore[operator]
    assert still.get_size() == SMALL
    assert len(np.unique(pixels(still))) > 20
