"""The list of patients: found by typing, page by page, each with the light of the last trial."""

import numpy as np
import pygame
import pytest

from games.desk.page import BACK, NOTHING
from games.desk.paging import PAGE_ON
from games.engine.window import Window
from games.screens.station.patients import NOBODY, PatientRow, PatientsPage
from games.screens.station.way_badge import way_badge
from tests.games.desk.people import KIT, SIZE, Somebody, clicked, pressed, typed
from tests.games.spoken import written_texts
from tools.station_gallery import way

ROWS = 6
ENTER = pygame.K_RETURN


def clinic(count: int = 400) -> PatientsPage:
    return PatientsPage(KIT, [PatientRow(f"P-{index:04d}") for index in range(count)])


def listed(page: PatientsPage) -> list[str]:
    return [each.name for each in page.items if each.name.startswith("patient:")]


@pytest.fixture
def somebody(window: Window) -> Somebody:
    return Somebody(window)


def test_typing_finds_and_enter_opens_whoever_is_left(somebody: Somebody) -> None:
    assert somebody.does(clinic(), [*typed("p-0123"), pressed(ENTER)]) == "patient:P-0123"


def test_what_was_typed_is_taken_back_letter_by_letter() -> None:
    page = clinic()
    for letter in "399":
        page.type(letter)
    assert listed(page) == ["patient:P-0399"]
    page.type("\b")
    assert listed(page) == [f"patient:P-{code:04d}" for code in (39, 139, 239, 339, 390, 391)]


def test_hundreds_come_page_by_page_and_all_of_them() -> None:
    page, seen = clinic(20), []
    for _ in range(4):
        seen += listed(page)
        assert len(listed(page)) <= ROWS
        assert not page.take(PAGE_ON)
    assert seen == [f"patient:P-{index:04d}" for index in range(20)]


def test_a_new_search_begins_on_its_first_page() -> None:
    page = clinic()
    page.take(PAGE_ON)
    page.type("1")
    assert listed(page)[0] == "patient:P-0001"


def test_a_finger_finds_with_the_keys_on_the_screen(somebody: Somebody) -> None:
    page = clinic()

    def touch(name: str) -> None:
        area = next(each.area for each in page.items if each.name == name)
        pygame.event.post(clicked(area.center, touch=True))

    names = ["search", "key/3", "key/9", "key/8", BACK, "patient:P-0398"]
    steps = [step for name in names for step in (lambda name=name: touch(name), None)]
    assert somebody.does(page, steps) == "patient:P-0398"


def test_escape_puts_the_keys_away_before_it_leaves(somebody: Somebody) -> None:
    page = clinic()
    page.take("search")
    escape = pressed(pygame.K_ESCAPE)
    assert somebody.does(page, [escape]) == NOTHING
    assert not any(each.name.startswith("key/") for each in page.items)
    assert somebody.does(page, [escape]) == BACK


def test_an_empty_clinic_says_what_to_do_and_offers_it_first() -> None:
    page = PatientsPage(KIT, [])
    with written_texts() as written:
        page.paint(pygame.Surface(SIZE, 0, 32))
    assert NOBODY.split()[0] in " ".join(each.text for each in written)
    assert page.items[0].name == "new"


def test_the_picture_of_a_way_is_the_ways_own_and_stays_in_its_square() -> None:
    one, other = (way_badge(way(seed, 3.0), 60) for seed in (1, 2))
    pictures = [pygame.surfarray.array3d(each).sum(axis=2) for each in (one, other)]
    assert (pictures[0] != pictures[1]).any()
    for picture in pictures:
        edge = np.concatenate([picture[0], picture[-1], picture[:, 0], picture[:, -1]])
        assert edge.max() < 0.15 * picture.max()


def test_toes_down_is_up_and_the_right_edge_down_is_right() -> None:
    lines = {"up": [(0.0, 0.0), (9.0, 0.0)], "right": [(0.0, 0.0), (0.0, 9.0)]}
    middles = {}
    for name, points in lines.items():
        light = pygame.surfarray.array3d(way_badge(points, 60)).sum(axis=2).astype(float)
        x, y = np.indices(light.shape)
        middles[name] = ((x * light).sum() / light.sum(), (y * light).sum() / light.sum())
    assert middles["up"][1] < 25 < middles["up"][0]
    assert middles["right"][0] > 35 > middles["right"][1]
