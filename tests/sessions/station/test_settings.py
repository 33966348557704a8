"""The page of settings: what is saved is kept, and counts at once where it can."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pygame
import pytest

from games.desk.page import BACK
from games.desk.paging import PAGE_BACK, PAGE_ON
from games.screens.station.form import FormPage
from games.screens.station.message_page import MessagePage
from tests.sessions.station.forms import filled
from tests.sessions.station.scripted import Take, front_with
from trainer.sessions.settings import LONGEST_NAME, Settings, read_settings, write_settings
from trainer.sessions.station.front import Front
from trainer.sessions.station.settings import (
    FROM_NEXT_START,
    HOW_TO_MEASURE,
    SECOND_FROM_NEXT_START,
    settings_flow,
)
from trainer.texts import said, speak

BEFORE = Settings(
    rail_button=True,
    language="en",
    screen_delay_ms=21.5,
    display=2,
    station_name="by the door",
    second_screen=True,
)

PAGES = 3
"""The form has no more."""


@pytest.fixture(autouse=True)
def _in_english_afterwards() -> Iterator[None]:
    yield
    speak("en")


@pytest.fixture
def used(store) -> Callable[..., Front]:
    """Somebody takes these on a station with these settings."""

    pygame.display.init()

    def use(*takes: Take) -> Front:
        front = front_with(store, takes)
        front.window.follow = lambda station: None
        write_settings(front.room.places.settings, BEFORE)
        settings_flow(front)
        assert not front.desk.left
        return front

    return use


def instead(name: str, text: str) -> Take:
    """Type this in place of what is there, which may be out of range."""

    def type_it(page: FormPage) -> None:
        for turn in (*[PAGE_BACK] * PAGES, *[PAGE_ON] * PAGES):
            if name in {each.name for each in page.items}:
                break
            page.take(turn)
        for _ in range(LONGEST_NAME):
            page.take(name)
            page.type("\b")
        page.take(name)
        page.type(text)

    return type_it


def kept(front: Front) -> Settings:
    return read_settings(front.room.places.settings)


def sentences(front: Front) -> list[str]:
    return [page.title for page in front.desk.seen if isinstance(page, MessagePage)]


@pytest.mark.parametrize("ends", [BACK, "save"])
def test_what_nobody_changes_stays_as_it_is(used, ends) -> None:
    assert kept(used(ends)) == BEFORE


def test_what_is_saved_is_kept_and_counts_from_the_next_page_and_trial_on(used) -> None:
    changes = {"language": "de", "sound": "no", "reduced_motion": "yes", "rail_button": "no"}
    front = used(
        filled(changes),
        instead("distance", "3,25"),
        instead("height", "400"),
        instead("delay", "30.5"),
        instead("name", "by the window"),
        "save",
    )
    expected = Settings(False, 30.5, 2, "de", 3.25, 400.0, True, True, "by the window", True)
    assert kept(front) == expected
    assert (front.room.station, front.room.name) == (expected.station(), "by the window")
    assert front.care.station == front.desk.station == front.room.station
    assert front.kit.calm
    assert said("Settings") == "Einstellungen"


def test_another_language_is_that_of_the_computer_again_and_a_delay_can_be_forgotten(used) -> None:
    front = used(filled({"language": "computer"}), instead("delay", ""), "save")
    assert kept(front) == replace(BEFORE, language="", screen_delay_ms=None)


def test_without_a_name_of_its_own_a_station_has_the_computers(used) -> None:
    front = used(instead("name", ""), "save")
    assert kept(front).station_name == ""
    assert front.room.name == Settings().name != ""


def test_another_screen_counts_from_the_next_start_and_that_is_said(used) -> None:
    assert sentences(used(filled({"display": "1"}), "save", "go")) == [FROM_NEXT_START]


def test_the_therapists_own_window_counts_from_the_next_start_and_that_is_said(used) -> None:
    front = used(filled({"second_screen": "no"}), "save", "go")
    assert sentences(front) == [SECOND_FROM_NEXT_START]
    assert kept(front) == replace(BEFORE, second_screen=False)


def test_a_number_out_of_range_is_not_saved(used) -> None:
    front = used(instead("distance", "40"), "save", instead("distance", "4"), "save")
    assert kept(front).viewing_distance_m == 4.0


def test_how_the_delay_is_measured_is_told_and_nothing_typed_is_lost(used) -> None:
    front = used(instead("name", "upstairs"), "measure", "go", "save")
    assert sentences(front) == [HOW_TO_MEASURE]
    assert kept(front).station_name == "upstairs"


def test_a_damaged_file_is_told_of_and_left_alone(store) -> None:
    front = front_with(store, ["go"])
    front.room.places.settings.write_text("{", encoding="utf-8")
    settings_flow(front)
    assert "settings.json cannot be read" in sentences(front)[0]
    assert front.room.places.settings.read_text(encoding="utf-8") == "{"


def test_a_folder_that_cannot_be_written_is_told_of_and_nothing_counts(used, monkeypatch) -> None:
    def refuse(*_asked) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("trainer.sessions.station.settings.write_settings", refuse)
    front = used(instead("height", "500"), "save", "go", BACK)
    assert sentences(front) == ["The disk is full"]
    assert front.room.station.screen_height_mm != 500.0
