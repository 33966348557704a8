"""A page reached by keys, mouse, touch, gamepad, typing, and the event button alone."""

import pygame
import pytest

from games.desk.desk import Desk
from games.desk.page import BACK, CLOSED, NOTHING, Item
from games.desk.paging import PAGE_ON
from games.engine.setup import Station
from games.engine.window import Window
from tests.games.desk.people import Somebody, clicked, moved, pressed, touched, typed
from tests.games.desk.plain import SQUARE, PlainPage, at

ENTER, SPACE, TAB, ESCAPE = pygame.K_RETURN, pygame.K_SPACE, pygame.K_TAB, pygame.K_ESCAPE
UP, DOWN, LEFT, RIGHT = pygame.K_UP, pygame.K_DOWN, pygame.K_LEFT, pygame.K_RIGHT


@pytest.fixture
def somebody(window: Window) -> Somebody:
    return Somebody(window)


def test_arrows_go_to_the_nearest_item_in_their_direction(somebody: Somebody) -> None:
    page = PlainPage(SQUARE)
    somebody.does(page, [pressed(each) for each in (RIGHT, ENTER, DOWN, ENTER, LEFT, ENTER, LEFT)])
    assert page.taken == ["b", "d", "c"]
    assert page.looks[-1].focus == "c", "there is nothing farther left"


def test_below_a_wide_row_the_first_of_the_buttons_follows_and_not_the_middle_one(
    somebody: Somebody,
) -> None:
    row = Item("row", at(0, 0).union(at(3, 0)))
    page = PlainPage([row, *(Item(name, at(each, 1)) for each, name in enumerate("abcd"))])
    somebody.does(page, [pressed(each) for each in (DOWN, ENTER, RIGHT, UP, ENTER)])
    assert page.taken == ["a", "row"]


def test_tab_walks_in_order_and_round_the_end_and_back(somebody: Somebody) -> None:
    page = PlainPage(SQUARE)
    back = pressed(TAB, pygame.KMOD_LSHIFT)
    somebody.does(page, [pressed(TAB), pressed(TAB), pressed(SPACE), back, back, back])
    assert page.taken == ["c"]
    assert page.looks[-1].focus == "d"


def test_what_cannot_be_taken_gets_no_focus_and_no_click(somebody: Somebody) -> None:
    page = PlainPage([SQUARE[0], Item("off", at(1, 0), enabled=False), SQUARE[3]])
    somebody.does(page, [pressed(TAB), clicked(at(1, 0).center), pressed(ENTER)])
    assert page.taken == ["d"]


def test_the_item_that_ends_the_page_is_what_comes_back(somebody: Somebody) -> None:
    page = PlainPage(SQUARE, ends=["b"])
    assert somebody.does(page, [pressed(ENTER), pressed(RIGHT), pressed(ENTER)]) == "b"
    assert page.taken == ["a", "b"]


def test_escape_leaves_and_takes_the_item_of_that_name_where_there_is_one(
    somebody: Somebody,
) -> None:
    assert somebody.does(PlainPage(SQUARE), [pressed(ESCAPE)]) == BACK
    closes_a_part = PlainPage([*SQUARE, Item(BACK, at(2, 0))])
    assert somebody.does(closes_a_part, [pressed(ESCAPE)]) == NOTHING
    assert closes_a_part.taken == [BACK]


def test_a_closed_window_and_a_moment_that_has_come_end_a_page(somebody: Somebody) -> None:
    assert somebody.does(PlainPage(SQUARE), [pygame.event.Event(pygame.QUIT)]) == CLOSED
    assert somebody.does(PlainPage(SQUARE), []) == NOTHING


def test_a_mouse_hides_the_focus_and_an_arrow_shows_it_where_it_was(somebody: Somebody) -> None:
    page = PlainPage(SQUARE)
    somebody.does(page, [pressed(RIGHT), None, moved((9, 9)), None, None])
    assert page.looks[-6].focus == "b"
    assert page.looks[-1].focus == ""
    assert pygame.mouse.get_visible() is False, "the pointer goes with the page"
    somebody.does(page, [None, pressed(LEFT), None])
    assert page.looks[-1].focus == "b"


def test_a_mouse_shows_the_pointer_and_a_finger_does_not(somebody: Somebody) -> None:
    seen: list[bool] = []
    look = lambda: seen.append(pygame.mouse.get_visible())  # noqa: E731
    finger = clicked((600, 300), touch=True)
    hit = clicked(at(0, 0).center, touch=True)
    somebody.does(PlainPage(SQUARE), [look, moved((9, 9)), look, pressed(RIGHT), look, hit, look])
    assert seen == [False, True, False, False]
    somebody.does(PlainPage(SQUARE), [moved((9, 9)), finger, look])
    assert seen[-1], "a finger beside everything takes no mouse away"


def test_with_the_mouse_alone_enter_takes_the_main_item_and_no_other(somebody: Somebody) -> None:
    page = PlainPage(SQUARE)
    somebody.does(page, [moved((9, 9)), pressed(ENTER)])
    assert page.taken == []
    page = PlainPage(SQUARE, main="c")
    somebody.does(page, [moved((9, 9)), pressed(ENTER)])
    assert page.taken == ["c"]


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "finger as a mouse"])
def test_a_click_takes_what_it_hits(somebody: Somebody, touch: bool) -> None:
    page = PlainPage(SQUARE, ends=["d"])
    assert somebody.does(page, [clicked((600, 300), touch), clicked(at(1, 1).center, touch)]) == "d"


def test_a_finger_counts_once_whether_or_not_it_comes_as_a_mouse_too(somebody: Somebody) -> None:
    here = at(0, 1).center
    for events in ([touched(here)], [touched(here), clicked(here, True)]):
        for order in (events, events[::-1]):
            page = PlainPage(SQUARE)
            somebody.does(page, [None] * 40 + order)
            assert page.taken == ["c"]


def test_two_quick_touches_of_a_finger_count_twice(somebody: Somebody) -> None:
    page, here = PlainPage(SQUARE), at(0, 1).center
    both = [clicked(here, True), touched(here)]
    somebody.does(page, [*both, None, None, None, *both])
    assert page.taken == ["c", "c"]


def test_the_second_press_of_a_double_click_does_nothing_on_the_next_page(
    somebody: Somebody,
) -> None:
    page = PlainPage(SQUARE)
    somebody.does(page, [clicked(at(0, 0).center)], wait=3)
    assert page.taken == []


PAD = {
    "d-pad": [
        pygame.event.Event(pygame.JOYHATMOTION, instance_id=0, hat=0, value=value)
        for value in [(1, 0), (0, 0), (0, -1), (0, 0)]
    ],
    "stick": [
        pygame.event.Event(pygame.JOYAXISMOTION, instance_id=0, axis=axis, value=value)
        for axis, value in [(0, 0.4), (0, 0.9), (0, 1.0), (0, 0.1), (1, 0.8), (1, 0.0)]
    ],
}


@pytest.mark.parametrize("part", PAD)
def test_a_gamepad_moves_takes_and_leaves(somebody: Somebody, part: str) -> None:
    page = PlainPage(SQUARE)
    buttons = [
        pygame.event.Event(pygame.JOYBUTTONDOWN, instance_id=0, button=button) for button in (0, 1)
    ]
    assert somebody.does(page, [*PAD[part], *buttons]) == BACK
    assert page.taken == ["d"]


def test_letters_take_items_by_their_key_mute_or_go_to_the_page(
    somebody: Somebody, monkeypatch: pytest.MonkeyPatch
) -> None:
    muted: list[bool] = []
    sound = somebody.desk.window.sound
    monkeypatch.setattr(sound, "toggle_mute", lambda: muted.append(True), raising=False)
    page = PlainPage([*SQUARE, Item("n", at(2, 0), key="N")])
    somebody.does(page, [*typed("nm7"), pressed(pygame.K_BACKSPACE)])
    assert page.taken == ["n"]
    assert page.text == ["7", "\b"]
    assert muted == [True]


def test_with_a_text_field_letters_are_text_and_space_is_one_only_in_the_field(
    somebody: Somebody,
) -> None:
    field = Item("search", at(0, 0), typed=True)
    page = PlainPage([field, Item("n", at(1, 0), key="n")])
    space = [pressed(SPACE), *typed(" ")]
    somebody.does(page, [*typed("nm"), *space, pressed(RIGHT), *space, *typed("x")])
    assert page.text == ["n", "m", " ", "x"]
    assert page.taken == ["n"]


def test_enter_in_a_text_field_opens_it_until_somebody_has_typed_and_then_goes_on(
    somebody: Somebody,
) -> None:
    page = PlainPage([Item("first", at(0, 0), typed=True), Item("next", at(0, 1), typed=True)])
    somebody.does(page, [pressed(ENTER), *typed("a"), pressed(ENTER), None])
    assert page.taken == ["first"]
    assert page.looks[-1].focus == "next"
    somebody.does(page, [clicked(at(0, 0).center), clicked(at(0, 1).center, touch=True)])
    assert page.taken == ["first", "next"], "a finger has no keys"


def test_what_is_gone_leaves_its_focus_to_its_neighbour(somebody: Somebody) -> None:
    page = PlainPage(SQUARE)

    def shrink() -> None:
        page.items = SQUARE[:3]

    somebody.does(page, [pressed(RIGHT), pressed(DOWN), shrink, None, None])
    assert page.looks[-1].focus in ("b", "c")


def test_a_page_of_the_same_class_after_nothing_is_the_same_screen(somebody: Somebody) -> None:
    somebody.does(PlainPage(SQUARE), [pressed(RIGHT), somebody.short()[0]])
    fresh = PlainPage(SQUARE)
    somebody.does(fresh, [None] * 70, wait=0)
    assert fresh.looks[0].focus == "b"
    assert fresh.taken == ["b"], "the button was held on"
    assert not somebody.desk.window.fade.running


def test_another_page_after_something_was_taken_begins_at_its_own_first_item(
    somebody: Somebody,
) -> None:
    somebody.does(PlainPage(SQUARE, ends=["b"]), [pressed(RIGHT), pressed(ENTER)])
    fresh = PlainPage(SQUARE)
    somebody.does(fresh, [None])
    assert fresh.looks[0].focus == "a"


def test_page_keys_and_the_wheel_turn_pages(somebody: Somebody) -> None:
    page = PlainPage([*SQUARE, Item(PAGE_ON, at(2, 0))])
    wheel = pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=-1)
    somebody.does(page, [pressed(pygame.K_PAGEDOWN), wheel, pressed(pygame.K_PAGEUP)])
    assert page.taken == [PAGE_ON, PAGE_ON]


def test_the_next_page_fades_in_for_a_quarter_of_a_second(somebody: Somebody) -> None:
    fade, seen = somebody.desk.window.fade, []
    somebody.does(PlainPage(SQUARE, ends=["a"]), [pressed(ENTER)])
    look = lambda: seen.append(fade.running)  # noqa: E731
    somebody.does(PlainPage(SQUARE), [look, *[None] * 30, look], wait=4)
    assert seen == [True, False]


def test_the_legend_is_there_only_with_a_board_that_has_a_button(somebody: Somebody) -> None:
    page, shown = PlainPage(SQUARE), []

    def look() -> None:
        shown.append(pygame.surfarray.array3d(somebody.desk.window.surface)[:, 300:].any())

    somebody.hand.there = False
    somebody.does(page, [None, look])
    somebody.hand.there = True
    somebody.does(page, [None, look])
    assert shown == [False, True]


def test_without_a_button_a_page_is_shown_all_the_same(window: Window) -> None:
    desk = Desk(window, Station(reduced_motion=True), clock_ns=Somebody(window)._now_ns)
    assert desk.show(PlainPage(SQUARE), lambda: True) == NOTHING
