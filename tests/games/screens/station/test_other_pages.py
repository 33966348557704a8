"""Today, lists and questions: what can be taken, and what ends them."""

import pygame
import pytest

from games.desk.buttons import Choice
from games.desk.page import BACK, Look
from games.desk.paging import PAGE_BACK, PAGE_ON
from games.engine.window import Window
from games.screens.station.listing import ListPage, ListRow
from games.screens.station.message_page import MessagePage
from games.screens.station.stones import Stones
from games.screens.station.today import Lock, Today, TodayPage, plan_place
from games.worlds.stepping_stones import StoneState
from tests.games.desk.people import KIT, SIZE, Somebody

ALWAYS = {"play", "symptoms", "plan", "progress", "facts", "notes", BACK}


@pytest.fixture
def somebody(window: Window) -> Somebody:
    return Somebody(window)


def names(page) -> set[str]:
    return {each.name for each in page.items if each.enabled}


def test_one_press_of_the_button_begins_the_plan_of_today(somebody: Somebody) -> None:
    page = TodayPage(KIT, Today("Left leg", "Begin"))
    assert names(page) == ALWAYS | {"go"}
    assert somebody.does(page, somebody.short()) == "go"


def test_a_locked_leg_can_be_unlocked_and_without_a_plan_nothing_begins(
    somebody: Somebody,
) -> None:
    page = TodayPage(KIT, Today("The leg rests", locks=[Lock("left leg locked", "calf pain")]))
    assert names(page) == ALWAYS | {"unlock"}
    assert somebody.does(page, [*somebody.short(), *somebody.long()]) != "go"


def test_the_plan_is_drawn_between_the_headline_and_what_is_below() -> None:
    places = []
    for locks in ([], [Lock("left leg locked", "calf pain")] * 2):
        place = plan_place(KIT, len(locks))
        stones = Stones(KIT, place, [StoneState.NOW, StoneState.LATER])
        page = TodayPage(KIT, Today("Left leg", "Begin", "P-1", locks), stones)
        page.draw(pygame.Surface(SIZE, 0, 32), Look())
        assert place.collidelist([each.area for each in page.items]) < 0
        places.append(place)
    assert places[0].height > places[1].height > KIT.layout.px(150)


def rows(count: int) -> list[ListRow]:
    return [ListRow(f"row {index}", f"Row {index}", enabled=index != 1) for index in range(count)]


def test_a_list_turns_its_pages_and_ends_with_a_row_or_an_action() -> None:
    page = ListPage(KIT, "Boards", rows(9), [Choice(BACK, "Back")], lead="Two are due.")
    assert "row 0" in names(page)
    assert "row 1" not in names(page), "it is read and cannot be taken"
    assert not page.take(PAGE_ON)
    assert "row 8" in names(page)
    assert "row 0" not in names(page)
    assert not page.take(PAGE_BACK)
    assert page.take("row 0")
    assert page.take(BACK)


def test_a_question_is_answered_by_its_first_button_in_one_press(somebody: Somebody) -> None:
    page = MessagePage(KIT, "Take over?", [Choice("yes", "Take over"), Choice("no", "Back")])
    assert somebody.does(page, somebody.short()) == "yes"
    again = [*somebody.long(), *somebody.short(), *somebody.long()]
    assert somebody.does(page, again) == "no"
