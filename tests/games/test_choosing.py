"""Choosing in the valley's window: by leaning, by keys, by mouse and by touch."""

import pygame
import pytest

from games.engine.draw.layout import Layout
from games.engine.idle import IdleWork
from games.engine.leaning import Reach
from games.engine.setup import LIKELY_STATION
from games.engine.window import Window
from games.screens.grey_rows import GreyRows, Row, choose_assessment
from games.screens.valley.card import Card
from games.screens.valley.choosing import Chosen, choose_in_valley
from games.screens.valley.postcards import Postcards
from games.screens.valley.screen import ValleyScreen
from tests.games.button_feed import ButtonFeed
from tests.games.typing_feed import ENTER, ESCAPE, TypingFeed, key
from tools.gallery import RIM
from tools.scripted import Motion, at_rest, held, sway, then
from trainer.recording.interfaces import Steering

NAMES = ("harvest", "orbit", "bullseye", "glide", "knee_lane")
UP, RIGHT, TESTS = pygame.K_UP, pygame.K_RIGHT, pygame.K_t


@pytest.fixture(scope="module")
def screen() -> ValleyScreen:
    cards = [Card(name, name.title(), "What it is good for.") for name in NAMES]
    return ValleyScreen(Layout((640, 360)), LIKELY_STATION, cards, Postcards(None), Reach(RIM))


class ClickingFeed(TypingFeed):
    """Somebody moves and presses a mouse, or touches the screen, at set times."""

    def __init__(self, motion: Motion, events: dict[float, pygame.event.Event], **script) -> None:
        super().__init__(motion, {30.0: ESCAPE}, **script)
        self._events_at = dict(events)

    def pump(self) -> None:
        super().pump()
        for at_s in [at for at in self._events_at if at <= self.now_ns() / 1e9]:
            pygame.event.post(self._events_at.pop(at_s))


def press(at: tuple[int, int], touch: bool = False) -> pygame.event.Event:
    kind = pygame.MOUSEBUTTONDOWN
    return pygame.event.Event(kind, button=pygame.BUTTON_LEFT, pos=at, touch=touch)


def move(at: tuple[int, int], touch: bool = False) -> pygame.event.Event:
    return pygame.event.Event(
        pygame.MOUSEMOTION, pos=at, rel=(1, 1), buttons=(0, 0, 0), touch=touch
    )


def chosen(screen: ValleyScreen, window: Window, feed: TypingFeed, **more) -> Chosen:
    return choose_in_valley(screen, window, feed, RIM, **more)


def leaning_to(screen: ValleyScreen, index: int) -> Motion:
    turn = pygame.Vector2(5.5, 0).rotate(screen.places.bearings_deg[index])
    return then(sway(0.6), 2.0, held(turn.x, turn.y))


@pytest.mark.parametrize("index", range(len(NAMES)))
def test_leaning_to_a_card_and_holding_it_begins_that_game(screen, window, index: int) -> None:
    feed = TypingFeed(leaning_to(screen, index), {20.0: ESCAPE})
    assert chosen(screen, window, feed).name == NAMES[index]
    assert 4.0 < feed.now_ns() / 1e9 < 6.0


def test_standing_still_begins_nothing_and_leaving_chooses_nothing(screen, window) -> None:
    feed = TypingFeed(sway(1.2), {40.0: ESCAPE})
    found = chosen(screen, window, feed)
    assert found == Chosen()
    assert found.leaves
    assert feed.now_ns() / 1e9 > 39.0


@pytest.mark.parametrize("script", [{}, {"lost": (0.0, 99.0)}], ids=["board", "no board"])
def test_arrow_keys_and_enter_choose_with_a_board_or_without(screen, window, script) -> None:
    feed = TypingFeed(sway(0.8), {1.0: UP, 1.5: RIGHT, 2.0: ENTER, 9.0: ESCAPE}, **script)
    up = screen.places.beside(None, UP)
    assert chosen(screen, window, feed).name == NAMES[screen.places.beside(up, RIGHT)]


def test_enter_alone_begins_nothing(screen, window) -> None:
    feed = TypingFeed(sway(0.8), {1.0: ENTER, 2.0: ENTER, 3.0: ESCAPE})
    assert chosen(screen, window, feed).leaves


def test_a_lean_takes_over_from_a_key_and_level_lets_go_of_it(screen, window) -> None:
    leant = then(leaning_to(screen, 3), 3.4, sway(0.4))
    feed = TypingFeed(leant, {1.0: UP, 5.0: ENTER, 8.0: ESCAPE})
    assert chosen(screen, window, feed).leaves


def test_a_lost_board_chooses_nothing(screen, window) -> None:
    feed = TypingFeed(leaning_to(screen, 1), {9.0: ESCAPE}, lost=(3.0, 8.0))
    assert chosen(screen, window, feed).leaves


def test_an_open_rail_stop_chooses_nothing_by_leaning(screen, window) -> None:
    feed = TypingFeed(leaning_to(screen, 1), {9.0: ESCAPE}, rail_opens_s=1.0)
    assert chosen(screen, window, feed).leaves


def test_a_mouse_chooses_where_it_points_and_begins_with_a_press(screen, window) -> None:
    at = screen.places.area(2).center
    feed = ClickingFeed(at_rest(0.0, 0.0), {1.0: move(at), 1.5: press(at)})
    assert chosen(screen, window, feed).name == NAMES[2]


def test_a_finger_chooses_first_and_begins_with_its_second_touch(screen, window) -> None:
    at = screen.places.area(4).center
    once = {1.0: move(at, touch=True), 1.1: press(at, touch=True)}
    assert chosen(screen, window, ClickingFeed(at_rest(0.0, 0.0), once)).leaves
    twice = {**once, 2.0: move(at, touch=True), 2.1: press(at, touch=True)}
    found = chosen(screen, window, ClickingFeed(at_rest(0.0, 0.0), twice))
    assert found.name == NAMES[4]


def test_a_press_beside_the_cards_begins_nothing(screen, window) -> None:
    at, beside = screen.places.area(2).center, (320, 180)
    events = {1.0: move(at), 1.5: press(beside), 2.0: press(beside)}
    assert chosen(screen, window, ClickingFeed(at_rest(0.0, 0.0), events)).leaves


def test_a_mouse_that_tilts_the_board_leans_and_does_not_point(screen, window) -> None:
    steering, at = Steering(), screen.places.area(1).center
    feed = ClickingFeed(sway(0.5), {1.0: move(at), 2.0: key(ENTER)})
    assert chosen(screen, window, feed, steering=steering).leaves
    arrows = TypingFeed(sway(0.5), {1.0: UP, 2.0: ENTER, 5.0: ESCAPE})
    assert chosen(screen, window, arrows, steering=steering).name


@pytest.mark.parametrize("index", range(len(NAMES)))
def test_a_mouse_on_a_card_tilts_the_board_far_enough_to_choose_it(
    screen, window, monkeypatch, index: int
) -> None:
    steering, at = Steering(), screen.places.area(index).center
    monkeypatch.setattr(pygame.mouse, "get_pos", lambda: at)
    pointing = ClickingFeed(sway(0.5), {0.5: move(at), 1.0: key(ESCAPE)})
    assert chosen(screen, window, pointing, steering=steering).leaves
    follows = TypingFeed(then(sway(0.6), 2.0, held(*steering.wished())), {20.0: ESCAPE})
    assert chosen(screen, window, follows).name == NAMES[index]


def test_the_assessments_are_behind_a_key_of_their_own(screen, window) -> None:
    feed = TypingFeed(sway(0.8), {1.0: TESTS, 5.0: ESCAPE})
    assert chosen(screen, window, feed) == Chosen(assessments=True)


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (".--", Chosen(NAMES[0])),
        ("...--", Chosen(NAMES[2])),
        ("-.-", Chosen(assessments=True)),
        ("-...-", Chosen()),
    ],
    ids=["the first", "the third", "assessments", "leave"],
)
def test_the_button_goes_from_card_to_card_and_held_over_the_keys(
    screen, window, row: str, found: Chosen
) -> None:
    feed = ButtonFeed({1.0: row}, 20.0, sway(0.4))
    assert chosen(screen, window, feed) == found
    assert feed.now_ns() / 1e9 < 19.0, "nobody needed a key"


def test_closing_the_window_is_told(screen, window) -> None:
    feed = ClickingFeed(sway(0.8), {1.0: pygame.event.Event(pygame.QUIT)})
    assert chosen(screen, window, feed).closed


def test_places_are_painted_only_while_nobody_stands_there(screen, window) -> None:
    def painted_during(motion: Motion, presses: dict[float, int]) -> int:
        work = IdleWork([lambda: None] * 3)
        chosen(screen, window, TypingFeed(motion, {**presses, 12.0: ESCAPE}), idle=work)
        work.finish_one()
        return 3 - work.left

    assert painted_during(at_rest(0.0, 0.0), {}) == 3
    assert painted_during(sway(1.0), {}) == 0
    busy = {at / 2: UP for at in range(1, 24)}
    assert painted_during(at_rest(0.0, 0.0), busy) == 0


def test_places_are_painted_while_the_hand_that_tilts_a_simulated_board_rests(
    screen, window
) -> None:
    def painted_during(events: dict[float, pygame.event.Event]) -> int:
        work = IdleWork([lambda: None] * 3)
        feed = ClickingFeed(sway(0.5), {**events, 12.0: key(ESCAPE)})
        chosen(screen, window, feed, steering=Steering(), idle=work)
        work.finish_one()
        return 3 - work.left

    assert painted_during({}) == 3
    assert painted_during({at / 2: move((300 + at, 180)) for at in range(1, 24)}) == 0


def test_idle_work_stops_as_soon_as_somebody_waits() -> None:
    done: list[int] = []
    work = IdleWork(lambda each=each: done.append(each) for each in range(4))
    work.do_until(lambda: len(done) == 2)
    assert done == [0, 1]
    work.begin_one()
    work.finish_one()
    work.do_until(lambda: False)
    assert done == [0, 1, 2, 3]
    work.begin_one()
    assert not work.running


ROWS = [Row(name, name.title(), "what it measures") for name in ("limits", "circles", "track")]


def asked(window: Window, feed: TypingFeed) -> tuple[str, bool]:
    return choose_assessment(GreyRows(window.layout, LIKELY_STATION, ROWS), window, feed)


def test_an_assessment_is_chosen_by_keys_or_hand_and_never_by_leaning(window) -> None:
    by_keys = TypingFeed(sway(0.8), {1.0: pygame.K_DOWN, 1.5: ENTER})
    assert asked(window, by_keys) == ("circles", False)
    rows = GreyRows(window.layout, LIKELY_STATION, ROWS)
    at = next((320, y) for y in range(360) if rows.row_at((320, y)) == 2)
    assert asked(window, ClickingFeed(sway(0.8), {1.0: press(at)})) == ("track", False)
    leaning = TypingFeed(then(sway(0.5), 1.0, held(6.0, 0.0)), {15.0: ESCAPE})
    assert asked(window, leaning) == ("", False)


@pytest.mark.parametrize(("row", "name"), [("..--", "track"), ("-.-", "")], ids=["third", "back"])
def test_an_assessment_is_chosen_by_the_button(window, row: str, name: str) -> None:
    feed = ButtonFeed({1.0: row}, 20.0)
    assert asked(window, feed) == (name, False)
    assert feed.now_ns() / 1e9 < 19.0, "nobody needed a key"
