"""What is put into the database comes out of it, once."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.recordings import same_bits
from tests.store.trials import finished, trial_id
from trainer.recording.container import DamagedRecording
from trainer.recording.vocabulary import EventKind, Outcome, Side
from trainer.store import (
    PatientExists,
    Store,
    StoreConflict,
    StoreError,
    UnknownPatient,
    UnknownTrial,
    trials,
)
from trainer.store.tables import (
    Base,
    MetricRow,
    PatientNameRow,
    RecordingRow,
    SessionRow,
    TrialEventRow,
    TrialRow,
)


def rows(store: Store) -> dict[str, int]:
    with Session(store._engines.reader) as session:
        return {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }


def test_a_recording_comes_back_to_the_last_bit(store: Store) -> None:
    trial = finished()
    assert store.save_trial(trial)
    back = store.load_recording(trial.trial_id)
    assert back.header == trial.recording.header
    assert back.events == trial.recording.events
    assert same_bits(back.samples, trial.recording.samples)


def test_a_second_delivery_changes_nothing(store: Store) -> None:
    assert store.save_trial(finished())
    before = rows(store)
    assert not store.save_trial(finished(score=99.0))
    assert rows(store) == before
    assert store.history("K7").series[0].trials[0].metrics == {"osi": 5.0}


def test_a_trial_that_fails_half_way_leaves_nothing(store: Store) -> None:
    trial = finished()
    twice = replace(trial, metrics=trial.metrics + trial.metrics)
    before = rows(store)
    with pytest.raises(StoreConflict):
        store.save_trial(twice)
    assert rows(store) == before


def test_every_column_of_a_trial_is_stored(store: Store) -> None:
    trial = finished(session_id=trial_id(77), level=4, practice=True, ring_deg=3.25, rung=4)
    store.save_trial(trial)
    with Session(store._engines.reader) as session:
        row = session.scalars(select(TrialRow)).one()
        assert (row.session_id, row.outcome, row.board_id) == (trial_id(77), "completed", 7)
        assert (row.board_uri, row.duration_s) == ("serial:/dev/ttyACM0", 20.5)
        assert (row.headline, row.ring_deg, row.rung) == ("osi", 3.25, 4)
        assert session.scalars(select(SessionRow)).one().started_at == row.started_at
        assert session.scalars(select(RecordingRow)).one().format_version == 1
        metrics = {m.name: m for m in session.scalars(select(MetricRow))}
        assert metrics["mlsi"].value is None
        osi = metrics["osi"]
        assert (osi.value, osi.unit, osi.definition) == (5.0, "deg", "about level")
        assert (osi.rate_hz, osi.filter, osi.version) == (100.0, "10 Hz low-pass", 2)
        assert osi.censored
        events = session.scalars(select(TrialEventRow).order_by(TrialEventRow.position)).all()
        assert [(e.kind, e.sample_index) for e in events] == [
            (EventKind.START, 0),
            (EventKind.FAULT, 40),
            (EventKind.OUTCOME, 80),
        ]
        assert events[1].data == {"code": 1.5, "sensor": -0.25}


def test_a_damaged_recording_is_told_and_not_handed_out(store: Store) -> None:
    trial = finished()
    bad = bytearray(trial.container)
    bad[len(bad) // 2] ^= 1
    store.save_trial(replace(trial, container=bytes(bad)))
    with pytest.raises(DamagedRecording):
        store.load_recording(trial.trial_id)
    assert [p for p in store.check().problems if trial.trial_id in p]


def test_an_unknown_trial_is_told(store: Store) -> None:
    with pytest.raises(UnknownTrial, match="no recording of a trial nothing"):
        store.load_recording("nothing")


def test_history_groups_by_conditions_newest_series_first_oldest_trial_first(
    store: Store,
) -> None:
    store.add_patient("K7")
    for number, side in ((3, Side.LEFT), (1, Side.LEFT), (2, Side.RIGHT), (4, Side.LEFT)):
        store.save_trial(finished(number, side=side, practice=number == 4))
    store.save_trial(finished(5, patient_code="other"))
    history = store.history("K7")
    assert [[t.trial_id for t in s.trials] for s in history.series] == [
        [trial_id(4)],
        [trial_id(1), trial_id(3)],
        [trial_id(2)],
    ]
    assert [s.conditions.side for s in history.series] == [Side.LEFT, Side.LEFT, Side.RIGHT]
    assert [s.conditions.practice for s in history.series] == [True, False, False]
    assert history.series[1].trials[0].metrics == {"osi": 5.0}


def test_past_scores_are_those_of_whole_trials_under_the_same_conditions(store: Store) -> None:
    conditions = finished().recording.header.conditions
    store.save_trial(finished(2, score=20.0))
    store.save_trial(finished(1, score=10.0))
    store.save_trial(finished(3, score=30.0, outcome=Outcome.STOPPED))
    store.save_trial(finished(4, score=40.0, outcome=Outcome.TOUCH))
    store.save_trial(finished(5, score=50.0, level=5))
    store.save_trial(finished(6, score=60.0, patient_code="other"))
    assert store.past_scores("K7", conditions, "osi").values == (1.0, 2.0, 4.0)
    assert store.past_scores("K7", conditions, "another").values == ()
    assert store.past_scores("nobody", conditions, "osi").values == ()


def test_patients_are_listed_with_what_they_did(store: Store) -> None:
    store.add_patient("B2")
    store.add_patient(" K7 ")
    store.save_trial(finished(1))
    store.save_trial(finished(2))
    b2, k7 = store.patients()
    assert (b2.code, b2.trials, b2.last_trial_at) == ("B2", 0, None)
    assert (k7.code, k7.trials) == ("K7", 2)
    assert k7.last_trial_at == finished(2).recording.header.started_at
    assert store.patient("K7") == k7
    assert abs(datetime.now(UTC) - k7.created_at) < timedelta(minutes=5)


def test_a_taken_code_an_unknown_one_and_no_code_are_refused(store: Store) -> None:
    store.add_patient("K7")
    with pytest.raises(PatientExists, match="patient K7 already"):
        store.add_patient("K7")
    for code in ("", "  ", "x" * 65, "a\nb"):
        with pytest.raises(StoreError, match="patient code"):
            store.add_patient(code)
    for ask in (store.patient, store.history):
        with pytest.raises(UnknownPatient, match="baps patient add Z9"):
            ask("Z9")


def test_names_stand_in_one_table_and_in_no_value(store: Store) -> None:
    store.add_patient("K7", "A name")
    store.save_trial(finished())
    with Session(store._engines.reader) as session:
        assert session.scalars(select(PatientNameRow.name)).all() == ["A name"]
    assert "A name" not in repr((store.patients(), store.history("K7")))


def test_a_trial_of_an_unknown_patient_or_of_nobody_is_never_turned_away(store: Store) -> None:
    assert store.save_trial(finished(1, patient_code="new"))
    assert store.save_trial(finished(2, patient_code=None))
    assert [p.code for p in store.patients()] == ["new"]
    assert store.check().trials == 2
    assert store.check().problems == ()


def test_the_store_makes_its_folder_and_file_on_first_use_and_can_be_closed_twice(
    url: str,
) -> None:
    store = Store.open(url)
    store.close()
    store.close()
    with Store.open(url) as again:
        assert again.patients() == ()


def test_a_conflict_with_another_station_is_tried_once_more(
    store: Store, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    trial = finished()
    look = trials.has_trial
    looked: list[bool] = []

    def blind_at_first(session: Session, trial_id: str) -> bool:
        looked.append(look(session, trial_id))
        return looked[-1] and len(looked) > 1

    store.save_trial(trial)
    monkeypatch.setattr(trials, "has_trial", blind_at_first)
    assert not store.save_trial(trial)
    assert looked == [True, True]
