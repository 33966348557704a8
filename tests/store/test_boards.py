"""Calibrations, biases, rims and ranges: the newest is found and none is ever lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.recordings import STARTED_AT, header
from trainer.recording.conditions import Conditions
from trainer.recording.envelope import Range, assumed_rim, round_rim
from trainer.recording.sensor import NEVER
from trainer.recording.vocabulary import Side, Source, Stance, Support
from trainer.store import GyroBias, Store, UnknownPatient, choose_calibration
from trainer.store.tables import CalibrationRow, RimRow

CALIBRATION = header().start.calibration
BIG = CALIBRATION.board_id


def test_the_calibration_with_the_highest_counter_is_the_newest(store: Store) -> None:
    newer = replace(CALIBRATION, counter=9, accel_offset_g=(0.01, 0.0, -0.02))
    for calibration in (newer, CALIBRATION, replace(CALIBRATION, sensor=1, counter=12)):
        store.add_calibration(calibration)
    assert store.newest_calibration(BIG) == newer
    assert store.newest_calibration(BIG, sensor=1) == replace(CALIBRATION, sensor=1, counter=12)
    assert store.newest_calibration(BIG, sensor=2) is None
    assert store.boards() == (BIG,)


def test_calibrations_and_rims_are_added_and_never_replaced(store: Store) -> None:
    for counter in (1, 2, 2):
        store.add_calibration(replace(CALIBRATION, counter=counter))
    store.add_rim(assumed_rim(2, 5))
    store.add_rim(assumed_rim(2, 5))
    with Session(store._engines.reader) as session:
        assert session.scalar(select(func.count()).select_from(CalibrationRow)) == 2
        assert session.scalar(select(func.count()).select_from(RimRow)) == 2


def test_the_newest_bias_of_a_board_is_kept(store: Store) -> None:
    newer = GyroBias((1.0, -2.5, 0.125), STARTED_AT + timedelta(hours=1))
    assert store.last_gyro_bias(BIG) is None
    store.keep_gyro_bias(BIG, newer)
    store.keep_gyro_bias(BIG, GyroBias((9.0, 9.0, 9.0), STARTED_AT))
    assert store.last_gyro_bias(BIG) == newer
    assert store.last_gyro_bias(1) is None


def test_the_rim_added_last_counts_for_its_board_dome_and_hole_alone(store: Store) -> None:
    measured = round_rim(9.5, Source.MEASURED, 2, 5)
    assumed = assumed_rim(3, 5)
    for rim in (assumed_rim(2, 5), assumed, measured):
        store.add_rim(rim)
    for found, added in ((store.newest_rim(5, 2), measured), (store.newest_rim(5, 3), assumed)):
        assert found is not None
        assert found.made_at > NEVER
        assert replace(found, made_at=NEVER) == added
    assert store.newest_rim(5, 2, stem_hole=1) is None
    assert store.newest_rim(6, 2) is None


def test_the_range_of_the_latest_day_counts_for_its_own_way_of_standing_alone(store: Store) -> None:
    store.add_patient("K7")
    today = Range((0.0, 180.0), (7.0, 8.0), Source.MEASURED, Side.LEFT, day=date(2026, 3, 4))
    store.add_range("K7", today)
    store.add_range("K7", replace(today, day=date(2026, 1, 1), tilt_deg=(3.0, 3.0)))
    standing = Conditions("bullseye", Side.LEFT, level=2)
    assert store.newest_range("K7", standing) == today
    for other in (
        replace(standing, side=Side.RIGHT),
        replace(standing, level=3),
        replace(standing, stem_hole=1),
        replace(standing, stance=Stance.SEATED),
        replace(standing, support=Support.RAIL),
    ):
        assert store.newest_range("K7", other) is None
    with pytest.raises(UnknownPatient):
        store.add_range("Z9", today)


def test_of_board_and_database_the_higher_counter_wins_and_says_so() -> None:
    older, newer = CALIBRATION, replace(CALIBRATION, counter=5)
    on_board = choose_calibration(newer, older)
    assert on_board.calibration == newer
    assert on_board.said == (
        "the database holds calibration number 4, number 5 is newer and is used"
    )
    in_database = choose_calibration(older, newer)
    assert in_database.calibration == newer
    assert in_database.said.startswith("the board holds calibration number 4")


def test_one_calibration_alone_is_taken_without_a_word() -> None:
    assert choose_calibration(CALIBRATION, None).calibration == CALIBRATION
    assert choose_calibration(None, CALIBRATION).calibration == CALIBRATION
    assert choose_calibration(None, None).calibration is None
    assert not choose_calibration(None, CALIBRATION).said


def test_what_the_board_cannot_hold_is_no_disagreement() -> None:
    as_floats = replace(
        CALIBRATION,
        operator="",
        made_at=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        mount=(0.70710677, 0.0, -0.1, 0.33333334),
    )
    assert choose_calibration(as_floats, CALIBRATION) == choose_calibration(None, CALIBRATION)


def test_the_same_counter_with_other_numbers_takes_the_boards_and_says_so() -> None:
    other = replace(CALIBRATION, gyro_scale=(1.01, 1.0, 1.0))
    chosen = choose_calibration(other, CALIBRATION)
    assert chosen.calibration == other
    assert "calibrate again" in chosen.said


def test_who_rolled_a_rim_and_when_is_kept(store: Store) -> None:
    rim = replace(assumed_rim(2, 5), made_at=STARTED_AT, operator="op 1")
    store.add_rim(rim)
    assert store.newest_rim(5, 2) == rim


def test_when_a_dome_was_last_told_is_kept_for_its_board_dome_and_hole_alone(store: Store) -> None:
    later = STARTED_AT + timedelta(hours=1)
    for told_at in (STARTED_AT, later):
        store.note_dome(BIG, 2, 1, told_at)
    assert store.dome_told_at(BIG, 2, 1) == later
    assert store.boards() == (BIG,)
    for other in ((1, 2, 1), (BIG, 3, 1), (BIG, 2, 0)):
        assert store.dome_told_at(*other) is None
