"""Numbers made anew: what they replace is kept, and never read as a value of today."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from types import ModuleType

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.store.trials import VERSION, finished, metric, trial_id
from trainer.recording.body import ThighSetup
from trainer.recording.container import EVENTS
from trainer.recording.trial import MetricValue, TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.store import FinishedTrial, Remeasured, Renewal, Store, numbers, remeasuring
from trainer.store.tables import DefinitionRow, MetricRow, RecordingPartRow

NEWER = "newer definitions"
Kept = Mapping[tuple[str, int], tuple[float | None, bool]]


def values_in(store: Store, number: int = 1) -> Kept:
    """Every stored value by name and version: the number, and whether it counts."""
    with Session(store._engines.reader) as session:
        found = session.execute(
            select(MetricRow, DefinitionRow)
            .join(DefinitionRow)
            .filter_by(trial_id=trial_id(number))
        )
        return {(d.name, d.version): (m.value, m.replaced_at is None) for m, d in found}


def renewed(store: Store, *values: MetricValue, number: int = 1, **changes: object) -> Renewal:
    """Measure a stored trial anew; these values come out."""
    (one,) = store.to_measure([trial_id(number)])
    measured = Remeasured(one.trial_id, one.events_checksum, values, "", (), NEWER)
    (what,) = store.renew_trials([replace(measured, **changes)])  # type: ignore[arg-type]
    return what


def newer(value: MetricValue, number: float) -> MetricValue:
    return replace(value, value=number, version=VERSION + 1, definition="about the mean")


def past(store: Store, version: int) -> tuple[float, ...]:
    conditions = finished().recording.header.conditions
    return store.past_scores("K7", conditions, "osi", version).values


def corrected(trial: FinishedTrial, *metrics: MetricValue) -> FinishedTrial:
    """A therapist judged it otherwise: other events, other values."""
    amended = replace(trial, metrics=metrics, result=TrialResult(Outcome.TOUCH, 20.5, "osi"))
    return replace(amended, parts={EVENTS: b"[]"}, measured_with=NEWER)


def test_a_changed_definition_adds_its_value_and_keeps_the_older_one_with_its_time(
    store: Store,
) -> None:
    store.save_trial(finished())
    osi, mlsi = finished().metrics
    assert renewed(store, newer(osi, 6.5), mlsi) is Renewal.CHANGED
    assert values_in(store) == {
        ("osi", VERSION): (5.0, False),
        ("osi", VERSION + 1): (6.5, True),
        ("mlsi", VERSION): (None, True),
    }
    with Session(store._engines.reader) as session:
        (at,) = session.scalars(
            select(MetricRow.replaced_at).where(MetricRow.replaced_at.is_not(None))
        )
    assert at is not None
    assert abs((datetime.now(UTC) - at).total_seconds()) < 300


def test_a_series_stays_one_with_one_value_a_trial_while_some_are_not_yet_recomputed(
    store: Store,
) -> None:
    for number in (1, 2, 3):
        store.save_trial(finished(number, score=10.0 * number))
    osi = finished().metrics[0]
    renewed(store, newer(osi, 7.0), number=2)
    (series,) = store.history("K7").series
    assert [t.metrics for t in series.trials] == [{"osi": 1.0}, {"osi": 7.0}, {"osi": 3.0}]
    assert [t.censored for t in series.trials] == [("osi",)] * 3
    # Numbers of two versions do not compare: either those of the one or those of the other.
    assert past(store, VERSION) == (1.0, 3.0)
    assert past(store, VERSION + 1) == (7.0,)
    assert store.values_of(trial_id(2)) == {"osi": 7.0}
    conditions = finished().recording.header.conditions
    rounds = store.before_trial("K7", conditions, 7).rounds
    assert [one.value for one in rounds] == [1.0, 7.0, 3.0]


def test_what_comes_out_the_same_stays_as_it_is_and_the_trial_is_no_longer_due(
    store: Store,
) -> None:
    store.save_trial(finished())
    before = values_in(store)
    assert store.due_trials(NEWER, "", 10) == (trial_id(1),)
    assert store.count_due(NEWER) == 1
    assert renewed(store, *finished().metrics) is Renewal.UNCHANGED
    assert values_in(store) == before
    assert (store.due_trials(NEWER, "", 10), store.count_due(NEWER)) == ((), 0)


def test_another_number_under_the_same_definition_takes_the_place_of_the_stored_one(
    store: Store,
) -> None:
    store.save_trial(finished())
    osi, mlsi = finished().metrics
    again = replace(osi, value=5.25, censored=False)
    assert renewed(store, again, mlsi) is Renewal.CHANGED
    assert values_in(store) == {("osi", VERSION): (5.25, True), ("mlsi", VERSION): (None, True)}
    assert store.history("K7").series[0].trials[0].censored == ()


def test_a_metric_that_no_longer_exists_is_kept_and_comes_back_as_one_value(store: Store) -> None:
    store.save_trial(finished())
    osi, mlsi = finished().metrics
    assert renewed(store, mlsi) is Renewal.CHANGED
    assert values_in(store)["osi", VERSION] == (5.0, False)
    assert store.history("K7").series[0].trials[0].metrics == {}
    assert renewed(store, mlsi) is Renewal.UNCHANGED
    assert renewed(store, osi, mlsi) is Renewal.CHANGED
    assert values_in(store)["osi", VERSION] == (5.0, True)


@pytest.mark.parametrize("said", [{"why_not": "nobody was there"}, {"remarks": ("another dome?",)}])
def test_what_is_said_of_a_trial_is_made_anew_too(store: Store, said: dict[str, object]) -> None:
    store.save_trial(finished())
    assert renewed(store, *finished().metrics, **said) is Renewal.CHANGED
    (trial,) = store.history("K7").series[0].trials
    assert (trial.why, trial.remarks) == (said.get("why_not", ""), said.get("remarks", ()))
    assert trial.outcome is Outcome.COMPLETED


def test_numbers_of_events_that_were_corrected_meanwhile_are_not_written(store: Store) -> None:
    trial = finished()
    store.save_trial(trial)
    (read,) = store.to_measure([trial.trial_id])
    store.amend_trial(replace(corrected(trial, metric("osi", 9.0)), measured_with="older"))
    late = Remeasured(trial.trial_id, read.events_checksum, trial.metrics, "", (), NEWER)
    assert store.renew_trials([late]) == (Renewal.CORRECTED,)
    assert store.values_of(trial.trial_id) == {"osi": 9.0}
    assert store.due_trials(NEWER, "", 10) == (trial.trial_id,)


def test_a_correction_replaces_what_counts_and_keeps_what_was_replaced_before(
    store: Store,
) -> None:
    trial = finished()
    store.save_trial(trial)
    osi = trial.metrics[0]
    renewed(store, newer(osi, 6.5))
    store.amend_trial(corrected(trial, newer(osi, 8.0)))
    assert values_in(store) == {
        ("osi", VERSION): (5.0, False),
        ("osi", VERSION + 1): (8.0, True),
        ("mlsi", VERSION): (None, False),
    }
    assert store.count_due(NEWER) == 0
    # A station with an older program corrects it: its values count, each once.
    store.amend_trial(replace(corrected(trial, replace(osi, value=4.0)), measured_with="older"))
    assert values_in(store)["osi", VERSION] == (4.0, True)
    assert store.values_of(trial.trial_id) == {"osi": 4.0}
    assert store.count_due(NEWER) == 1


@pytest.mark.parametrize("slipped", ["before it was measured", "meanwhile", "never"])
def test_the_values_of_a_strap_that_slipped_are_not_brought_back(
    store: Store, slipped: str
) -> None:
    trial = finished()
    setup = ThighSetup(7, patient_code="K7", made_at=datetime(2026, 3, 4, 5, tzinfo=UTC))
    flexion = metric("thigh_flexion_peak", 50.0)
    store.add_patient("K7")
    store.add_thigh_setup(setup)
    store.save_trial(replace(trial, metrics=(*trial.metrics, flexion)))
    if slipped == "meanwhile":
        # A newer version was stored before it was found: the older numbers are no better.
        renewed(store, *trial.metrics, newer(flexion, 60.0))
    if slipped == "before it was measured":
        assert store.discard_thigh_setup(7, [flexion.name]) == 1
    (read,) = store.to_measure([trial.trial_id])
    if slipped == "meanwhile":
        assert store.discard_thigh_setup(7, [flexion.name]) == 1
    values = (*trial.metrics, newer(flexion, 65.0))
    worn = Remeasured(trial.trial_id, read.events_checksum, values, "", (), NEWER, setup)
    store.renew_trials([replace(worn, of_thigh=frozenset({flexion.name}))])
    kept = {name: number for (name, _), number in values_in(store).items()}
    assert (flexion.name in kept) == (slipped == "never")
    assert store.values_of(trial.trial_id).get(flexion.name) == (
        65.0 if slipped == "never" else None
    )


def renews(store: Store) -> None:
    assert renewed(store, newer(finished().metrics[0], 6.5)) is Renewal.CHANGED


def amends(store: Store) -> None:
    store.amend_trial(corrected(finished(), newer(finished().metrics[0], 6.5)))


@pytest.mark.parametrize(("module", "write"), [(remeasuring, renews), (numbers, amends)])
def test_a_conflict_with_another_station_is_tried_once_more(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    module: ModuleType,
    write: Callable[[Store], None],
) -> None:
    """Two stations that recompute or correct may add the same definition at the same time."""
    store.save_trial(finished())
    ids, asked = numbers.definition_ids, []

    def conflicts_at_first(session: Session, values: Sequence[MetricValue]) -> object:
        found = ids(session, values)
        asked.append(found)
        if len(asked) == 1:
            raise IntegrityError("INSERT", {}, ValueError("not unique"))
        return found

    monkeypatch.setattr(module, "definition_ids", conflicts_at_first)
    write(store)
    assert len(asked) > 1
    assert store.values_of(trial_id(1)) == {"osi": 6.5}


def test_every_trial_can_be_made_due_again(store: Store) -> None:
    for number in (1, 2, 3):
        store.save_trial(replace(finished(number), measured_with=NEWER))
    assert store.count_due(NEWER) == 0
    store.make_due()
    assert store.count_due(NEWER) == 3
    assert store.due_trials(NEWER, "", 2) == (trial_id(1), trial_id(2))
    assert store.due_trials(NEWER, trial_id(2), 2) == (trial_id(3),)


def test_who_is_stopped_while_making_trials_due_has_not_begun(store: Store) -> None:
    for number in (1, 2, 3):
        store.save_trial(replace(finished(number), measured_with=NEWER))

    def stop(*of_statement: object) -> None:
        if str(of_statement[2]).startswith("UPDATE"):
            raise KeyboardInterrupt

    event.listen(store._engines.writer, "after_cursor_execute", stop)
    with pytest.raises(KeyboardInterrupt):
        store.make_due()
    event.remove(store._engines.writer, "after_cursor_execute", stop)
    assert store.count_due(NEWER) == 0


def test_an_older_program_takes_back_no_numbers_of_a_newer_one(store: Store) -> None:
    trial = finished()
    osi, mlsi = trial.metrics
    for number in (1, 2):
        store.save_trial(finished(number))
    assert renewed(store, newer(osi, 6.5), mlsi) is Renewal.CHANGED
    before = values_in(store), store.history("K7")
    late = [
        Remeasured(one.trial_id, one.events_checksum, trial.metrics, "", ("older",), "older")
        for one in store.to_measure([trial_id(1), trial_id(2)])
    ]
    assert store.renew_trials(late) == (Renewal.OLDER, Renewal.CHANGED)
    assert values_in(store) == before[0]
    ((mine, other),) = [series.trials for series in store.history("K7").series]
    assert mine == before[1].series[0].trials[0]
    assert other.remarks == ("older",)
    # A metric of a higher version that no longer counts stops nobody.
    assert renewed(store, mlsi) is Renewal.CHANGED
    assert renewed(store, osi, mlsi) is Renewal.CHANGED
    assert values_in(store)["osi", VERSION] == (5.0, True)


def test_a_file_that_is_damaged_is_not_handed_out_to_be_measured(store: Store) -> None:
    store.save_trial(replace(finished(), parts={"header.json": b"{}", EVENTS: b"[]"}))
    with Session(store._engines.writer) as session, session.begin():
        session.get_one(RecordingPartRow, (trial_id(1), EVENTS)).data = b"[ ]"
    whole, missing = store.to_measure([trial_id(1), trial_id(2)])
    assert dict(whole.parts) == {"header.json": b"{}"}
    assert (missing.parts, missing.events_checksum) == ({}, "")
