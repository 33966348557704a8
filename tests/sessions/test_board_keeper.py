"""The board of a station: plugged in late, pulled, put back, and another one put in its place."""

from contextlib import ExitStack
from dataclasses import replace

import numpy as np
import pytest

from tests.scripted_board import ScriptedSource, header_of, pump_for
from tests.sessions.plugged_boards import Desk, board_of, desk_at
from trainer.recording.samples import FLAG_BUTTON_DOWN
from trainer.sessions.board_keeper import GONE_AFTER_S, BoardKeeper
from trainer.sessions.board_news import (
    OTHER_BOARD,
    NoBoardReady,
    Presence,
    button_is_down,
)
from trainer.sessions.board_search import BoardSearch
from trainer.store.errors import StoreUnreachable
from trainer.store.store import Store
from trainer.wire.messages import SampleFlag

NONE, OPENING, STILL = Presence.NONE, Presence.OPENING, Presence.STILL
READY, CHANGED = Presence.READY, Presence.CHANGED
AWAY = round(2 * GONE_AFTER_S / 0.3)
"""Pauses for which a board is away when it counts as pulled."""


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    return desk_at(monkeypatch)


def nothing() -> None:
    """A moment passes."""


def test_a_board_plugged_in_later_pulled_and_put_back_lies_still_once_for_each_plugging(
    desk,
) -> None:
    link = board_of(7)
    states = desk.run(
        nothing,
        desk.plug(link),
        desk.until(READY),
        nothing,
        desk.pull,
        *[nothing] * AWAY,
        desk.plug(link),
        desk.until(READY, opened=2),
    )
    assert states == [
        *(OPENING, NONE, OPENING, STILL, READY),
        *(NONE, OPENING, NONE, OPENING, STILL, READY),
    ]
    assert len(desk.opened) == 2


def test_a_board_that_comes_back_at_once_goes_on_without_lying_still_again(desk) -> None:
    link = board_of(7)

    def put_back() -> None:
        link.unplugged, desk.plugged = False, link

    states = desk.run(
        desk.plug(link), desk.until(READY), desk.pull, nothing, put_back, desk.until(READY)
    )
    assert states[states.index(READY) :] == [READY, NONE, READY]
    assert len(desk.opened) == 1


def test_another_board_in_its_place_has_its_own_calibration_and_stillness(desk) -> None:
    first, second = board_of(7, counter=3), board_of(99, counter=5)
    states = desk.run(
        desk.plug(first), desk.until(READY), desk.swap(second), desk.until(READY, opened=2)
    )
    assert states[-3:] == [CHANGED, STILL, READY]
    assert [(b.identity.board_id, b.calibration.counter) for b in desk.opened] == [(7, 3), (99, 5)]
    assert desk.search.told[-1].words == OTHER_BOARD
    assert desk.search.told[-1].board == desk.opened[1].identity


def test_a_trial_keeps_its_board_and_takes_nothing_of_another_until_it_is_given_back(desk) -> None:
    first = board_of(7)
    second = board_of(99, source=ScriptedSource(lambda _t_s: (9.0, 0.0)))
    use, rows = ExitStack(), []

    def begin() -> None:
        board = use.enter_context(desk.keeper.lent())
        board.feed.begin_recording(header_of)

    def end() -> None:
        rows.append(desk.opened[0].feed.end_recording().samples)
        use.close()

    states = desk.run(
        *(desk.plug(first), desk.until(READY), begin, nothing, desk.swap(second)),
        *(desk.until(CHANGED), *[nothing] * AWAY, end, desk.until(READY, opened=2)),
    )
    assert states[-5:] == [CHANGED, OPENING, CHANGED, STILL, READY]
    assert len(rows[0]) > 0
    assert np.abs(rows[0].ap_deg).max() < 1.0
    assert [board.identity.board_id for board in desk.opened] == [7, 99]


def test_a_recording_keeps_its_board_though_nobody_has_borrowed_it(desk) -> None:
    link = board_of(7)

    def begin() -> None:
        desk.opened[0].feed.begin_recording(header_of)

    desk.run(desk.plug(link), desk.until(READY), begin, desk.pull, *[nothing] * AWAY)
    assert len(desk.opened) == 1
    assert desk.search.told[-1].state is not READY


def test_a_board_calibrated_elsewhere_while_it_was_away_is_opened_with_the_new_one(desk) -> None:
    link = board_of(7, counter=1)

    def put_back() -> None:
        link.stored = [replace(link.stored[0], counter=2)]
        link.unplugged, desk.plugged = False, link

    again = desk.until(READY, opened=2)
    desk.run(desk.plug(link), desk.until(READY), desk.pull, nothing, put_back, again)
    assert [board.calibration.counter for board in desk.opened] == [1, 2]


def test_the_next_patient_finds_the_board_open(desk) -> None:
    def next_patient() -> None:
        desk.keeper.for_patient("K8")
        assert desk.keeper.board() is desk.opened[0]

    desk.run(desk.plug(board_of(7)), desk.until(READY), next_patient, *[nothing] * AWAY)
    assert len(desk.opened) == 1


def test_it_is_opened_anew_for_who_asks_but_not_while_it_is_used(desk) -> None:
    use = ExitStack()

    def borrow() -> None:
        use.enter_context(desk.keeper.lent())

    def still_one() -> None:
        assert len(desk.opened) == 1
        use.close()

    desk.run(
        *(desk.plug(board_of(7)), desk.until(READY), borrow, desk.keeper.again, nothing),
        *(still_one, desk.until(READY, opened=2)),
    )


def test_no_board_is_lent_while_none_is_ready(desk) -> None:
    def refused() -> None:
        with pytest.raises(NoBoardReady, match="plug it in"), desk.keeper.lent():
            pytest.fail("there is no board")

    desk.run(desk.until(NONE), refused)
    assert desk.keeper.board() is None
    assert not desk.keeper.is_down()


def test_a_database_out_of_reach_stops_no_board(desk, monkeypatch, tmp_path) -> None:
    def silent(*_asked):
        raise StoreUnreachable("the database is silent")

    monkeypatch.setattr(Store, "newest_calibration", silent)
    with Store.open(f"sqlite:///{tmp_path / 'baps.db'}") as desk.store:
        states = desk.run(desk.plug(board_of(7, counter=4)), desk.until(READY))
    assert states[-1] is READY
    assert desk.opened[0].calibration.counter == 4
    assert "the database is silent" in desk.said


def test_the_event_button_is_read_from_the_newest_sample(desk) -> None:
    down = []

    def look() -> None:
        board = desk.keeper.board()
        newest = board.feed.latest()
        board.feed._newest = replace(newest, flags=newest.flags | FLAG_BUTTON_DOWN)
        down.append(desk.keeper.is_down())
        pump_for(board.feed, 0.1)
        down.append(desk.keeper.is_down())

    desk.run(desk.plug(board_of(7)), desk.until(READY), look)
    assert down == [True, False]
    assert FLAG_BUTTON_DOWN == SampleFlag.BUTTON_DOWN
    assert not button_is_down(None)


def test_a_fault_of_the_program_in_the_thread_is_raised_where_somebody_looks() -> None:
    def broken(_code):
        raise ZeroDivisionError

    keeper = BoardKeeper("sim:patient", broken, broken, BoardSearch(print))
    keeper.start()
    keeper._thread.join()
    with pytest.raises(ZeroDivisionError):
        _ = keeper.news
    keeper.close()


def test_there_is_a_button_while_a_board_is_open_and_none_before_and_after(desk) -> None:
    there = []

    def look() -> None:
        there.append(desk.keeper.is_there())

    desk.run(
        *(desk.until(NONE), look, desk.plug(board_of(7)), desk.until(READY), look),
        *(desk.pull, desk.until(NONE), look),
    )
    assert there == [False, True, False]
