"""Stored trials are brought to the current definitions, as they were judged, each once."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from games.registry import activities
from games.replay import measure_recording, measured_with
from tests.recomputing import (
    change_definitions,
    deliver,
    doubled,
    id_of,
    make_older,
    ordinary,
)
from trainer.metrics import TrialMeasures, own_metric
from trainer.metrics.kinds import Better
from trainer.recording.container import parts_of
from trainer.recording.trial import Recording, TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.sessions import correcting, crew
from trainer.sessions.correcting import Author
from trainer.sessions.crew import Measured, Refused
from trainer.sessions.delivery import finished_trial, measured
from trainer.sessions.errors import SessionError
from trainer.sessions.recompute import UPDATE_THIS, Failed, Tally, recompute
from trainer.store import Store
from trainer.store.tables import DefinitionRow, MetricRow, RecordingPartRow

AUTHOR = Author("JD", datetime(2026, 3, 4, 6, tzinfo=UTC))


def recomputed(store: Store) -> Tally:
    """The sum at the end, on one core."""
    *_, last = recompute(store, 1)
    return last


def osi_of(store: Store) -> list[float | None]:
    return [t.metrics.get("osi") for t in store.history("K7").series[0].trials]


def replaced(store: Store) -> set[tuple[str, int]]:
    """Name and version of the values that were replaced."""
    question = select(DefinitionRow.name, DefinitionRow.version).join(MetricRow)
    with Session(store._engines.reader) as session:
        found = session.execute(question.where(MetricRow.replaced_at.is_not(None)))
        return {(name, version) for name, version in found}


def damaged(store: Store, number: int, part: str) -> None:
    with Session(store._engines.writer) as session, session.begin():
        session.get_one(RecordingPartRow, (id_of(number), part)).data = b"?"


def test_a_trial_that_was_just_stored_or_corrected_is_not_due(store: Store) -> None:
    deliver(store, ordinary())
    correcting.judge(store, id_of(1), Outcome.TOUCH, AUTHOR)
    assert recomputed(store) == Tally(due=0)


def test_a_changed_definition_is_measured_in_every_trial_and_its_older_values_are_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(store, *map(ordinary, range(1, 20)))
    before = osi_of(store)
    change_definitions(monkeypatch, doubled)
    tallies = list(recompute(store, 1))
    assert [tally.done for tally in tallies] == [0, 16, 19]
    assert tallies[-1] == Tally(due=19, recomputed=19)
    assert osi_of(store) == [2 * osi for osi in before if osi is not None]
    assert replaced(store) == {("osi", 1), ("apsi", 1), ("mlsi", 1)}
    assert recomputed(store) == Tally(due=0)


def test_what_a_newer_program_has_measured_is_left_as_it_is_and_told(store: Store) -> None:
    deliver(store, ordinary(1))
    with pytest.MonkeyPatch.context() as newer:
        change_definitions(newer, doubled)
        deliver(store, ordinary(2))
        assert recomputed(store) == Tally(due=1, recomputed=1)
        before = store.history("K7")
    failed = tuple(Failed(id_of(number), UPDATE_THIS) for number in (1, 2))
    assert recomputed(store) == Tally(due=2, failed=failed)
    assert store.history("K7") == before


def test_a_metric_that_is_new_or_gone_makes_trials_due(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.MonkeyPatch.context() as before:
        change_definitions(before, lambda metric: None if "osi" in metric.names else metric)
        deliver(store, ordinary())
        assert osi_of(store) == [None]
    assert recomputed(store) == Tally(due=1, recomputed=1)
    assert osi_of(store) != [None]
    change_definitions(monkeypatch, lambda metric: None if "osi" in metric.names else metric)
    assert recomputed(store) == Tally(due=1, recomputed=1)
    assert osi_of(store) == [None]
    assert ("osi", 1) in replaced(store)


def test_a_metric_of_one_activity_belongs_to_the_definitions(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @own_metric(
        "leaves_caught", unit="1", better=Better.HIGHER, words="leaves caught", plain="leaves"
    )
    def leaves_caught(rules: object) -> float:
        """How many leaves were caught."""
        return 0.0

    before = measured_with()
    bullseye = replace(activities()["bullseye"], metrics=(leaves_caught,))
    monkeypatch.setattr("games.replay.activities", lambda: {**activities(), "bullseye": bullseye})
    assert measured_with() != before


def test_trials_stay_as_they_were_judged_and_voided(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(store, *map(ordinary, (1, 2, 3)))
    correcting.judge(store, id_of(2), Outcome.TOUCH, AUTHOR)
    correcting.void(store, id_of(3), "phone rang", AUTHOR)
    (before,) = store.history("K7").series
    change_definitions(monkeypatch, doubled)
    assert recomputed(store) == Tally(due=3, recomputed=1, unchanged=2)
    (after,) = store.history("K7").series
    kept = [replace(trial, measured_with=measured_with()) for trial in before.trials]
    assert list(after.trials[1:]) == kept[1:]
    assert [t.outcome for t in after.trials] == [
        Outcome.COMPLETED,
        Outcome.TOUCH,
        before.trials[2].outcome,
    ]
    assert [t.voided for t in after.trials] == ["", "", "phone rang"]


def test_a_trial_that_is_corrected_while_it_is_measured_is_measured_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(store, ordinary(1), ordinary(2))
    make_older(store)
    seen: list[Outcome] = []

    def corrected_in_between(recording: Recording) -> object:
        seen.append(recording.outcome())
        if len(seen) == 1:
            correcting.judge(store, id_of(1), Outcome.TOUCH, AUTHOR)
        return measure_recording(recording)

    monkeypatch.setattr(crew, "measure_recording", corrected_in_between)
    assert recomputed(store) == Tally(due=2, unchanged=2)
    assert seen == [Outcome.COMPLETED, Outcome.COMPLETED, Outcome.TOUCH]
    first, second = store.history("K7").series[0].trials
    assert (first.outcome, "osi" in first.metrics, "osi" in second.metrics) == (
        Outcome.TOUCH,
        False,
        True,
    )


def test_what_cannot_be_measured_keeps_its_values_says_why_and_stays_due(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = ordinary(3)
    conditions = replace(unknown.header.conditions, activity="juggling")
    unknown = replace(unknown, header=replace(unknown.header, conditions=conditions))
    deliver(store, ordinary(1), ordinary(2), unknown, ordinary(4), ordinary(5))
    before = {number: store.values_of(id_of(number)) for number in range(1, 6)}
    damaged(store, 1, "board.parquet")
    damaged(store, 2, "board_derived.parquet")
    change_definitions(monkeypatch, doubled)

    def breaks(recording: Recording) -> object:
        if recording.header.trial_id == id_of(4):
            raise ValueError("times go back")
        return measure_recording(recording)

    monkeypatch.setattr(crew, "measure_recording", breaks)
    tally = recomputed(store)
    assert (tally.due, tally.recomputed, tally.unchanged) == (5, 1, 0)
    why = {one.trial_id: one.why for one in tally.failed}
    assert list(why) == [id_of(number) for number in (1, 2, 3, 4)]
    assert why[id_of(1)].startswith("board.parquet is damaged: the counts are lost")
    assert why[id_of(2)].startswith("board_derived.parquet is damaged")
    assert all(why[id_of(number)].endswith(": run baps db check") for number in (1, 2))
    assert why[id_of(3)] == "this program has no activity 'juggling': update it"
    assert why[id_of(4)].startswith("it cannot be measured: times go back: look at it with baps")
    for number in (1, 2, 3, 4):
        assert store.values_of(id_of(number)) == before[number]
    assert store.values_of(id_of(5)) != before[5]
    assert recomputed(store).due == 4


def test_a_trial_that_could_not_be_measured_when_it_was_over_is_due(store: Store) -> None:
    def breaks(recording: Recording) -> TrialMeasures:
        raise ValueError("a fault of that program")

    trial = ordinary()
    result = TrialResult(trial.outcome(), 20.0, "osi")
    store.save_trial(finished_trial(trial, measured(trial, breaks), result))
    assert store.values_of(id_of(1)) == {}
    assert recomputed(store) == Tally(due=1, recomputed=1)
    assert "osi" in store.values_of(id_of(1))


def test_all_trials_can_be_measured_again(store: Store) -> None:
    deliver(store, ordinary(1), ordinary(2))
    store.make_due()
    assert recomputed(store) == Tally(due=2, unchanged=2)


def test_every_process_has_imported_what_measures_before_it_is_asked() -> None:
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, spawned, initializer=crew._begin) as pool:
        (warm,) = crew._start(pool, 1)
        assert warm.exception(60) is None


def test_processes_measure_as_this_one_does_and_if_one_is_killed_it_is_told() -> None:
    recordings = [(number, parts_of(ordinary(number))) for number in range(4)]
    recordings.insert(2, (77, {}))
    with crew.crew(1) as measure_all:
        here = list(measure_all(recordings))
    assert [number for number, _ in here] == [0, 1, 77, 2, 3]
    kinds = [type(answer) for _, answer in here]
    assert kinds == [Measured, Measured, Refused, Measured, Measured]

    def killed_after_some() -> None:
        with crew.crew(2) as measure_all:
            assert list(measure_all(recordings)) == here
            for process in multiprocessing.active_children():
                process.kill()
            list(measure_all(recordings))

    with pytest.raises(SessionError, match="ended from outside"):
        killed_after_some()
