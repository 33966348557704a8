"""What must hold of entries, episodes and the pool on every database; the tests of both call it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.recording.typed_entries import AT, a_typed
from tests.store.trials import finished, metric, trial_id
from trainer.recording.clinical import ClinicalEntry, Episode, ExerciseDone
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.clinical_typed import entry_from
from trainer.recording.history import History, StoredTrial
from trainer.recording.pain import Pain
from trainer.recording.trial import MetricValue
from trainer.recording.vocabulary import Outcome, Side
from trainer.store import FinishedTrial, Store, UnknownEntry

ASKED = ("mean_tilt_velocity", "time_to_failure_s")


def entry_id(number: int) -> str:
    """An id of which the first eight characters tell it from the others."""
    return str(UUID(int=(0xE0000000 + number) << 96))


def one_of_each_kind() -> list[ClinicalEntry]:
    """An hour apart, in the order of the kinds."""
    return [
        entry_from(a_typed(kind), entry_id(n), AT + timedelta(hours=n), "JD")
        for n, kind in enumerate(KINDS.values())
    ]


def entries_come_back_once_and_stay_when_withdrawn(store: Store, code: str) -> None:
    entries = one_of_each_kind()
    for entry in reversed(entries):
        assert store.add_entry(code, entry)
        assert not store.add_entry(code, entry)
    assert store.entries(code) == tuple(entries)
    done = ExerciseDone(entry_id(99), "clam", AT, Side.LEFT, 3, 12, 2.5, 6.0, "green", "JD")
    assert store.add_exercise(code, done)
    assert not store.add_exercise(code, done)
    store.add_patient(f"{code}-too")
    for taken_back in (*entries, done):
        with pytest.raises(UnknownEntry, match=f"nothing typed in of {code}-too"):
            store.withdraw_entry(f"{code}-too", taken_back.entry_id, "not theirs")
        found = store.withdraw_entry(code, taken_back.entry_id[:8], "another patient")
        assert found.withdrawn is not None
        assert replace(found, withdrawn=None) == taken_back
    kept = (*store.entries(code), *store.exercises(code))
    assert [replace(one, withdrawn=None) for one in kept] == [*entries, done]
    assert {one.withdrawn.reason for one in kept if one.withdrawn} == {"another patient"}
    with pytest.raises(UnknownEntry, match="withdrawn already: another patient"):
        store.withdraw_entry(code, done.entry_id, "again")


def episodes_and_noise_people_come_back(store: Store, code: str) -> None:
    assert store.episode(code) is None
    first = Episode(AT, Side.LEFT, "osi", 3, "after a fall", "JD")
    store.add_episode(code, first)
    # Settled later, though it begins before: what was added last counts.
    second = Episode(AT - timedelta(days=90))
    store.add_episode(code, second)
    assert store.episode(code) == second
    assert store.episodes()[code] == second
    assert store.add_noise_person(code)
    assert not store.add_noise_person(code)
    assert [person.code for person in store.noise_people()] == [code]
    assert store.remove_noise_person(code)
    assert not store.remove_noise_person(code)
    assert store.noise_people() == ()


def anchor_trials_are_pooled(store: Store) -> None:
    """Two patients' trials of the anchor come back; practice, games and stand-ins do not."""
    anchor = {"activity": "steady-stance"}
    for trial in (
        _measured(finished(51, patient_code="B2", **anchor), {"mean_tilt_velocity": 4.0}),
        _measured(finished(52, patient_code="B2", side=Side.RIGHT, **anchor), {"osi": 2.0}),
        _measured(
            finished(53, patient_code="B1", outcome=Outcome.PAIN, **anchor),
            {"mean_tilt_velocity": 5.0, "osi": 1.0, "time_to_failure_s": 9.0},
        ),
        finished(54, patient_code="B1", practice=True, **anchor),
        finished(55, patient_code="B1", activity="bullseye"),
        finished(56, patient_code="GUEST", **anchor),
        finished(57, patient_code=None, **anchor),
    ):
        assert store.save_trial(trial)
    others = {patient.code for patient in store.patients()} - {"B1", "B2"}
    assert "GUEST" in others
    pool = store.anchor_histories(["steady-stance"], ASKED, without=others)
    assert [history.patient_code for history in pool] == ["B1", "B2"]
    (painful,) = _trials(pool[0])
    assert painful.metrics == {"mean_tilt_velocity": 5.0, "time_to_failure_s": 9.0}
    assert set(painful.censored) == set(ASKED)
    assert painful.pain == Pain()
    assert [trial.metrics for trial in _trials(pool[1])] == [{}, {"mean_tilt_velocity": 4.0}]
    assert [s.conditions.side for s in pool[1].series] == [Side.RIGHT, Side.LEFT]
    for history in pool:
        everything = {t.trial_id: t for t in _trials(store.history(history.patient_code))}
        for trial in _trials(history):
            assert replace(trial, metrics={}, censored=()) == replace(
                everything[trial.trial_id], metrics={}, censored=()
            )
    _narrowed_pool_comes(store, others)


def _narrowed_pool_comes(store: Store, others: Collection[str]) -> None:
    """Of those trials, and one on another dome, only those of a task, or of some patients."""
    asked = ["steady-stance"], ASKED, others
    assert store.save_trial(finished(58, patient_code="B2", activity="steady-stance", level=5))
    task, _ = store.stored_trial(trial_id(52))
    on_any_leg = store.anchor_histories(*asked, like=replace(task, stem_hole=3, practice=True))
    assert [len(_trials(history)) for history in on_any_leg] == [1, 2]
    (on_5,) = store.anchor_histories(*asked, like=replace(task, level=5))
    assert [trial.trial_id for trial in _trials(on_5)] == [trial_id(58)]
    (theirs,) = store.anchor_histories(*asked, codes=["B2", "nobody"])
    assert (theirs.patient_code, len(_trials(theirs))) == ("B2", 3)
    assert store.anchor_histories(*asked, like=replace(task, level=5), codes=["B1"]) == ()


def _measured(trial: FinishedTrial, values: Mapping[str, float]) -> FinishedTrial:
    metrics: tuple[MetricValue, ...] = tuple(metric(*named) for named in values.items())
    return replace(trial, metrics=metrics)


def _trials(history: History) -> list[StoredTrial]:
    return [trial for series in history.series for trial in series.trials]
