"""Every text is in the catalogues, in every language, and fits where it is written."""

import re
import string
from collections.abc import Iterator
from functools import cache
from itertools import chain

import pygame
import pytest
from babel.messages.mofile import read_mo

from games.engine.draw.layout import Layout
from games.engine.setup import LIKELY_STATION
from tests.games.spoken import FOREIGN, LongWords, Written, speaking, written_texts
from tools import texts as catalogues
from tools.calibration_gallery import calibration_screens
from tools.gallery import Draw, screens
from trainer import texts

OTHERS = [code for code in texts.LANGUAGES if code != "en"]
WORD = re.compile(r"[^\W\d_]{3,}")
SIZES = [(640, 360), (1280, 720)]


@cache
def known() -> set[str]:
    return set(catalogues.texts())


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    texts.speak("en")


def placeholders(text: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_is_translated_with_the_same_numbers_in_it(language: str) -> None:
    catalogue = catalogues.read(language)
    there = {str(each.id): each for each in catalogue if each.id}
    assert set(there) == known(), "run make texts, and translate what is new"
    for text, message in there.items():
        assert message.string, f"{text!r} is not translated"
        assert not message.fuzzy, text
        assert placeholders(str(message.string)) == placeholders(text), text


@pytest.mark.parametrize("language", OTHERS)
def test_what_the_program_reads_is_what_the_translators_wrote(language: str) -> None:
    with catalogues.path_of(language, "mo").open("rb") as file:
        compiled = {str(each.id): each.string for each in read_mo(file) if each.id}
    assert compiled == {str(each.id): each.string for each in catalogues.read(language) if each.id}


def drawn(size: tuple[int, int]) -> dict[str, list[Written]]:
    """What each screen writes, when it is made and when it is drawn."""
    layout, found = Layout(size), {}
    with written_texts() as written:
        for name, draw in every_screen(layout):
            draw(pygame.Surface(size, 0, 32))
            found[name] = list(written)
            written.clear()
    return found


def every_screen(layout: Layout) -> Iterator[tuple[str, Draw]]:
    for name, _, draw in chain(
        screens(layout, LIKELY_STATION), calibration_screens(layout, LIKELY_STATION)
    ):
        yield name, draw


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_words_that_are_longer_by_two_fifths_are_whole_and_none_is_english(size) -> None:
    with speaking(LongWords(known())):
        written = drawn(size)
    assert_whole(written)
    english = {
        (name, each.text)
        for name, of_it in written.items()
        for each in of_it
        if any(FOREIGN not in word for word in WORD.findall(each.text))
    }
    assert not english


@pytest.mark.parametrize("language", OTHERS)
def test_no_screen_cuts_a_text_off(language: str) -> None:
    texts.speak(language)
    assert_whole(drawn((1280, 720)))


def assert_whole(written: dict[str, list[Written]]) -> None:
    cut = {(name, each.text) for name, of_it in written.items() for each in of_it if not each.whole}
    assert not cut
