"""Nothing but the event button beside the visit: settings, free play, boards and what they need."""

from contextlib import AbstractContextManager

import pytest

from games.desk.page import BACK, Page
from games.desk.paging import PAGE_ON
from games.engine.window import Window
from games.screens.guided import guide_in_window
from tests.sessions.station.at_board import STATION, station_at_board
from tests.sessions.station.at_desk import PLAYING
from tests.sessions.station.one_button import OneButton
from trainer.recording.guidance import Finished
from trainer.sessions.board_care import BoardCare
from trainer.sessions.settings import read_settings
from trainer.sessions.station.boards import boards_flow, rows_here
from trainer.sessions.station.free_play import guest_flow, play_flow
from trainer.sessions.station.front import Front
from trainer.sessions.station.settings import settings_flow
from trainer.store.store import Store

CODE = "K7"


@pytest.fixture
def store(bare: Store) -> Store:
    bare.add_patient(CODE)
    return bare


def station(store: Store, window: Window, hand: OneButton) -> AbstractContextManager[Front]:
    """A station where this hand is the only one."""
    return station_at_board(store, window, lambda kept: hand.at(kept, window, STATION))


def test_settings_are_changed_and_saved(store, window, monkeypatch) -> None:
    answers = {"language": "en", "sound": "no", "distance": "2.5", "name": "A2"}
    hand = OneButton(monkeypatch, {}, answers)
    with station(store, window, hand) as front:
        settings_flow(front)
        kept = read_settings(front.room.places.settings)
    assert (kept.viewing_distance_m, kept.station_name, kept.muted) == (2.5, "A2", True)


def test_settings_are_left_as_they_were(store, window, monkeypatch) -> None:
    hand = OneButton(monkeypatch, {"FormPage": BACK})
    with station(store, window, hand) as front:
        before = read_settings(front.room.places.settings)
        settings_flow(front)
        assert read_settings(front.room.places.settings) == before


def test_a_guest_chooses_plays_stops_and_leaves_the_valley(store, window, monkeypatch) -> None:
    rows = {"ValleyScreen": [".--", "-...-"], PLAYING: "-", "ResultScreen": ["..-"]}
    hand = OneButton(monkeypatch, {}, rows=rows)
    with station(store, window, hand) as front:
        guest_flow(front)
    screens = [name for name in hand.seen if name in {*rows, "InstructionScreen"}]
    assert screens == ["ValleyScreen", "InstructionScreen", PLAYING, "ResultScreen", "ValleyScreen"]


def test_a_patient_is_asked_how_they_stand_and_begins_an_assessment(
    store, window, monkeypatch
) -> None:
    rows = {
        "ValleyScreen": ["-.-", "-...-"],
        "GreyRows": ["--"],
        PLAYING: "-",
        "RestScreen": ["..-"],
    }
    hand = OneButton(monkeypatch, {}, {"side": "left", "level": "2", "weight": "70"}, rows)
    with station(store, window, hand) as front:
        play_flow(front, CODE)
    assert hand.seen[0] == "FormPage"
    assert store.newest_weight(CODE).kg == 70.0
    assert PLAYING in hand.seen
    assert "RestScreen" in hand.seen


def test_each_step_of_a_board_is_begun_and_left_to_its_page(store, window, monkeypatch) -> None:
    begun: list[str] = []

    def steps() -> list[str]:
        """As the page lists them; a test of the board adds a row for each part that fails it."""
        return [row.step for row in rows_here(front.care.due(), front.room.board.news)]

    def boards(page: Page) -> str:
        left = [str(at) for at, step in enumerate(steps()) if step not in begun]
        if not left:
            return BACK
        shown = {each.name for each in page.items}
        return left[0] if left[0] in shown else PAGE_ON

    def guided(*given, **more) -> Finished:
        return guide_in_window(*given, **more, clock=lambda: hand._now_ns() / 1e9)

    def noted(care: BoardCare, step: str, *given) -> Finished:
        begun.append(step)
        return run_in_window(care, step, *given)

    run_in_window = BoardCare.run_in_window
    hand = OneButton(monkeypatch, {"ListPage": boards}, rows={"": ["-" * 20] * 9})
    monkeypatch.setattr("trainer.sessions.board_care.guide_in_window", guided)
    monkeypatch.setattr(BoardCare, "run_in_window", noted)
    with station(store, window, hand) as front:
        boards_flow(front)
        assert sorted(begun) == sorted(set(steps()))
    assert len(begun) > 2
    assert hand.seen[0] == hand.seen[-1] == "ListPage"
    assert hand.seen.count("") == len(begun)
