"""What waits in journals and spool reaches the database once, and nothing is deleted before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.recordings import TRIAL_ID, same_bits, swaying
from tests.store.trials import finished, metric
from trainer.acquisition.journal import Journal
from trainer.acquisition.journal_reading import journals_in
from trainer.recording.trial import MetricValue, Recording, TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.sessions.recover import Measure, Origin, recover
from trainer.store import Places, Spool, Store, StoreFull, places


@pytest.fixture
def here(tmp_path: Path) -> Places:
    return places({"BAPS_HOME": str(tmp_path)})


@pytest.fixture
def store(here: Places) -> Iterator[Store]:
    with Store.open(here.database) as opened:
        yield opened


@pytest.fixture(scope="module")
def trial() -> Recording:
    return swaying(300)


def measure(recording: Recording) -> tuple[MetricValue, ...]:
    return (metric("n", float(len(recording.samples))),)


def killed(here: Places, trial: Recording, torn: bytes = b"") -> Path:
    """The journal of a trial whose program ended without a word."""
    journal = Journal(here.journals)
    journal.begin(trial.header)
    journal.samples(trial.samples)
    journal.event(trial.events[0])
    journal.close()
    assert journal.path is not None
    with journal.path.open("ab") as file:
        file.write(torn)
    return journal.path


def test_a_cut_trial_is_saved_measured_and_marked_interrupted(
    here: Places, store: Store, trial: Recording
) -> None:
    path = killed(here, trial, torn=b"\x02\x99\x00")
    (one,) = recover(here, store, measure).recovered
    assert (one.origin, one.note) == (Origin.JOURNAL, "3 damaged bytes left out")
    stored = store.history("K7").series[0].trials[0]
    assert stored.outcome is Outcome.INTERRUPTED
    assert stored.metrics == {"n": 300.0}
    assert stored.duration_s == pytest.approx(299 / 500, abs=1e-4)
    assert same_bits(store.load_recording(TRIAL_ID).samples, trial.samples)
    assert not path.exists()


def test_a_whole_trial_that_was_not_committed_keeps_its_outcome(
    here: Places, store: Store, trial: Recording
) -> None:
    journal = Journal(here.journals)
    journal.begin(trial.header)
    journal.samples(trial.samples)
    for event in trial.events:
        journal.event(event)
    journal.finish(trial)
    recover(here, store, measure)
    assert store.history("K7").series[0].trials[0].outcome is Outcome.COMPLETED
    assert store.load_recording(TRIAL_ID).clock_map == trial.clock_map


def test_a_running_trial_is_left_alone(here: Places, store: Store, trial: Recording) -> None:
    journal = Journal(here.journals)
    journal.begin(trial.header)
    journal.samples(trial.samples)
    while not journals_in(here.journals):
        pass
    recovery = recover(here, store, measure)
    assert recovery.recovered == ()
    assert [other.why for other in recovery.left] == ["its trial is still running"]
    journal.close()
    assert len(recover(here, store, measure).recovered) == 1


def test_a_second_recovery_finds_nothing(here: Places, store: Store, trial: Recording) -> None:
    killed(here, trial)
    recover(here, store, measure)
    again = recover(here, store, measure)
    assert (again.recovered, again.left) == ((), ())


def test_a_trial_that_is_stored_already_is_not_stored_twice(
    here: Places, store: Store, trial: Recording
) -> None:
    killed(here, trial)
    recover(here, store, measure)
    path = killed(here, trial)
    (one,) = recover(here, store, measure).recovered
    assert one.note == "it was in the database already"
    assert not path.exists()
    assert store.check().trials == 1


def test_a_trial_that_cannot_be_measured_is_saved_without_numbers(
    here: Places, store: Store, trial: Recording
) -> None:
    def fails(recording: Recording) -> tuple[MetricValue, ...]:
        raise ValueError("too short to measure")

    killed(here, trial)
    (one,) = recover(here, store, fails).recovered
    assert "too short to measure" in one.note
    assert len(store.load_recording(TRIAL_ID).samples) == 300


def test_a_trial_is_scored_by_its_activity_where_that_is_possible(
    here: Places, store: Store, trial: Recording
) -> None:
    def judge(recording: Recording) -> TrialResult:
        return TrialResult(Outcome.COMPLETED, 0.5, "points")

    killed(here, trial)
    recover(here, store, measure, judge)
    stored = store.history("K7").series[0].trials[0]
    assert (stored.headline, stored.duration_s) == ("points", 0.5)


def test_a_trial_that_cannot_be_scored_is_saved_with_what_is_known(
    here: Places, store: Store, trial: Recording
) -> None:
    def gone(recording: Recording) -> TrialResult:
        raise KeyError("an activity of long ago")

    killed(here, trial)
    (one,) = recover(here, store, measure, gone).recovered
    assert "could not be scored" in one.note
    assert store.history("K7").series[0].trials[0].outcome is Outcome.INTERRUPTED


def test_a_journal_stays_while_the_database_takes_nothing(
    here: Places, store: Store, trial: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = killed(here, trial)

    def full(_store: Store, _trial: object) -> bool:
        raise StoreFull("the database has no room left")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "save_trial", full)
        with pytest.raises(StoreFull):
            recover(here, store, measure)
    assert path.exists()
    assert len(recover(here, store, measure).recovered) == 1


def test_a_journal_is_deleted_only_after_its_commit(
    here: Places, store: Store, trial: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = killed(here, trial)
    there: list[bool] = []
    save = Store.save_trial

    def watched(self: Store, finished_trial: object) -> bool:
        saved = save(self, finished_trial)  # type: ignore[arg-type]
        there.append(path.exists())
        return saved

    monkeypatch.setattr(Store, "save_trial", watched)
    recover(here, store, measure)
    assert there == [True]
    assert not path.exists()


def test_a_journal_that_cannot_be_read_stays_and_the_others_come_back(
    here: Places, store: Store, trial: Recording
) -> None:
    killed(here, trial)
    odd = here.journals / "odd.journal"
    odd.write_text("something else", encoding="ascii")
    recovery = recover(here, store, measure)
    assert len(recovery.recovered) == 1
    assert [(other.path, odd.exists()) for other in recovery.left] == [(odd, True)]


def test_a_journal_without_a_sample_is_nothing_to_keep(
    here: Places, store: Store, trial: Recording
) -> None:
    path = killed(here, replace(trial, samples=trial.samples[:0]))
    recovery = recover(here, store, measure)
    assert (recovery.recovered, recovery.left) == ((), ())
    assert not path.exists()


def test_spooled_trials_are_delivered_once_with_their_own_numbers(
    here: Places, store: Store
) -> None:
    def never(recording: Recording) -> tuple[MetricValue, ...]:
        raise AssertionError("a spooled trial was measured already")

    spool = Spool(here.spool)
    spool.keep(finished(1))
    spool.keep(finished(2))
    measure_never: Measure = never
    recovery = recover(here, store, measure_never)
    assert [one.origin for one in recovery.recovered] == [Origin.SPOOL, Origin.SPOOL]
    assert spool.waiting() == []
    trials = store.history("K7").series[0].trials
    assert [(t.metrics, t.outcome) for t in trials] == [({"osi": 5.0}, Outcome.COMPLETED)] * 2


def test_a_damaged_spooled_trial_stays_and_is_told(here: Places, store: Store) -> None:
    path = Spool(here.spool).keep(finished(1))
    path.write_bytes(b"BAPS")
    recovery = recover(here, store, measure)
    assert [other.path for other in recovery.left] == [path]
    assert path.exists()
