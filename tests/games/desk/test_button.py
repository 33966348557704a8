"""The event button on a page: what a short and a long press do, and where it goes on from there."""

import pygame
import pytest

from games.desk.page import Item
from games.engine.window import Window
from tests.games.desk.people import Somebody, pressed
from tests.games.desk.plain import SQUARE, PlainPage, at

ENTER = pygame.K_RETURN


@pytest.fixture
def somebody(window: Window) -> Somebody:
    return Somebody(window)


def test_without_a_main_item_the_button_walks_and_a_long_press_takes(somebody: Somebody) -> None:
    page = PlainPage(SQUARE, ends=["c"])
    steps = [*somebody.short(), *somebody.short(), *somebody.long()]
    assert somebody.does(page, steps) == "c"
    assert all(look.walking for look in page.looks)
    assert max(look.held for look in page.looks) > 0.9


def test_with_a_main_item_a_short_press_takes_it_and_a_long_one_begins_to_walk(
    somebody: Somebody,
) -> None:
    page = PlainPage(SQUARE, main="b")
    somebody.does(page, [*somebody.short(), *somebody.long()])
    assert page.taken == ["b"]
    assert page.looks[-1].walking
    somebody.does(page, [*somebody.short(), *somebody.long(), *somebody.short()])
    assert page.taken == ["b", "c", "b"], "after something was taken it takes the main item again"


def test_the_button_goes_on_to_where_an_answer_leads(somebody: Somebody) -> None:
    page = PlainPage(SQUARE)
    page.leads = {"a": "c", "c": "b", "b": "d"}
    somebody.does(page, [*somebody.long(), *somebody.long()])
    assert page.taken == ["a", "c"]
    somebody.does(page, [pressed(ENTER), pressed(ENTER)])
    assert page.taken == ["a", "c", "b", "b"], "who has arrows stays"


@pytest.mark.parametrize(
    ("leads_to", "taken"),
    [("b", ["a"]), ("d", ["a", "d"])],
    ids=["more to answer", "all is answered"],
)
def test_a_page_that_gets_its_main_item_is_walked_on_until_that_is_reached(
    somebody: Somebody, leads_to: str, taken: list[str]
) -> None:
    class Filled(PlainPage):
        def take(self, name: str) -> bool:
            self.main = "d"
            return super().take(name)

    page = Filled(SQUARE)
    page.leads = {"a": leads_to}
    somebody.does(page, [*somebody.long(), *somebody.short()])
    assert page.taken == taken


ROWS = [
    Item(name, at(place % 2, place // 2), row=name[0])
    for place, name in enumerate(("x1", "x2", "y1", "y2"))
]


def test_a_row_is_one_stop_of_the_button_and_a_long_press_goes_into_it(somebody: Somebody) -> None:
    page = PlainPage([Item("a", at(2, 0)), *ROWS])
    short, long = somebody.short, somebody.long
    somebody.does(page, [*short(), *short()])
    assert (page.looks[-1].focus, page.looks[-1].whole) == ("y1", True)
    somebody.does(page, [*long(), *short(), *long()], wait=0)
    assert page.taken == ["y2"]
    assert page.looks[-1].whole, "the same row is offered again"
    somebody.does(page, short(), wait=0)
    assert page.looks[-1].focus == "a"


def test_behind_the_last_of_a_row_comes_the_next_row(somebody: Somebody) -> None:
    page = PlainPage([Item("a", at(2, 0)), *ROWS])
    short, long = somebody.short, somebody.long
    somebody.does(page, [*short(), *long(), *short(), *short()])
    assert (page.looks[-1].focus, page.looks[-1].whole) == ("y1", True)


def test_a_button_that_is_down_when_a_page_comes_must_be_let_go_first(somebody: Somebody) -> None:
    page = PlainPage(SQUARE, main="b")
    somebody.hand.down = True
    somebody.does(page, [None] * 90)
    assert page.taken == []
    assert not page.looks[-1].walking
