"""Every text is in the catalogues, in every language, and fits where it is written."""

import re
import string
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain

import pygame
import pytest
from babel.messages.mofile import read_mo

from games.engine.activity import Activity, Kind
from games.engine.control import StopPressed
from games.engine.draw.layout import Layout
from games.engine.leaning import Reach
from games.engine.scene import place_of
from games.engine.setup import LIKELY_STATION
from games.registry import activities
from games.screens.arrival import ArrivalScreen, Waiting
from games.screens.grey_rows import GreyRows, Row
from games.screens.instruction import InstructionScreen
from games.screens.valley.card import Card
from games.screens.valley.postcards import Postcards
from games.screens.valley.screen import Look, ValleyScreen
from tests.games.playing import STOOD_ON
from tests.games.spoken import (
    FOREIGN,
    LongWords,
    Written,
    assert_whole,
    drawn,
    speaking,
)
from tools import texts as catalogues
from tools.calibration_gallery import RESULTS, calibration_screens
from tools.exercise_gallery import exercise_pages
from tools.gallery import HOLDING_S, RIM, Draw, Scripted, screens
from trainer import texts
from trainer.recording.conditions import Conditions

OTHERS = [code for code in texts.LANGUAGES if code != "en"]
WORD = re.compile(r"[A-Za-zÀ-ÿ]{3,}")
SMALL = 640, 360
DAY = re.compile(r"\d+ (June?|Oct|Nov|November) \d{4}")
"""Days are written by Babel and not from the catalogues."""

ENGLISH = {
    RESULTS["result-refused"].advice: "an error of a calibration, which names a command to run",
    "check the USB cable at the board": "advice of a link, for the therapist",
    "5bd0a7c2e1f49a36: accel, front, level": "a board's number, and names of commands",
    "towel stretch": "what a therapist has called an exercise",
}
"""What may stay English, and why; nothing else may."""


def stays_english(text: str) -> bool:
    """Whether it is one of these, or a line of it."""
    return any(text.strip(".").lower() in each.lower() for each in ENGLISH)


@cache
def known() -> set[str]:
    return set(catalogues.texts())


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


def every_screen(size: tuple[int, int]) -> Iterator[tuple[str, Draw]]:
    layout = Layout(size)
    for name, _, draw in chain(
        screens(layout, LIKELY_STATION), calibration_screens(layout, LIKELY_STATION)
    ):
        yield name, draw


def screens_around(size: tuple[int, int]) -> Iterator[tuple[str, Draw]]:
    """What stands before and between the games."""
    layout, found = Layout(size), activities().values()
    games = [each for each in found if each.kind is Kind.TRAINING]
    cards = [Card(each.name, each.title, each.trains, each.wording.rungs.of(3)) for each in games]
    valley = ValleyScreen(layout, LIKELY_STATION, cards, Postcards(None), Reach(RIM))
    yield "valley", lambda onto: valley.draw(onto, Look(), 10.0)
    for card in cards:
        yield f"valley-{card.name}", lambda onto, name=card.name: chosen(valley, name, onto)
    rows = [Row(each.name, each.title, each.summary) for each in found if each not in games]
    yield "grey rows", GreyRows(layout, LIKELY_STATION, rows).draw
    arrival = ArrivalScreen(LIKELY_STATION)
    for waiting in Waiting:
        yield f"arrival-{waiting.value}", lambda onto, at=waiting: arrival.draw(onto, at)
    # Without movement, whose pictures take a while to paint.
    yield from exercise_pages(layout, replace(LIKELY_STATION, reduced_motion=True))


def chosen(valley: ValleyScreen, name: str, onto: pygame.Surface) -> None:
    valley.chosen = next(at for at, card in enumerate(valley.cards) if card.name == name)
    valley.draw(onto, Look(), 10.0)


def scenes_of(activity: Activity, size: tuple[int, int]) -> Iterator[tuple[str, Draw]]:
    """Its instruction, and its picture at the gate, in play, and paused."""
    asked = Scripted(
        activity.name, Conditions("", seconds=30.0, level=STOOD_ON[activity.surface][0])
    )
    stage = asked.stage(Layout(size), LIKELY_STATION)
    scene = activity.scene(stage)
    yield f"{activity.name}-instruction", InstructionScreen(stage, place=place_of(scene)).draw
    parts = [("gate", HOLDING_S, None), ("play", 8.0, None)]
    if activity.kind is Kind.TRAINING:
        parts.append(("paused", 8.0, StopPressed()))
    for name, until_s, control in parts:
        seen = replace(asked, until_s=until_s, control=control).watched()
        yield (
            f"{activity.name}-{name}",
            lambda onto, seen=seen: scene.draw(onto, seen.moment(), seen.trial.rules),
        )


def assert_translated(written: dict[str, list[Written]]) -> None:
    english = {
        (name, each.text)
        for name, of_it in written.items()
        for each in of_it
        if any(FOREIGN not in word for word in WORD.findall(DAY.sub("", each.text)))
    }
    assert not {each for each in english if not stays_english(each[1])}


def test_words_that_are_longer_by_two_fifths_are_whole_and_none_is_english() -> None:
    """On the smallest screen."""
    with speaking(LongWords(known())):
        written = drawn(every_screen(SMALL), SMALL)
    assert_whole(written)
    assert_translated(written)


def test_what_stands_around_the_games_is_whole_and_none_is_english() -> None:
    with speaking(LongWords(known())):
        written = drawn(screens_around(SMALL), SMALL)
    assert_whole(written)
    assert_translated(written)


@pytest.mark.parametrize("activity", activities().values(), ids=lambda each: each.name)
def test_every_scene_at_gate_in_play_and_paused_is_whole_and_none_is_english(activity) -> None:
    with speaking(LongWords(known())):
        written = drawn(scenes_of(activity, SMALL), SMALL)
    assert sum(map(len, written.values()))
    assert_whole(written)
    assert_translated(written)


@pytest.mark.parametrize("language", OTHERS)
def test_no_screen_cuts_a_text_off_or_writes_it_on_another_of_its_layer(language: str) -> None:
    texts.speak(language)
    written = drawn(chain(every_screen(SMALL), screens_around(SMALL)), SMALL)
    for activity in activities().values():
        written |= drawn(scenes_of(activity, SMALL), SMALL)
    assert_whole(written)
