"""What is put into the database comes out of it, once."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.recordings import same_bits
from tests.store.trials import VERSION, finished, metric, trial_id
from trainer.recording.container import DamagedRecording
from trainer.recording.vocabulary import Side
from trainer.store import (
    PatientExists,
    Store,
    StoreConflict,
    StoreError,
    UnknownPatient,
    UnknownTrial,
    WhichMetrics,
    reading,
    trials,
)
from trainer.store.tables import (
    Base,
    DefinitionRow,
    MetricRow,
    PatientNameRow,
    RecordingPartRow,
    SessionRow,
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
    trial = finished(
        session_id=trial_id(77),
        why_not="touched",
        remarks=("another dome?",),
        level=4,
        practice=True,
        ring_deg=3.25,
        rung=7,
    )
    store.save_trial(trial)
    with Session(store._engines.reader) as session:
        row = session.scalars(select(TrialRow)).one()
        assert (row.session_id, row.outcome, row.board_id) == (trial_id(77), "completed", 7)
        assert (row.board_uri, row.duration_s) == ("serial:/dev/ttyACM0", 20.5)
        assert (row.headline, row.ring_deg, row.rung, row.why_not) == ("osi", 3.25, 7, "touched")
        assert (row.remarks, row.voided_reason) == (["another dome?"], "")
        assert session.scalars(select(SessionRow)).one().started_at == row.started_at
        metrics = {
            definition.name: (metric, definition)
            for metric, definition in session.execute(
                select(MetricRow, DefinitionRow).join(DefinitionRow)
            )
        }
        assert metrics["mlsi"][0].value is None
        osi, definition = metrics["osi"]
        assert (osi.value, osi.rate_hz, osi.censored) == (5.0, 100.0, True)
        assert (definition.unit, definition.definition) == ("deg", "about level")
        assert (definition.filter, definition.version) == ("10 Hz low-pass", 2)


def test_a_recording_is_stored_as_a_row_for_each_of_its_files(store: Store) -> None:
    trial = finished()
    store.save_trial(trial)
    with Session(store._engines.reader) as session:
        found = {part.name: part for part in session.scalars(select(RecordingPartRow))}
    assert {name: part.data for name, part in found.items()} == trial.parts
    for part in found.values():
        assert int(part.checksum, 16) == zlib.crc32(part.data)


def test_the_same_definition_is_stored_once_and_a_changed_one_beside_it(store: Store) -> None:
    store.save_trial(finished(1))
    store.save_trial(finished(2))
    with Session(store._engines.reader) as session:
        names = session.scalars(select(DefinitionRow.name)).all()
        assert sorted(names) == ["mlsi", "osi"]
    later = finished(3)
    newer = tuple(replace(m, version=3, definition="about the mean") for m in later.metrics)
    store.save_trial(replace(later, metrics=newer))
    with Session(store._engines.reader) as session:
        assert session.scalar(select(func.count()).select_from(DefinitionRow)) == 4
    assert [t.metrics for t in store.history("K7").series[0].trials] == [{"osi": 5.0}] * 3


def damaged(store: Store, name: str, at: int) -> None:
    with Session(store._engines.writer) as session, session.begin():
        part = session.scalars(select(RecordingPartRow).filter_by(name=name)).one()
        changed = bytearray(part.data)
        changed[at] ^= 1
        part.data = bytes(changed)


def test_a_damaged_tilt_is_told_and_the_counts_still_come_back(store: Store) -> None:
    trial = finished()
    store.save_trial(trial)
    damaged(store, "board_derived.parquet", 300)
    back = store.load_recording(trial.trial_id)
    counts = trial.recording.samples.accel_counts
    assert back.samples.accel_counts.tobytes() == counts.tobytes()
    assert np.isnan(back.samples.ap_deg).all()
    assert len(back.lost) == 1
    (problem,) = store.check().problems
    assert trial.trial_id in problem
    assert "board_derived.parquet is damaged" in problem


def test_damaged_counts_are_told_and_not_handed_out(store: Store) -> None:
    trial = finished()
    store.save_trial(trial)
    damaged(store, "board.parquet", 300)
    with pytest.raises(DamagedRecording, match=r"board\.parquet is damaged"):
        store.load_recording(trial.trial_id)
    assert [p for p in store.check().problems if trial.trial_id in p]


def test_an_unknown_trial_is_told(store: Store) -> None:
    with pytest.raises(UnknownTrial, match="no trial nothing: see baps history CODE"):
        store.load_recording("nothing")


def test_the_days_of_each_activity_are_counted_once_and_only_by_trials_that_count(
    store: Store,
) -> None:
    store.add_patient("K7")
    day = 24 * 60
    for number, more in (
        (1, {}),
        (2, {}),
        (1 + day, {}),
        (1 + 2 * day, {"why_not": "it was stopped"}),
        (3, {"activity": "glide"}),
    ):
        store.save_trial(finished(number, **more))
    played = finished(1).recording.header.conditions.activity
    assert store.days_played("K7") == {played: 2, "glide": 1}
    assert store.days_played("K7", simulated=True) == {}
    assert store.days_played("nobody") == {}


def test_history_groups_by_conditions_newest_series_first_oldest_trial_first(
    store: Store,
) -> None:
    store.add_patient("K7")
    for number, side in ((3, Side.LEFT), (1, Side.LEFT), (2, Side.RIGHT), (4, Side.LEFT)):
        store.save_trial(finished(number, side=side, practice=number == 4))
    store.save_trial(finished(5, patient_code="other"))
    found = store.history("K7")
    assert [[t.trial_id for t in s.trials] for s in found.series] == [
        [trial_id(4)],
        [trial_id(1), trial_id(3)],
        [trial_id(2)],
    ]
    assert [s.conditions.side for s in found.series] == [Side.LEFT, Side.LEFT, Side.RIGHT]
    assert [s.conditions.practice for s in found.series] == [True, False, False]
    assert found.series[1].trials[0].metrics == {"osi": 5.0}


def test_trials_with_another_ring_or_rung_are_another_series(store: Store) -> None:
    for number, (ring_deg, rung) in enumerate(((3.0, 0), (3.01, 0), (3.0, 1), (3.0, 0)), 1):
        store.save_trial(finished(number, ring_deg=ring_deg, rung=rung))
    assert [len(s.trials) for s in store.history("K7").series] == [2, 1, 1]
    same = replace(finished().recording.header.conditions, ring_deg=3.0)
    assert len(store.past_scores("K7", same, "osi", VERSION).values) == 2


def test_a_history_says_which_trials_count_and_why_others_do_not(store: Store) -> None:
    store.save_trial(finished(1))
    store.save_trial(finished(2, why_not="the board was on its rim 9 % of the time"))
    first, second = store.history("K7").series[0].trials
    assert (first.valid, first.why, first.censored) == (True, "", ("osi",))
    assert (second.valid, second.why) == (False, "the board was on its rim 9 % of the time")
    conditions = finished().recording.header.conditions
    assert store.past_scores("K7", conditions, "osi", VERSION).values == (5.0,)


def test_a_history_marks_simulated_trials(store: Store) -> None:
    real = finished(1)
    header = real.recording.header
    board = replace(header.board, uri="sim:patient?skill=0.5")
    simulated = replace(real.recording, header=replace(header, board=board, trial_id=trial_id(2)))
    store.save_trial(real)
    store.save_trial(replace(real, recording=simulated))
    assert [t.simulated for t in store.history("K7").series[0].trials] == [False, True]


def read_metrics(store: Store, ask: Callable[[], object]) -> int:
    """How many metric rows the database handed over."""
    rows = 0
    fetch = reading._values

    def watched(*given: object) -> object:
        nonlocal rows
        found = fetch(*given)  # type: ignore[arg-type]
        rows += sum(len(one.metrics) for one in found.values())
        return found

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "_values", watched)
        ask()
    return rows


def test_a_history_reads_only_what_is_asked_for(store: Store) -> None:
    for number in range(1, 21):
        trial = finished(number)
        more = tuple(metric(f"m{i}", 1.0) for i in range(10))
        store.save_trial(replace(trial, metrics=trial.metrics + more))
    conditions = finished().recording.header.conditions
    assert read_metrics(store, lambda: store.history("K7")) == 20 * 11
    assert read_metrics(store, lambda: store.history("K7", which=WhichMetrics.HEADLINE)) == 20
    assert read_metrics(store, lambda: store.history("K7", limit=3)) == 3 * 11
    assert read_metrics(store, lambda: store.series("K7", conditions, 8)) == 8
    newest = store.series("K7", conditions, 8).trials
    assert [t.trial_id for t in newest] == [trial_id(n) for n in range(13, 21)]
    assert newest[0].metrics == {"osi": 5.0}


def test_past_scores_leave_out_other_versions_of_the_definition(store: Store) -> None:
    older = metric("osi", 7.0)
    store.save_trial(replace(finished(1), metrics=(replace(older, version=VERSION - 1),)))
    store.save_trial(finished(2, score=20.0))
    conditions = finished().recording.header.conditions
    assert store.past_scores("K7", conditions, "osi", VERSION).values == (2.0,)
    assert store.past_scores("K7", conditions, "osi", VERSION - 1).values == (7.0,)


def test_past_scores_are_those_of_whole_trials_under_the_same_conditions(store: Store) -> None:
    conditions = finished().recording.header.conditions
    store.save_trial(finished(2, score=20.0))
    store.save_trial(finished(1, score=10.0))
    store.save_trial(finished(3, score=30.0, why_not="the trial was stopped early"))
    store.save_trial(finished(4, score=40.0))
    store.save_trial(finished(5, score=50.0, level=5))
    store.save_trial(finished(6, score=60.0, patient_code="other"))
    assert store.past_scores("K7", conditions, "osi", VERSION).values == (1.0, 2.0, 4.0)
    assert store.past_scores("K7", conditions, "another", VERSION).values == ()
    assert store.past_scores("nobody", conditions, "osi", VERSION).values == ()


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
        with pytest.raises(UnknownPatient, match="no patient Z9: baps patient list shows all"):
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
