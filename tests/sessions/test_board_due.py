"""What is due on which board, as the station's page says it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from games.screens.menu import Standing
from tests.posed_board import TiltedSource
from tests.sessions.calibrating import CALIBRATED, opened
from tests.sessions.loaded_board import EMPTY, LoadedSource
from tests.sessions.test_readiness import STORED_LOAD
from trainer.recording.envelope import round_rim
from trainer.recording.load import LoadSetup
from trainer.recording.sensor import UNCALIBRATED
from trainer.recording.vocabulary import Source
from trainer.sessions.board import OpenBoard, wait_for_samples
from trainer.sessions.board_diagnosis import Diagnosed
from trainer.sessions.board_due import BoardDue, DueRow, boards_due
from trainer.sessions.board_news import BoardNews, Presence
from trainer.sessions.diagnosis.finding import Part
from trainer.simulation.load_cells import CellErrors
from trainer.store.store import Store

NOW = datetime.now(UTC).replace(microsecond=0)
NO_NEWS = BoardNews(Presence.READY)
RESTING = [(0.0, 0.0, 0.0), (60.0, 0.0, 0.0)]


def board_with(calibration=CALIBRATED, load=None, source=None, **errors) -> OpenBoard:
    source = source or TiltedSource([], knots=RESTING, **errors)
    board = opened(source, calibration, load)
    wait_for_samples(board.feed, lambda _: None)
    return board


def due(board: OpenBoard | None, store: Store, tested: Diagnosed | None = None) -> BoardDue:
    return boards_due(board, NO_NEWS, store, tested)[0]


def row_of(board: BoardDue, title: str) -> DueRow:
    (row,) = [row for row in board.rows if row.title == title]
    return row


def test_a_dome_without_a_measured_rim_is_asked_for_by_its_number(store) -> None:
    store.add_rim(replace(round_rim(9.0, Source.MEASURED, 2, 7), made_at=NOW))
    here = due(board_with(), store)
    rims = {row.level: row for row in here.rows if row.step == "rim"}
    assert here.here
    assert sorted(rims) == [1, 2, 3, 4, 5]
    assert rims[3].words == "dome 3 has no measured rim: roll it once"
    assert (rims[2].standing, rims[2].when, rims[2].words) == (Standing.DONE, "today", "")


def test_an_uncalibrated_board_says_what_nobody_has_said_yet(store) -> None:
    here = due(board_with(UNCALIBRATED), store)
    missing = {row.step for row in here.rows if row.standing is Standing.MISSING}
    assert {"accel", "level", "front"} <= missing
    assert all(row.words for row in here.rows if row.due)


def test_a_board_at_rest_that_feels_wrong_says_which_step_helps(store) -> None:
    done = replace(CALIBRATED, steps=CALIBRATED.steps | {"accel"})
    row = row_of(due(board_with(done, accel_offset_g=(0.0, 0.0, 0.05)), store), "Check at rest")
    assert (row.standing, row.step) == (Standing.FAILED, "accel")
    assert row.words == "the sensor feels 1.05 g at rest"
    assert row_of(due(board_with(), store), "Check at rest").standing is Standing.DONE


@pytest.mark.parametrize(
    ("zero_counts", "standing"),
    [(0.0, Standing.DONE), (4379.0 * 5, Standing.FAILED)],
    ids=["good", "shifted"],
)
def test_load_cells_whose_zero_has_shifted_are_told_of(store, zero_counts, standing) -> None:
    errors = CellErrors(zero_counts=(zero_counts,) * 4)
    source = LoadedSource([], script=[EMPTY], errors=errors)
    board = board_with(load=LoadSetup(calibration=STORED_LOAD), source=source)
    row = row_of(due(board, store), "Load cells, zero")
    assert row.standing is standing
    assert ("zero shifted" in row.words) is (standing is Standing.FAILED)


def test_board_and_database_that_hold_other_numbers_are_told_of(store) -> None:
    known = replace(CALIBRATED, board_id=7)
    store.add_calibration(replace(known, accel_offset_g=(0.1, 0.0, 0.0)))
    row = row_of(due(board_with(known), store), "Calibration")
    assert (row.step, row.standing) == ("level", Standing.DUE)
    assert "different calibrations number 3" in row.words


def test_a_failed_test_says_each_part_until_it_is_done_again_and_is_this_boards_alone(
    store,
) -> None:
    board = board_with()
    assert row_of(due(board, store), "Test of the board").standing is Standing.DUE
    bad = Part("link").judged("faulty_frames", 9, "1", False, "change the cable, run baps diagnose")
    row = row_of(due(board, store, Diagnosed(7, NOW, (bad,))), "Test of the board: link")
    assert (row.standing, row.words) == (Standing.FAILED, "change the cable")
    good = replace(bad, passed=True)
    row = row_of(due(board, store, Diagnosed(7, NOW, (good,))), "Test of the board")
    assert (row.standing, row.when) == (Standing.DONE, "today")
    yesterday = Diagnosed(7, NOW - timedelta(days=1), (good,))
    assert row_of(due(board, store, yesterday), "Test of the board").standing is Standing.DUE
    other = Diagnosed(8, NOW, (good,))
    assert row_of(due(board, store, other), "Test of the board").standing is Standing.DUE


def test_every_board_that_was_ever_used_has_its_rows(store) -> None:
    store.add_calibration(replace(CALIBRATED, board_id=0x99, made_at=NOW))
    later = NOW + timedelta(seconds=1)
    store.add_load_calibration(replace(STORED_LOAD, board_id=0xAA, made_at=later))
    here, tilting, plate = boards_due(board_with(), NO_NEWS, store, None)
    assert [each.here for each in (here, tilting, plate)] == [True, False, False]
    assert tilting.title == "Board 0099, not plugged in"
    assert row_of(tilting, "Level").standing is Standing.DONE
    assert {row.step for row in plate.rows} == {"load", "zero"}


def test_a_board_that_cannot_be_opened_says_why() -> None:
    flash = "COM3 runs firmware 0.9.1 with schema 0000002a: flash the firmware of this version"
    (here,) = boards_due(None, BoardNews(Presence.TROUBLE, flash), None, None)
    assert [(row.words, row.standing) for row in here.rows] == [(flash, Standing.FAILED)]
