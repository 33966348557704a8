"""What therapists type in: stored once, never changed, shown as withdrawn when it was wrong."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event, update
from sqlalchemy.orm import Session

from tests.recording.typed_entries import AT
from tests.store.trials import finished, metric, trial_id
from tests.store.typed_in import (
    anchor_trials_are_pooled,
    entries_come_back_once_and_stay_when_withdrawn,
    entry_id,
    episodes_and_noise_people_come_back,
    one_of_each_kind,
)
from trainer.recording.clinical import ClinicalEntry, Episode, ExerciseDone
from trainer.store import Store, UnknownEntry, UnknownPatient
from trainer.store.tables import MetricRow


def test_entries_and_exercises_come_back_once_and_stay_when_withdrawn(store: Store) -> None:
    store.add_patient("K7")
    entries_come_back_once_and_stay_when_withdrawn(store, "K7")


def test_episodes_and_noise_people_come_back(store: Store) -> None:
    store.add_patient("K7")
    episodes_and_noise_people_come_back(store, "K7")


def test_the_clinic_s_anchor_trials_come_at_once(store: Store) -> None:
    anchor_trials_are_pooled(store)


def test_the_pool_takes_the_same_few_questions_for_any_number_of_patients(store: Store) -> None:
    asked: list[str] = []
    event.listen(store._engines.reader, "before_cursor_execute", lambda *a: asked.append(str(a[2])))
    numbers = []
    for number in range(1, 7):
        code = f"P{number}"
        store.save_trial(finished(number, patient_code=code, activity="steady-stance"))
        asked.clear()
        assert len(store.anchor_histories(["steady-stance"], ["osi"])) == number
        numbers.append(len([sql for sql in asked if sql.startswith("SELECT")]))
    assert numbers == [2] * 6


def test_the_pool_takes_no_number_that_was_replaced(store: Store) -> None:
    store.save_trial(finished(1, activity="steady-stance"))
    with Session(store._engines.writer) as session, session.begin():
        session.execute(update(MetricRow).values(replaced_at=datetime.now(UTC)))
    (history,) = store.anchor_histories(["steady-stance"], ["osi", metric("osi", 1.0).name])
    assert history.series[0].trials[0].trial_id == trial_id(1)
    assert history.series[0].trials[0].metrics == {}


def test_nothing_is_stored_for_a_patient_whom_nobody_added(store: Store) -> None:
    for store_it in (
        lambda: store.add_entry("K7", one_of_each_kind()[0]),
        lambda: store.add_exercise("K7", ExerciseDone(entry_id(1), "clam", AT)),
        lambda: store.add_episode("K7", Episode(AT)),
        lambda: store.add_noise_person("K7"),
        lambda: store.remove_noise_person("K7"),
        lambda: store.entries("K7"),
        lambda: store.exercises("K7"),
        lambda: store.episode("K7"),
        lambda: store.withdraw_entry("K7", entry_id(1), "wrong"),
    ):
        with pytest.raises(UnknownPatient):
            store_it()


def test_an_id_that_is_too_short_unknown_or_not_the_only_one_is_refused(store: Store) -> None:
    store.add_patient("K7")
    store.add_entry("K7", ClinicalEntry(entry_id(1), "note", AT, note="first"))
    store.add_exercise("K7", ExerciseDone(entry_id(2), "clam", AT))
    for beginning, told in (
        ("e00", "too short"),
        ("f000", "begins with f000"),
        ("e000", "several"),
    ):
        with pytest.raises(UnknownEntry, match=told):
            store.withdraw_entry("K7", beginning, "wrong")
    assert all(one.withdrawn is None for one in (*store.entries("K7"), *store.exercises("K7")))


def test_episodes_are_those_settled_last_of_patients_who_have_one(store: Store) -> None:
    for code in ("K7", "K8", "K9"):
        store.add_patient(code)
    store.add_episode("K7", Episode(AT, level=1))
    store.add_episode("K8", Episode(AT, level=2))
    store.add_episode("K7", Episode(AT, level=3))
    assert {code: one.level for code, one in store.episodes().items()} == {"K7": 3, "K8": 2}
