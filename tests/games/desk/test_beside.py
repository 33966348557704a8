"""A page's items are buttons in the therapist's own window, and do what they do on the page."""

from collections.abc import Iterator

import pygame
import pytest

from games.desk.beside import buttons_of, facts_of
from games.desk.page import Item
from games.engine.second.panel import MOST_BUTTONS
from games.engine.second.turning import TURN
from games.engine.window import Window
from games.screens.station.form import FormPage
from games.screens.station.questions import Kind, Question
from tests.games.beside import beside, post, press
from tests.games.desk.people import KIT, Somebody
from tests.games.desk.plain import PlainPage, at
from tests.unseen_window import unseen
from tools.station_gallery import pages

PAGES = pages(KIT)
SIDES = (("left", "left leg"), ("right", "right leg"))
LEG = Question("leg", "On which leg?", Kind.CHOICES, choices=SIDES, required=True)
WEIGHT = Question("weight", "Body weight", Kind.NUMBER, low=20, high=200, decimals=1)
TWO = [Item("a", at(0, 0), words="one"), Item("b", at(1, 0), words="two")]


@pytest.fixture
def window() -> Iterator[Window]:
    with unseen(second=True) as opened:
        pygame.event.clear()
        yield opened


@pytest.fixture
def somebody(window: Window) -> Somebody:
    return Somebody(window)


def test_a_press_there_takes_the_item(somebody: Somebody, window: Window) -> None:
    page = PlainPage(TWO, ends="b")
    steps = [lambda: press(window, "a"), None, lambda: press(window, "b"), None]
    assert somebody.does(page, steps) == "b"
    assert page.taken == ["a", "b"]


def test_the_buttons_are_gone_with_the_page(somebody: Somebody, window: Window) -> None:
    somebody.does(PlainPage(TWO), [])
    assert [name for name, _ in beside(window).areas] == ["a", "b"]
    beside(window).refresh(10**15)
    assert beside(window).areas == []


def test_what_is_gone_or_cannot_be_taken_is_not_taken(somebody: Somebody, window: Window) -> None:
    page = PlainPage(TWO)

    def change() -> None:
        press(window, "b")
        page.items = [TWO[0], Item("b", at(1, 0), enabled=False, words="two")]

    somebody.does(page, [change, None])
    assert page.taken == []
    assert [each.name for each in buttons_of(page)] == ["a"]


@pytest.mark.parametrize("count", [MOST_BUTTONS, MOST_BUTTONS + 1, 3 * MOST_BUTTONS])
def test_of_many_items_each_can_be_reached_and_the_last_come_first(
    somebody: Somebody, window: Window, count: int
) -> None:
    names = [f"n{index}" for index in range(count)]
    page = PlainPage([Item(name, at(0, 0), words=name) for name in names])
    seen: list[list[str]] = []

    def turn() -> None:
        seen.append([name for name, _ in beside(window).areas])
        if TURN in seen[-1]:
            press(window, TURN)

    somebody.does(page, [None, *[turn, *[None] * 8] * 4])
    assert seen[0][-1] == names[-1]
    assert all(len(each) <= MOST_BUTTONS for each in seen)
    assert {name for each in seen for name in each} - {TURN} == set(names)
    assert page.taken == []


def test_a_form_is_filled_there_with_the_therapists_keyboard(
    somebody: Somebody, window: Window
) -> None:
    page = FormPage(KIT, "Free play", [LEG, WEIGHT])

    def type_number() -> None:
        for letter in "72.5":
            post(window, pygame.TEXTINPUT, text=letter)

    steps = [lambda: press(window, "leg=left"), *[None] * 8, lambda: press(window, "weight")]
    steps += [None, None, type_number, None, lambda: press(window, "save"), None]
    assert somebody.does(page, steps) == "save"
    assert page.answers == {"leg": "left", "weight": 72.5}


def test_an_answer_says_its_question_and_whether_it_stands() -> None:
    page = FormPage(KIT, "Free play", [LEG], {"leg": "right"})
    words = {each.name: each.words for each in buttons_of(page)}
    assert words["leg=left"] == "left leg · On which leg?"
    assert facts_of(page, KIT).chosen == {"leg=right"}
    assert facts_of(page, KIT).phase == "Free play"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_what_it_is_and_what_can_be_done_on_it(name: str) -> None:
    page, _ = PAGES[name]
    free = [each.name for each in page.items if each.enabled and "key/" not in each.name]
    assert page.title
    assert [each.name for each in buttons_of(page)] == free
    assert all(each.words for each in buttons_of(page))
