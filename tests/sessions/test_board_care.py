"""What is due on a station's board is done in its window, on the board that is open already."""

from collections.abc import Iterator

import pygame
import pytest

from games.engine.window import Window
from games.screens.menu import Standing
from tests.unseen_window import unseen
from trainer.link.base import SimulatedClock
from trainer.link.sim_link import SIMULATED_PLATE_ID
from trainer.link.uri import LinkContext
from trainer.sessions.board_care import BoardCare
from trainer.sessions.board_due import DIAGNOSE
from trainer.sessions.board_news import NO_DATABASE, KeptBoard, Presence
from trainer.sessions.calibration.guides import Asked
from trainer.sessions.kept_board import kept_board
from trainer.store.store import Store

EMPTY = {"still_s": "3600"}
ENTER = pygame.event.Event(pygame.KEYDOWN, key=pygame.K_RETURN)


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    """A window before which somebody presses Enter all the time."""
    with unseen() as opened:
        monkeypatch.setattr(opened, "events", lambda: [ENTER])
        yield opened


@pytest.fixture
def plate(store: Store) -> Iterator[KeptBoard]:
    """An empty force plate in simulated time."""

    def context() -> LinkContext:
        return LinkContext(SimulatedClock(), defaults=EMPTY)

    with kept_board("sim:plate", store, print, context) as kept:
        yield kept


def test_a_calibration_is_stored_and_the_board_is_open_with_it_afterwards(
    plate, store, window
) -> None:
    finished = BoardCare(plate, store, "op").run_in_window("zero", window, Asked())
    assert finished.passed
    stored = store.newest_load_calibration(SIMULATED_PLATE_ID)
    assert (stored.counter, stored.operator) == (2, "op")
    board = plate.board()
    assert board.streams.load_setup.calibration == stored
    assert board.feed.latest() is not None


def test_the_test_of_the_board_is_kept_and_shown_among_what_is_due(plate, store, window) -> None:
    care = BoardCare(plate, store)
    assert rows_about_it(care) == [("Test of the board", Standing.DUE)]
    # A step of simulated time is longer than a quick link takes.
    assert care.run_in_window(DIAGNOSE, window, Asked()).failed == ("link",)
    assert rows_about_it(care) == [("Test of the board: link", Standing.FAILED)]
    assert plate.board().feed.latest() is not None


def rows_about_it(care: BoardCare) -> list[tuple[str, Standing]]:
    """What the page of boards says about the test."""
    return [(row.title, row.standing) for row in care.due()[0].rows if row.step == DIAGNOSE]


def test_a_step_that_leaves_the_stream_alone_leaves_the_board_open(plate, store, window) -> None:
    board = plate.board()
    finished = BoardCare(plate, store).run_in_window("rim", window, Asked())
    assert "does not tilt" in finished.advice
    assert plate.board() is board


def test_without_a_database_a_step_says_why_nothing_is_done(plate, window) -> None:
    finished = BoardCare(plate, None).run_in_window("zero", window, Asked())
    assert (finished.passed, finished.advice) == (False, NO_DATABASE)


def test_in_simulated_time_the_board_is_there_at_once_and_closed_at_the_end(store) -> None:
    with kept_board("sim:patient", store, print, lambda: LinkContext(SimulatedClock())) as kept:
        assert kept.news.state is Presence.READY
        with kept.lent() as board:
            kept.for_patient("K7")
            assert kept.board() is board
        assert not kept.is_down()
        assert not kept.is_there(), "nobody can press the button of a simulation"
    assert kept.board() is None
