"""Where results go: EEPROM and database agree, nothing is overwritten, no board gets another's."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.posed_board import TiltedSource
from tests.sessions.calibrating import CALIBRATED, opened
from trainer.acquisition.eeprom import read_calibration, read_load_calibration, write_calibration
from trainer.link.base import SimulatedClock
from trainer.link.sim_link import SIMULATED_BOARD_ID
from trainer.link.uri import LinkContext
from trainer.recording.body import SacrumSetup, ThighSetup
from trainer.recording.load import LoadCalibration
from trainer.recording.sensor import UNCALIBRATED
from trainer.sessions.board import open_board
from trainer.sessions.board_facts import ANYBODY, StoredOnBoard, facts_from
from trainer.sessions.calibration.keeping import CalibrationKeeper
from trainer.sessions.errors import SessionError
from trainer.store.errors import UnknownPatient
from trainer.wire.frozen import Hello

BOARD, OTHER = 7, 8
LOAD = LoadCalibration(0, 1, newton_per_count=(2e-4, 2e-4, 2e-4, -2e-4))
HELLO = Hello(1, 0, (0, 1, 0), BOARD, ())


def resting():
    return opened(TiltedSource([], knots=[(0.0, 0.0, 0.0), (60.0, 0.0, 0.0)]), CALIBRATED)


def test_a_sensor_s_calibration_is_the_same_on_board_and_in_the_database(store) -> None:
    board = resting()
    kept = CalibrationKeeper(board, store, "JD").sensor(replace(CALIBRATED, board_id=0))
    on_board = read_calibration(board.connection, 0)
    assert store.newest_calibration(BOARD) == kept
    assert (kept.board_id, kept.operator) == (BOARD, "JD")
    assert on_board == replace(kept, operator="")


def test_load_cells_calibration_is_the_same_on_board_and_in_the_database(store) -> None:
    board = resting()
    kept = CalibrationKeeper(board, store, "JD").load(LOAD)
    on_board = read_load_calibration(board.connection)
    assert store.newest_load_calibration(BOARD) == kept
    assert on_board is not None
    assert on_board.counter == kept.counter
    assert on_board.newton_per_count == pytest.approx(kept.newton_per_count, rel=1e-6)


def test_a_calibration_from_another_board_is_refused_and_the_old_one_stays(store) -> None:
    board = resting()
    keeper = CalibrationKeeper(board, store)
    old = keeper.sensor(CALIBRATED)
    with pytest.raises(SessionError, match="from another board") as refused:
        keeper.sensor(replace(CALIBRATED, board_id=OTHER, counter=9))
    assert len(str(refused.value).splitlines()) == 1
    assert store.newest_calibration(BOARD) == old
    assert read_calibration(board.connection, 0) == replace(old, operator="")


def test_the_counter_rises_over_whatever_the_board_holds(store) -> None:
    board = resting()
    board.feed.end_stream()
    write_calibration(board.connection, replace(CALIBRATED, board_id=OTHER, counter=20))
    kept = CalibrationKeeper(board, store).sensor(replace(UNCALIBRATED, counter=1))
    assert kept.counter == 21


def test_a_board_that_holds_another_board_s_calibrations_is_uncalibrated_and_says_so(store) -> None:
    said: list[str] = []
    foreign = replace(CALIBRATED, board_id=OTHER), replace(LOAD, board_id=OTHER)
    known = facts_from(store, said.append)(HELLO, StoredOnBoard(*foreign))
    assert known.calibration == UNCALIBRATED
    assert not known.load_calibration.calibrated
    assert [line for line in said if "from another board" not in line] == []
    assert len(said) == 2


def test_what_the_database_knows_of_load_cells_and_thigh_is_known_at_the_start(store) -> None:
    load = replace(LOAD, board_id=BOARD, counter=4)
    now = datetime.now(UTC).replace(microsecond=0)
    store.add_load_calibration(load)
    store.add_patient("K7")
    made = ThighSetup(BOARD, made_at=now - timedelta(minutes=5), patient_code="K7")
    store.add_thigh_setup(made)
    known = facts_from(store, lambda _: None, made.patient_code)(HELLO, StoredOnBoard(None, None))
    assert known.load_calibration == load
    assert known.thigh is not None


def test_a_thigh_set_up_of_yesterday_is_not_taken_for_today_s_strap(store) -> None:
    store.add_patient("K7")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    store.add_thigh_setup(ThighSetup(BOARD, made_at=yesterday, patient_code="K7"))
    known = facts_from(store, lambda _: None, "K7")(HELLO, StoredOnBoard(None, None))
    assert known.thigh is None


def test_a_thigh_set_up_is_its_patient_s_alone(store) -> None:
    for code in ("K7", "K8"):
        store.add_patient(code)
    mine = ThighSetup(BOARD, made_at=datetime.now(UTC).replace(microsecond=0), patient_code="K7")
    store.add_thigh_setup(mine)
    said: list[str] = []
    for code, found in (("K7", mine), ("K8", None), (None, None), ("GUEST", None), (ANYBODY, mine)):
        known = facts_from(store, said.append, code)(HELLO, StoredOnBoard())
        assert known.thigh == found
    assert len(said) == 3
    assert "--patient K8" in said[0]
    assert said[1] == said[2]
    assert "set up for K7: it is used with --patient alone" in said[1]


def test_a_guest_has_no_sacrum_of_somebody_else(store) -> None:
    store.add_patient("K7")
    mine = SacrumSetup(BOARD, datetime.now(UTC).replace(microsecond=0), "JD", patient_code="K7")
    store.add_sacrum_setup(mine)
    for code, found in (("K7", mine), (None, None), ("GUEST", None), (ANYBODY, mine)):
        assert facts_from(store, print, code)(HELLO, StoredOnBoard()).sacrum == found


def test_a_thigh_set_up_of_nobody_is_not_stored(store) -> None:
    with pytest.raises(UnknownPatient):
        store.add_thigh_setup(ThighSetup(BOARD, made_at=datetime.now(UTC)))


def test_a_newer_calibration_of_the_board_is_taken_into_the_database_and_said_once(store) -> None:
    store.add_calibration(replace(CALIBRATED, board_id=BOARD, counter=1))
    newer = replace(CALIBRATED, board_id=BOARD, counter=2)
    said: list[str] = []
    for _ in range(2):
        facts_from(store, said.append)(HELLO, StoredOnBoard(newer))
    assert len(said) == 1
    assert store.newest_calibration(BOARD) == newer


def test_a_newer_calibration_of_the_database_is_given_to_the_board(store) -> None:
    made_at = datetime.now(UTC).replace(microsecond=0)
    newer = replace(CALIBRATED, board_id=SIMULATED_BOARD_ID, counter=7, made_at=made_at)
    store.add_calibration(newer)
    said: list[str] = []
    context = LinkContext(SimulatedClock())
    board = open_board("sim:patient", context, facts_from(store, said.append))
    assert board.calibration == newer
    board.feed.end_stream()
    on_board = read_calibration(board.connection, 0)
    board.close()
    assert on_board == replace(newer, operator="")
    assert "number 7 is newer and is used" in said[0]
