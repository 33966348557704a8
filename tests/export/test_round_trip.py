"""A trial leaves as CSV or BIDS and comes back as it was, once, into any database."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from games.replay import measure_recording
from tests.export.trials import DISGUISE, STRANGE_CODES, exported, whole
from tests.metrics.signals import completed
from tests.stored import ordinary_trial
from trainer.export.importing import Imported, imported
from trainer.export.sources import trials_in
from trainer.recording.container import parts_of, same_recording
from trainer.recording.json_form import to_json
from trainer.recording.trial import TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.store import FinishedTrial, Store
from trainer.store.places import sqlite_url

BACK = pytest.mark.parametrize("form", ["csv", "bids"])


def taken_in(store: Store, path: Path) -> Imported:
    return list(imported(store, path))[-1]


def facts(trial: FinishedTrial) -> list[object]:
    """All of a trial but its samples, comparable though NaN is in it."""
    about = replace(trial, recording=None, parts={}, metrics=())  # type: ignore[arg-type]
    return [to_json(about), sorted(map(str, to_json(trial.metrics)))]  # type: ignore[arg-type]


def assert_same(a: FinishedTrial, b: FinishedTrial) -> None:
    assert same_recording(a.recording, b.recording)
    assert a.parts == b.parts
    assert facts(a) == facts(b)


@BACK
def test_nothing_is_lost_and_nothing_doubled(
    form: str, store: Store, other: Store, tmp_path: Path
) -> None:
    trials = [whole(n, code) for n, code in enumerate((*STRANGE_CODES, None), 1)]
    for trial in trials:
        store.save_trial(trial)
    done = exported(store, [*STRANGE_CODES, None], form, tmp_path / "out")
    assert (done.trials, done.patients, done.left_out) == (len(trials), len(trials) - 1, [])
    assert taken_in(other, tmp_path / "out") == Imported(new=len(trials))
    for trial in trials:
        assert_same(other.finished_trial(trial.trial_id), trial)
    assert {patient.code for patient in other.patients()} == set(STRANGE_CODES)
    assert taken_in(other, tmp_path / "out") == Imported(known=len(trials))
    assert [patient.trials for patient in other.patients()] == [1] * len(STRANGE_CODES)


@BACK
def test_metrics_measured_again_from_what_came_back_are_equal_to_the_last_digit(
    form: str, store: Store, other: Store, tmp_path: Path
) -> None:
    recording = ordinary_trial("0b5b4a0e-6f5c-4a43-9e0b-0d7f6a3f6b11", completed(2000))
    measures = measure_recording(recording)
    result = TrialResult(Outcome.COMPLETED, 20.0, "osi")
    store.save_trial(FinishedTrial(recording, parts_of(recording), measures.values, result))
    exported(store, ["K7"], form, tmp_path / "out", DISGUISE)
    taken_in(other, tmp_path / "out")
    (patient,) = other.patients()
    (trial_id,) = other.trial_ids(patient.code)
    again = measure_recording(other.load_recording(trial_id))
    assert len(again.values) > 20
    assert repr(again.values) == repr(measures.values)


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=15)
@given(
    code=st.text(min_size=1, max_size=64).filter(lambda s: s.isprintable() and " " not in s),
    note=st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=80),
    form=st.sampled_from(["csv", "bids"]),
)
def test_any_code_and_any_words_come_back(
    tmp_path_factory: pytest.TempPathFactory, code: str, note: str, form: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    trial = replace(whole(code=code), why_not=note, remarks=(note, code))
    with Store.open(sqlite_url(folder / "here.db")) as store:
        store.save_trial(trial)
        exported(store, [code], form, folder / "out")
    with trials_in(folder / "out") as found:
        (back,) = found
    assert isinstance(back, FinishedTrial)
    assert_same(back, trial)


def test_a_trial_that_is_here_already_stays_as_it_is(store: Store, tmp_path: Path) -> None:
    store.save_trial(whole())
    exported(store, ["K7"], "csv", tmp_path / "out", DISGUISE)
    assert taken_in(store, tmp_path / "out") == Imported(known=1)
    assert_same(store.finished_trial(whole().trial_id), whole())
    assert [patient.code for patient in store.patients()] == ["K7"]
