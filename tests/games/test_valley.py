"""The valley's picture: any number of games, whole words, lamps that were earned, and contrast."""

from itertools import combinations

import numpy as np
import pygame
import pytest

from games.engine.draw.layout import Layout
from games.engine.draw.lettering import Lettering
from games.engine.draw.mask import Mask
from games.engine.draw.palette import AMBER, INK, MINT, MIST
from games.engine.leaning import Reach
from games.engine.night import HOURS, in_order
from games.engine.setup import LIKELY_STATION, Station
from games.registry import activities, activity_named
from games.screens.grey_rows import GreyRows, Row
from games.screens.valley.card import BEAD, BEADS_APART, STRIP, Card
from games.screens.valley.places import WAYS, Places, way
from games.screens.valley.postcards import SIZE, Postcards
from games.screens.valley.screen import Look, ValleyScreen
from games.screens.valley.told import NOT_TODAY, TODAY
from games.worlds.kit.stills import forget
from games.worlds.valley import still_layer
from tests.games.worlds.contrast import contrast, ratios
from tools.gallery import RIM

SMALL, LARGE = Layout((640, 360)), Layout((1920, 1080))
COUNTS = range(1, 15)
TRAINS = (
    "Leaning to a place in time and staying there for a while. For people who stand steadily on "
    "the board, alone or with a hand on the rail, and can lean in each direction without pain."
)
"""Forty per cent longer than the longest of ours."""


def cards(count: int, today: tuple[int, ...] = ()) -> list[Card]:
    names = ("Zielscheibe am Teich", "Slalom", "Nachtwanderung", "Harvest", "Carril de rodilla")
    return [
        Card(f"game-{i}", names[i % len(names)], TRAINS, "Step 12 of 12", today=i in today)
        for i in range(count)
    ]


def valley(
    layout: Layout, count: int, *today: int, station: Station = LIKELY_STATION
) -> ValleyScreen:
    return ValleyScreen(layout, station, cards(count, today), Postcards(None), Reach(RIM))


def drawn(screen: ValleyScreen, size: tuple[int, int], look: Look | None = None) -> pygame.Surface:
    surface = pygame.Surface(size, 0, 32)
    screen.draw(surface, look or Look(), 10.0)
    return surface


@pytest.mark.parametrize("count", COUNTS)
def test_any_number_of_cards_stands_on_the_screen_apart_from_each_other(count: int) -> None:
    for layout in (SMALL, LARGE, Layout((1600, 400)), Layout((400, 900))):
        places = Places.of(layout, count)
        areas = [places.area(index) for index in range(count)]
        assert len(areas) == count
        top_left, sentence = layout.at(0, 0), layout.at(1310, 966)
        room = pygame.Rect(top_left, (sentence[0] - top_left[0], sentence[1] - top_left[1]))
        assert all(room.contains(area) for area in areas)
        picture = pygame.Rect((0, 0), layout.size)
        around = [area.inflate((2 * layout.px(BEADS_APART + BEAD),) * 2) for area in areas]
        assert all(picture.contains(ring) for ring in around), "ring and beads are cut"
        assert not any(one.colliderect(other) for one, other in combinations(areas, 2))
        assert min(area.width for area in areas) > layout.px(140)


@pytest.mark.parametrize("count", COUNTS)
def test_directions_are_far_enough_apart_to_lean_into_and_none_is_to_the_heel(count: int) -> None:
    bearings = Places.of(LARGE, count).bearings_deg
    apart = [abs((a - b + 180) % 360 - 180) for a, b in combinations(bearings, 2)]
    assert min(apart, default=360.0) > 17.0
    assert all(abs(bearing - 180.0) > 20.0 for bearing in bearings)


@pytest.mark.parametrize("count", COUNTS)
def test_every_card_is_reached_with_the_arrow_keys_from_every_other(count: int) -> None:
    places = Places.of(LARGE, count)
    for start in (None, *range(count)):
        found, new = set(), {start}
        while new:
            found |= new
            new = {places.beside(at, key) for at in new for key in WAYS} - found
        assert set(range(count)) <= found


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float, float, float]]:
    """Every text that is written: its words, where it begins and ends, and the surface's width."""
    found: list[tuple[str, float, float, float]] = []
    write = Lettering.write

    def noting(self, onto, text, style, at, *colour, align=0.0):
        end = write(self, onto, text, style, at, *colour, align=align)
        found.append((text, end - self.width(text, style), end, onto.get_width()))
        below = at[1] + 0.25 * self.size_px(style)
        assert at[1] - self.cap_px(style) >= 0, text
        assert below <= onto.get_height() + 1, text
        return end

    monkeypatch.setattr(Lettering, "write", noting)
    return found


@pytest.mark.parametrize("layout", [SMALL, LARGE], ids=["640x360", "1920x1080"])
@pytest.mark.parametrize("count", [3, 9, 12])
def test_no_text_is_cut_with_names_half_as_long_again_and_far_from_the_screen(
    layout: Layout, count: int, written
) -> None:
    station = Station(viewing_distance_m=3.2)
    screen = valley(layout, count, 0, station=station)
    for chosen in (None, *range(count)):
        screen.chosen = chosen
        for board in (True, False):
            screen.draw(pygame.Surface(layout.size, 0, 32), Look(), 1.0, board)
    assert {card.title for card in screen.cards} <= {text for text, *_ in written}
    told = " ".join(text for text, *_ in written)
    assert all(word in told for word in (*TRAINS.split(), TODAY, NOT_TODAY))
    for text, left, right, width in written:
        assert left >= -1, text
        assert right <= width + 1, text


def test_no_assessment_is_cut_either(written) -> None:
    summary = "wie weit jedes Bein sich in acht Richtungen neigt und wieder zur Mitte kommt"
    for count in (1, 9, 12):
        rows = [Row(f"t{i}", "Einbeinige Kniebeuge im Stand", summary) for i in range(count)]
        GreyRows(SMALL, LIKELY_STATION, rows).draw(pygame.Surface(SMALL.size, 0, 32))
    assert all(left >= 0 and right <= width for _, left, right, width in written)


def amber_in(surface: pygame.Surface, area: pygame.Rect) -> int:
    """Pixels that glow amber round a card's corner."""
    pixels = pygame.surfarray.array3d(surface.subsurface(area.clip(surface.get_rect())))
    away = np.abs(pixels.astype(int) - np.array(AMBER)).max(axis=2)
    return int((away < 40).sum())


def test_an_unlit_lamp_is_dark_and_cold_so_that_it_looks_like_one_that_waits() -> None:
    screen = valley(SMALL, 9, 2)
    picture = pygame.surfarray.array3d(drawn(screen, SMALL.size)).astype(int)
    for index in (0, 8):
        x, y = (round(at) for at in screen._lamp_at(index))
        red, _, blue = picture[x - 1 : x + 2, y - 1 : y + 2].reshape(-1, 3).mean(axis=0)
        assert red < blue, "brown is neither lit nor unlit"
        assert red + blue < 80


def test_the_cards_of_all_games_keep_clear_of_the_edges_of_the_screen() -> None:
    layout = Layout((1920, 1080))
    places = Places.of(layout, 9)
    areas = [places.area(index) for index in range(9)]
    assert min(area.top for area in areas) >= 60
    assert min(area.left for area in areas) >= 48


def test_a_lamp_is_lit_only_where_something_was_played_today() -> None:
    screen = valley(SMALL, 9, 2)
    picture = drawn(screen, SMALL.size)
    corners = [
        pygame.Rect(0, 0, 16, 16).move(area.right - 10, area.top - 6)
        for area in map(screen.places.area, range(9))
    ]
    assert [amber_in(picture, corner) > 3 for corner in corners] == [i == 2 for i in range(9)]
    screen.tell(cards(9, (2, 5)), now_s=9.0)
    lit = drawn(screen, SMALL.size)
    assert [amber_in(lit, corner) > 3 for corner in corners] == [i in (2, 5) for i in range(9)]


def test_the_column_says_of_the_chosen_one_whether_it_was_played_today(written) -> None:
    screen = valley(SMALL, 4, 1)
    for chosen, said, other in ((1, TODAY, NOT_TODAY), (2, NOT_TODAY, TODAY)):
        written.clear()
        screen.chosen = chosen
        drawn(screen, SMALL.size)
        texts = {text for text, *_ in written}
        assert said in texts
        assert other not in texts
        assert {screen.cards[chosen].title, "Step 12 of 12"} <= texts


def test_at_rest_the_column_counts_the_lamps_of_today_if_there_are_any(written) -> None:
    drawn(valley(SMALL, 9), SMALL.size)
    assert not any("lit today" in text for text, *_ in written)
    drawn(valley(SMALL, 9, 1, 4), SMALL.size)
    assert "2 of 9 lit today" in {text for text, *_ in written}


def test_words_and_the_mint_ring_are_seen_in_front_of_the_valley() -> None:
    still = still_layer(SMALL, way()[0], None)
    places, px = Places.of(SMALL, 9), SMALL.px

    def box(left: float, top: float, right: float, bottom: float) -> Mask:
        (x, y), (to_x, to_y) = SMALL.at(left, top), SMALL.at(right, bottom)
        return Mask(round(x), round(y), np.ones((round(to_x - x), round(to_y - y)), np.float32))

    assert contrast(INK, still, box(1335, 60, 1900, 1060)).worst_tenth >= 7.0
    assert contrast(MIST, still, box(1335, 60, 1900, 1060)).worst_tenth >= 7.0
    assert contrast(INK, still, box(250, 960, 1050, 1030)).worst_tenth >= 7.0
    assert ratios(MIST, np.array(STRIP)).min() >= 7.0
    for index in range(9):
        area = places.area(index).inflate(2 * px(20), 2 * px(20))
        round_it = Mask(area.left, area.top, np.ones(area.size, np.float32))
        found = contrast(MINT, still, round_it)
        assert found.median >= 3.0
        assert found.worst_tenth >= 2.5


def test_the_chosen_card_is_told_by_a_mint_ring_and_nothing_else_is_mint() -> None:
    screen = valley(SMALL, 9)

    def mint(surface: pygame.Surface) -> int:
        pixels = pygame.surfarray.array3d(surface).astype(int)
        return int((np.abs(pixels - np.array(MINT)).max(axis=2) < 12).sum())

    assert mint(drawn(screen, SMALL.size)) == 0
    screen.chosen = 3
    picture = drawn(screen, SMALL.size)
    area = screen.places.area(3).inflate(12, 12)
    assert mint(picture) > 100
    assert mint(picture) == mint(picture.subsurface(area.clip(picture.get_rect())))


def test_a_hold_fills_a_ring_of_beads() -> None:
    screen = valley(SMALL, 9)
    screen.chosen = 4
    counts = []
    for share in (0.0, 0.4, 0.8):
        picture = drawn(screen, SMALL.size, Look((0.0, 0.0), True, share))
        pixels = pygame.surfarray.array3d(picture.subsurface(0, 0, 430, 360)).astype(int)
        counts.append(int((np.abs(pixels - np.array(INK)).max(axis=2) < 40).sum()))
    assert counts[0] < counts[1] < counts[2]


def test_a_game_without_a_postcard_has_a_plain_card_and_gets_its_own_when_it_was_painted() -> None:
    postcards = Postcards(None)
    screen = ValleyScreen(SMALL, LIKELY_STATION, cards(3), postcards, Reach(RIM))
    area = screen.places.area(1)
    before = drawn(screen, SMALL.size).subsurface(area).copy()
    place = pygame.Surface((320, 180), 0, 32)
    place.fill((200, 40, 40))
    postcards.make("game-1", place)
    screen.refresh()
    after = drawn(screen, SMALL.size).subsurface(area)
    assert pygame.transform.average_color(before)[0] < 60
    assert pygame.transform.average_color(after)[0] > 80


def test_a_postcard_is_kept_and_a_damaged_one_is_none(tmp_path) -> None:
    postcards = Postcards(tmp_path)
    assert postcards.lacks("glide")
    place = pygame.Surface((640, 360), 0, 32)
    place.fill((9, 90, 120))
    postcards.make("glide", place)
    again = Postcards(tmp_path).picture("glide")
    assert again is not None
    assert again.get_size() == SIZE
    assert again.get_at((270, 180))[:3] == (9, 90, 120)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])
    assert Postcards(tmp_path).lacks("glide")
    in_the_way = tmp_path / "stills"
    in_the_way.write_text("a file where the folder should be")
    unwritten = Postcards(in_the_way)
    unwritten.make("glide", place)
    assert not unwritten.lacks("glide")


def test_the_valley_is_painted_once_for_any_number_of_games(tmp_path) -> None:
    forget()
    for count in (3, 12):
        valley(SMALL, count, station=Station(stills_folder=tmp_path))
    assert len(list(tmp_path.glob("valley-*.png"))) == 1


def test_the_way_leads_from_dusk_to_sunrise_whoever_is_there() -> None:
    games = {name: activity_named(name) for name in ("glide", "bullseye", "harvest")}
    assert [game.name for game in in_order(games.values())] == ["harvest", "bullseye", "glide"]
    everything = list(activities().values())
    assert sorted(each.name for each in in_order(everything)) == sorted(activities())
    assert len(set(HOURS)) == len(HOURS) == 9
