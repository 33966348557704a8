"""`baps` at a display: the station opens, says in a line what is wrong, and ends with no error."""

import os

os.environ["SDL_VIDEODRIVER"] = "dummy"
os.environ["SDL_AUDIODRIVER"] = "dummy"

import threading
from collections.abc import Callable

import pygame
import pytest
from click.testing import Result

from games.desk.desk import Desk, never
from games.desk.page import Page, Until
from games.screens.arrival import ArrivalScreen
from trainer.cli.main import is_for_people
from trainer.cli.station import open_station
from trainer.sessions.station import patients
from trainer.sessions.station.front import NO_ANSWER
from trainer.sessions.station.patients import LEAVE_STATION
from trainer.store import Store
from trainer.store.errors import StoreUnreachable
from trainer.store.places import sqlite_url

CLOSE = pygame.event.Event(pygame.QUIT)
ENTER, ESCAPE = (
    pygame.event.Event(pygame.KEYDOWN, key=key) for key in (pygame.K_RETURN, pygame.K_ESCAPE)
)
NOBODY_HOME = "postgresql://127.0.0.1:1/baps"
STATION = "--windowed", "--board", "sim:patient"
Step = pygame.event.Event | Callable[[], object]


@pytest.fixture
def station(run, monkeypatch: pytest.MonkeyPatch):
    """Runs the command while somebody does one thing on each page that can be left."""
    monkeypatch.setattr("trainer.cli.terminal.has_display", lambda: True)
    monkeypatch.setattr("trainer.cli.visit.has_display", lambda: True)
    monkeypatch.setattr("games.engine.placing.SMALL", (640, 360))
    show = Desk.show

    def opened(*arguments: str, does: list[list[Step]]) -> tuple[Result, list[str]]:
        titles: list[str] = []

        def watched(desk: Desk, page: Page, until: Until = never) -> str:
            if page.items:
                titles.append(page.title)
                for step in does[len(titles) - 1]:
                    if callable(step):
                        step()
                    else:
                        pygame.event.post(step)
            return show(desk, page, until)

        monkeypatch.setattr(Desk, "show", watched)
        return run(*arguments), titles

    return opened


def test_it_opens_at_the_patients_and_closing_the_window_ends_it(station) -> None:
    result, titles = station(*STATION, does=[[CLOSE]])
    assert (result.exit_code, titles) == (0, ["Patients"])


def test_who_leaves_the_patients_ends_it(station) -> None:
    result, titles = station(*STATION, does=[[ESCAPE], [ESCAPE], [ESCAPE], [ENTER]])
    assert result.exit_code == 0
    assert titles == ["Patients", LEAVE_STATION] * 2, "the second Esc stays"


def test_a_visit_opens_at_its_patient(station) -> None:
    result, titles = station("visit", "K7", *STATION, does=[[ENTER], [CLOSE]])
    assert result.exit_code == 0
    assert titles[-1] == "No plan is signed yet."


def test_a_visit_of_a_code_that_nobody_added_is_one_line(station) -> None:
    result, titles = station("visit", "NOBODY", *STATION, does=[])
    assert titles == []
    assert isinstance(result.exception, Exception)
    assert is_for_people(result.exception)
    assert "NOBODY" in str(result.exception)
    assert "\n" not in str(result.exception)


def test_without_its_database_it_says_so_and_opens_when_it_is_there(
    station, monkeypatch, tmp_path
) -> None:
    monkeypatch.setenv("BAPS_DB", NOBODY_HOME)

    def back() -> None:
        monkeypatch.setenv("BAPS_DB", sqlite_url(tmp_path / "other.db"))

    result, titles = station(*STATION, does=[[ENTER], [back, ENTER], [CLOSE]])
    assert (result.exit_code, titles) == (0, [NO_ANSWER, NO_ANSWER, "Patients"])


def test_a_database_that_takes_its_time_is_waited_for_behind_a_moving_picture(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BAPS_HOME", str(tmp_path))
    drawn, told = threading.Event(), []
    draw = ArrivalScreen.draw

    def drawing(*how, **more) -> None:
        draw(*how, **more)
        drawn.set()

    def opens(*_how) -> Store:
        for _ in range(3):
            drawn.clear()
            assert drawn.wait(120.0), "the picture stands still"
        raise StoreUnreachable("nobody home")

    def leaves(_front, why: str) -> bool:
        told.append(why)
        return False

    monkeypatch.setattr(ArrivalScreen, "draw", drawing)
    monkeypatch.setattr(Store, "open", opens)
    monkeypatch.setattr(patients, "without_database", leaves)
    open_station("sim:patient", windowed=True, tell=print)
    assert [why.partition(";")[0] for why in told] == ["nobody home"]
