"""Every page of the station: each item is reached by each kind of hand, and every word is read."""

from collections.abc import Iterator, Sequence
from functools import cache
from gettext import NullTranslations

import pygame
import pytest

from games.desk.acts import Act
from games.desk.focus import DIRECTIONS, nearest
from games.desk.kit import Form
from games.desk.night import still_night
from games.desk.page import Item, Look, Page
from games.desk.type import DARK, QUIET, WORDS
from games.engine.draw.layout import Layout
from games.engine.window import Window
from tests.games.desk.people import KIT, SIZE, Somebody, Step, clicked, pressed
from tests.games.spoken import FOREIGN, LongWords, assert_whole, drawn, speaking
from tests.games.worlds.contrast import contrast
from tools.station_gallery import pages, station_pages
from trainer import texts

PAGES = pages(KIT)
each_page = pytest.mark.parametrize("name", PAGES)
LEAST_TARGET = 88
"""Height of what a finger presses, at 1080 lines."""

READ_ON = {
    Form.PRIMARY: [DARK],
    Form.OFF: [QUIET],
    Form.PLAIN: [WORDS, QUIET],
    Form.BARE: [WORDS, QUIET],
}
"""Which words stand on which plate, where it is not the bright ones alone."""

HATS = {act: (right, -down) for act, (right, down) in DIRECTIONS.items()}


class Watched:
    """A page on which nothing happens: what is taken is noted."""

    def __init__(self, page: Page, main: str | None = None) -> None:
        self._page = page
        self.main = page.main if main is None else main
        self.taken: list[str] = []
        self.focus: list[str] = []
        self.at_row = False

    @property
    def items(self) -> Sequence[Item]:
        return self._page.items

    @property
    def names(self) -> set[str]:
        return {each.name for each in self.items if each.enabled}

    def take(self, name: str) -> bool:
        self.taken.append(name)
        return False

    def onward(self, name: str) -> str:
        return name

    def type(self, text: str) -> str:
        raise AssertionError(f"nobody typed {text}")

    def draw(self, onto: pygame.Surface, look: Look) -> None:
        self._page.draw(onto, look)
        self.at_row = look.whole
        if not look.whole:
            self.focus.append(look.focus)


@pytest.fixture
def somebody(window: Window) -> Somebody:
    return Somebody(window)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    texts.speak("en")


@each_page
def test_keys_alone_reach_and_take_everything(somebody: Somebody, name: str) -> None:
    page = Watched(PAGES[name][0])
    each: list[Step] = [pressed(pygame.K_RETURN), pressed(pygame.K_TAB)]
    somebody.does(page, each * len(page.names))
    assert set(page.taken) == page.names


@each_page
def test_the_button_alone_reaches_everything(somebody: Somebody, name: str) -> None:
    page = Watched(PAGES[name][0])

    def walked() -> Iterator[Step]:
        if page.main:
            yield from somebody.long()
        while not page.names <= set(page.focus):
            yield from somebody.long() if page.at_row else somebody.short()
            assert len(page.focus) < 8000, "the button does not come by everything"
        yield from somebody.long()

    somebody.does(page, walked())
    assert set(page.focus) - {""} == page.names
    assert len(page.taken) == 1, "the long press at the end takes what is in focus"


@each_page
def test_a_gamepad_alone_reaches_and_takes_everything(somebody: Somebody, name: str) -> None:
    page = Watched(PAGES[name][0])
    steps: list[Step] = []
    at = page.main or next(each.name for each in page.items if each.enabled)
    for wanted in sorted(page.names):
        for act in way(page.items, at, wanted):
            steps += [hat(HATS[act]), hat((0, 0))]
        steps.append(pygame.event.Event(pygame.JOYBUTTONDOWN, instance_id=0, button=0))
        at = wanted
    somebody.does(page, steps)
    assert sorted(page.taken) == sorted(page.names)


def hat(value: tuple[int, int]) -> pygame.event.Event:
    return pygame.event.Event(pygame.JOYHATMOTION, instance_id=0, hat=0, value=value)


def way(items: Sequence[Item], start: str, end: str) -> list[Act]:
    """The shortest way from item to item along the arrows."""
    ways: dict[str, list[Act]] = {start: []}
    ahead = [start]
    while ahead:
        here = ahead.pop(0)
        for act in DIRECTIONS:
            there = nearest(items, here, act)
            if there not in ways:
                ways[there] = [*ways[here], act]
                ahead.append(there)
    assert end in ways, f"no arrows lead from {start} to {end}"
    return ways[end]


@each_page
@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "finger"])
def test_mouse_or_finger_alone_takes_everything(somebody: Somebody, name: str, touch: bool) -> None:
    page = Watched(PAGES[name][0])
    here = [each.area.center for each in page.items if each.enabled]
    somebody.does(page, [clicked(at, touch) for at in here])
    assert set(page.taken) == page.names


@each_page
def test_everything_is_on_the_picture_apart_and_large_enough_for_a_finger(name: str) -> None:
    items = PAGES[name][0].items
    whole = pygame.Rect(0, 0, *SIZE)
    for item in items:
        assert whole.contains(item.area), item.name
        assert item.area.height >= KIT.layout.px(LEAST_TARGET), item.name
        others = [other for other in items if other is not item]
        assert item.area.collidelist([other.area for other in others]) < 0, item.name


@pytest.mark.parametrize("form", Form)
def test_words_on_water_and_on_every_plate_have_seven_to_one(form: Form) -> None:
    still = still_night(Layout(SIZE))
    for words in (WORDS, QUIET):
        assert contrast(words, still).worst_tenth >= 7.0
    plate = still.copy()
    area = KIT.area(100, 100, 400, 104)
    KIT.plate(plate, area, form)
    inside = plate.subsurface(area.inflate(-14, -14))
    for words in READ_ON.get(form, [WORDS]):
        assert contrast(words, inside).worst_tenth >= 7.0


@cache
def stretched() -> NullTranslations:
    """Every word 40 % longer, of whatever page."""

    class Everything(LongWords):
        def gettext(self, message: str) -> str:
            plain = FOREIGN not in message and any(letter.islower() for letter in message)
            self._known = {message} if plain else set()
            return super().gettext(message)

    return Everything(set())


def test_words_that_are_longer_by_two_fifths_are_whole() -> None:
    with speaking(stretched()):
        written = drawn(station_pages(Layout(SIZE)), SIZE)
    assert len(written) == len(PAGES)
    assert_whole(written)


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_no_page_cuts_words_off_or_writes_them_on_others(language: str) -> None:
    texts.speak(language)
    written = drawn(station_pages(Layout(SIZE)), SIZE)
    assert_whole(written)
    for name, (page, _) in pages(KIT).items():
        areas = [item.area for item in page.items]
        for words in written[f"station-{name}"]:
            around = words.place.collidelist(areas)
            assert around < 0 or areas[around].contains(words.place), words.text


@each_page
def test_no_page_writes_smaller_than_28_at_1080_lines(name: str) -> None:
    page, focus = PAGES[name]
    page.draw(pygame.Surface(SIZE, 0, 32), Look(focus))
    assert min(style.size for _, style in KIT.lettering.written) >= 28
