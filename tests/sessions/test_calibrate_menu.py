"""The menu of calibrations: what is offered, and how it stands on this board."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from games.screens.menu import Standing
from tests.posed_board import TiltedSource
from tests.sessions.calibrating import CALIBRATED, opened
from trainer.recording.body import BodySetup, ThighSetup
from trainer.recording.envelope import Range, round_rim
from trainer.recording.load import LoadCalibration, LoadSetup
from trainer.recording.sensor import UNCALIBRATED
from trainer.recording.vocabulary import Side, Source
from trainer.sessions.calibration.guides import Asked
from trainer.sessions.calibration.menu import rows_of, when_words
from trainer.store.store import Store

BOARD = 7
NOW = datetime.now(UTC).replace(microsecond=0)
RESTING = [(0.0, 0.0, 0.0), (60.0, 0.0, 0.0)]
EVERYTHING = Asked(3, patient_code="K7", side=Side.LEFT, weight_kg=10.0)


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(f"sqlite:///{tmp_path}/baps.db") as opened_store:
        opened_store.add_patient("K7")
        yield opened_store


def board_with(calibration=CALIBRATED, load=None, body=None):
    return opened(TiltedSource([], knots=RESTING), calibration, load, body)


def standings(rows) -> dict[str, Standing]:
    return {row.name: row.standing for row in rows}


def test_a_new_board_offers_what_it_can_measure_without_further_words(store) -> None:
    rows = rows_of(board_with(UNCALIBRATED), store, Asked())
    assert standings(rows) == dict.fromkeys(("accel", "level", "front", "rim"), Standing.MISSING)
    assert {row.when for row in rows} == {""}


def test_what_was_done_is_done_with_its_day(store) -> None:
    store.add_rim(replace(round_rim(9.0, Source.MEASURED, 3, BOARD), made_at=NOW))
    known = replace(CALIBRATED, made_at=NOW - timedelta(days=400))
    rows = rows_of(board_with(known), store, Asked(3))
    assert standings(rows)["level"] is Standing.DONE
    assert standings(rows)["accel"] is Standing.MISSING
    assert rows[1].when == when_words(known.made_at.astimezone().date(), date.today())


def test_range_load_and_thigh_are_offered_where_it_is_said_for_whom_and_with_what(store) -> None:
    load = LoadSetup(calibration=LoadCalibration(BOARD, 1, NOW, newton_per_count=(2e-4,) * 4))
    board = board_with(load=load, body=BodySetup())
    offered = standings(rows_of(board, store, EVERYTHING))
    assert offered["range"] is offered["thigh"] is Standing.MISSING
    assert offered["load"] is offered["zero"] is Standing.DONE
    alone = standings(rows_of(board, store, Asked()))
    assert "zero" in alone
    assert not {"range", "load", "thigh"} & set(alone)


def test_a_range_of_another_day_and_a_strap_of_this_morning_are_due(store) -> None:
    yesterday = date.today() - timedelta(days=1)
    store.add_range(
        "K7", Range((0.0,), (5.0,), Source.MEASURED, Side.LEFT, EVERYTHING.level, day=yesterday)
    )
    worn = ThighSetup(BOARD, Side.LEFT, NOW - timedelta(hours=3), patient_code="K7")
    store.add_thigh_setup(worn)
    rows = rows_of(board_with(body=BodySetup()), store, EVERYTHING)
    assert standings(rows)["range"] is standings(rows)["thigh"] is Standing.DUE


def test_a_strap_of_another_patient_is_no_set_up_of_this_one(store) -> None:
    store.add_patient("K8")
    store.add_thigh_setup(ThighSetup(BOARD, Side.LEFT, NOW, patient_code="K8"))
    rows = rows_of(board_with(body=BodySetup()), store, EVERYTHING)
    assert standings(rows)["thigh"] is Standing.MISSING


@pytest.mark.parametrize(
    ("made", "words"), [(date(2026, 3, 4), "today"), (date(2025, 11, 3), "3 Nov 2025")]
)
def test_a_day_is_told_in_a_few_words(made: date, words: str) -> None:
    assert when_words(made, date(2026, 3, 4)) == words
