"""All pages of a visit: what can be chosen lies apart on the screen, and every text is whole."""

from dataclasses import replace
from itertools import combinations, pairwise

import pygame
import pytest

from games.desk.buttons import Choice, below_a_visit
from games.desk.kit import RIGHT, Kit
from games.desk.page import BACK
from games.desk.type import QUIET
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import READ_AT_DISTANCE_PX
from games.engine.draw.mask import polygon
from games.engine.draw.palette import INK
from games.engine.setup import LIKELY_STATION, Station
from games.worlds import bench_by_water, lantern_shore
from tests.games.spoken import LongWords, assert_whole, drawn, speaking, written_texts
from tests.games.test_languages import known
from tests.games.worlds.contrast import contrast
from tools.visit_gallery import visit_pages, visit_screens
from trainer import texts

SIZE = 640, 360
LAYOUT = Layout(SIZE)
FOR_THERAPIST = "note", "seconds", "eye"


@pytest.fixture(autouse=True)
def english():
    yield
    texts.speak("en")


@pytest.mark.parametrize("size", [(640, 360), (500, 400)], ids=str)
def test_all_items_lie_on_the_screen_and_apart(size: tuple[int, int]) -> None:
    screen = pygame.Rect((0, 0), size)
    for name, page, look in visit_pages(Layout(size)):
        page.draw(pygame.Surface(size, 0, 32), look)
        items = page.items
        assert len({item.name for item in items}) == len(items), name
        keys = [item.key for item in items if item.key]
        assert len(set(keys)) == len(keys), name
        assert page.main in {"", *(item.name for item in items)}, name
        assert all(screen.contains(item.area) for item in items), name
        pairs = combinations(items, 2)
        assert not any(one.area.colliderect(other.area) for one, other in pairs), name


LOOKED_AT = "seconds", "shore"
"""Their one item is the way out."""


def test_every_page_of_a_visit_has_a_quiet_way_back_far_from_what_is_pressed_most() -> None:
    for name, page, _ in visit_pages(LAYOUT):
        names = [item.name for item in page.items]
        if name.startswith(LOOKED_AT):
            assert names == ["done"], name
            continue
        assert names[-1] == BACK, name
        assert page.main != BACK, name
        *others, back = page.items
        beside = [each.area.right for each in others if each.area.bottom > back.area.top]
        assert back.area.left - max(beside, default=0) > LAYOUT.px(200), name


@pytest.mark.parametrize("language", list(texts.LANGUAGES))
def test_no_page_cuts_a_text_off_or_writes_it_on_another(language: str) -> None:
    texts.speak(language)
    assert_whole(drawn(((name, draw) for name, _, draw in visit_screens(LAYOUT)), SIZE))


@pytest.mark.parametrize("distance_m", [2.5, 4.0])
def test_words_longer_by_two_fifths_are_whole_from_afar_too(distance_m: float) -> None:
    station = replace(LIKELY_STATION, viewing_distance_m=distance_m)
    with speaking(LongWords(known())):
        shown = ((name, draw) for name, _, draw in visit_screens(LAYOUT, station))
        assert_whole(drawn(shown, SIZE))


def test_what_the_patient_reads_is_large_enough() -> None:
    for name, lettering, draw in visit_screens(LAYOUT):
        draw(pygame.Surface(SIZE, 0, 32))
        if name.removeprefix("visit-") not in FOR_THERAPIST:
            styles = {style for _, style in lettering.written if style.from_board}
            assert styles
            least = READ_AT_DISTANCE_PX * LAYOUT.scale
            assert not {each for each in styles if lettering.cap_px(each) < least}, name


def test_in_reduced_motion_nothing_moves() -> None:
    """But the clock, which goes on by whole seconds."""
    for name, page, look in visit_pages(LAYOUT, Station(reduced_motion=True)):
        seen = []
        for now_s in (look.now_s + 0.2, look.now_s + 0.7):
            surface = pygame.Surface(SIZE, 0, 32)
            page.draw(surface, replace(look, now_s=now_s))
            seen.append(pygame.surfarray.array3d(surface))
        assert (seen[0] == seen[1]).all(), name


def test_a_row_of_long_words_keeps_within_the_screen() -> None:
    kit = Kit(LAYOUT, LIKELY_STATION)
    words = "Something that takes very long to say"
    tiles = below_a_visit(kit, [Choice(f"a{i}", words, primary=not i) for i in range(4)])
    right = LAYOUT.at(RIGHT, 0)[0]
    assert tiles[-1].area.right == pytest.approx(right, abs=1.0)
    assert all(one.area.right < other.area.left for one, other in pairwise(tiles))
    with written_texts() as written:
        kit.tiles(pygame.Surface(SIZE, 0, 32), tiles)
    assert all(each.whole for each in written)


def box(left: float, top: float, right: float, bottom: float):
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return polygon([LAYOUT.at(*at) for at in corners])


@pytest.mark.parametrize(
    ("world", "where"),
    [
        (bench_by_water, (1335, 150, 1870, 880)),
        (lantern_shore, (56, 40, 1870, 330)),
        (lantern_shore, (56, 900, 1400, 1060)),
    ],
    ids=["bench", "shore above", "shore below"],
)
def test_words_stand_out_from_the_place_behind_them(world, where) -> None:
    still = world.still_layer(LAYOUT, None)
    assert contrast(INK, still, box(*where)).worst_tenth >= 7.0


def test_the_quieter_words_are_read_before_the_bench() -> None:
    still = bench_by_water.still_layer(LAYOUT, None)
    assert contrast(QUIET, still, box(1335, 40, 1870, 880)).worst_tenth >= 7.0


def test_the_minute_and_the_quieter_words_are_read_above_and_below_the_shore() -> None:
    still = lantern_shore.still_layer(LAYOUT, None)
    for where in ((1380, 40, 1800, 160), (470, 900, 1800, 1060)):
        assert contrast(QUIET, still, box(*where)).worst_tenth >= 7.0
