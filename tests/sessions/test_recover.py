"""What waits in journals and spool reaches the database once, and nothing is deleted before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from games.replay import replay_trial
from tests.games.playing import played, recording_of, setup_of
from tests.journal.growing import Growing
from tests.recordings import TRIAL_ID, same_bits, swaying
from tests.store.trials import finished, metric
from trainer.journal.form import JournalForm
from trainer.journal.reading import journals_in
from trainer.journal.writer import Journal
from trainer.metrics import TrialMeasures
from trainer.recording.container import DamagedRecording
from trainer.recording.trial import Recording, TrialEvent, TrialResult
from trainer.recording.vocabulary import EventKind, Outcome
from trainer.sessions.recover import Origin, plain_result, recover, waiting_words
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


def measure(recording: Recording) -> TrialMeasures:
    n = len(recording.samples)
    return TrialMeasures(n, 0.0, 0.0, (metric("n", float(n)),))


def killed(here: Places, trial: Recording, torn: bytes = b"") -> Path:
    """The journal of a trial whose program ended without a word."""
    journal = Journal(here.journals)
    running = Growing(trial)
    running.add(trial.samples)
    journal.begin(trial.header, running)
    running.note(trial.events[0])
    journal.close()
    assert journal.path is not None
    with journal.path.open("ab") as file:
        file.write(torn)
    return journal.path


def test_a_cut_trial_is_saved_measured_and_marked_interrupted(
    here: Places, store: Store, trial: Recording
) -> None:
    path = killed(here, trial, torn=b"\x02\x99\x00")
    (one,) = recover(here, store, measure, plain_result).recovered
    assert (one.origin, one.note) == (
        Origin.JOURNAL,
        "3 bytes of an unfinished block left out",
    )
    stored = store.history("K7").series[0].trials[0]
    assert stored.outcome is Outcome.INTERRUPTED
    assert stored.metrics == {"n": 300.0}
    assert same_bits(store.load_recording(TRIAL_ID).samples, trial.samples)
    assert not path.exists()


def test_a_whole_trial_that_was_not_committed_keeps_its_outcome(
    here: Places, store: Store, trial: Recording
) -> None:
    journal = Journal(here.journals)
    running = Growing(trial)
    running.add(trial.samples)
    journal.begin(trial.header, running)
    for event in trial.events:
        running.note(event)
    journal.finish(trial)
    recover(here, store, measure, plain_result)
    assert store.history("K7").series[0].trials[0].outcome is Outcome.COMPLETED
    assert store.load_recording(TRIAL_ID).clock_map == trial.clock_map


def test_a_running_trial_is_left_alone(here: Places, store: Store, trial: Recording) -> None:
    journal = Journal(here.journals)
    running = Growing(trial)
    running.add(trial.samples)
    journal.begin(trial.header, running)
    while not journals_in(here.journals):
        pass
    recovery = recover(here, store, measure, plain_result)
    assert recovery.recovered == ()
    assert [other.why for other in recovery.left] == ["its trial is still running"]
    journal.close()
    assert len(recover(here, store, measure, plain_result).recovered) == 1


def test_waiting_trials_of_earlier_runs_are_counted_and_running_ones_are_not(
    here: Places, store: Store, trial: Recording
) -> None:
    assert waiting_words(here) == ""
    running = Journal(here.journals)
    growing = Growing(trial)
    growing.add(trial.samples)
    running.begin(trial.header, growing)
    while not journals_in(here.journals):
        pass
    assert waiting_words(here) == ""
    Spool(here.spool).keep(finished())
    assert waiting_words(here) == "1 trial waits: run baps recover"
    running.close()
    assert waiting_words(here) == "2 trials wait: run baps recover"
    recover(here, store, measure, plain_result)
    assert waiting_words(here) == ""


def test_a_second_recovery_finds_nothing(here: Places, store: Store, trial: Recording) -> None:
    killed(here, trial)
    recover(here, store, measure, plain_result)
    again = recover(here, store, measure, plain_result)
    assert (again.recovered, again.left) == ((), ())


def test_a_trial_that_is_stored_already_is_not_stored_twice(
    here: Places, store: Store, trial: Recording
) -> None:
    killed(here, trial)
    recover(here, store, measure, plain_result)
    path = killed(here, trial)
    (one,) = recover(here, store, measure, plain_result).recovered
    assert one.note == "it was in the database already"
    assert not path.exists()
    assert store.check().trials == 1


def test_a_trial_that_cannot_be_measured_is_saved_without_numbers(
    here: Places, store: Store, trial: Recording
) -> None:
    def fails(recording: Recording) -> TrialMeasures:
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
            recover(here, store, measure, plain_result)
    assert path.exists()
    assert len(recover(here, store, measure, plain_result).recovered) == 1


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
    recover(here, store, measure, plain_result)
    assert there == [True]
    assert not path.exists()


def test_a_journal_that_cannot_be_read_stays_and_the_others_come_back(
    here: Places, store: Store, trial: Recording
) -> None:
    killed(here, trial)
    odd = here.journals / "odd.journal"
    odd.write_text("something else", encoding="ascii")
    recovery = recover(here, store, measure, plain_result)
    assert len(recovery.recovered) == 1
    assert [(other.path, odd.exists()) for other in recovery.left] == [(odd, True)]


def test_a_journal_without_a_sample_is_nothing_to_keep(
    here: Places, store: Store, trial: Recording
) -> None:
    path = killed(here, replace(trial, samples=trial.samples[:0]))
    recovery = recover(here, store, measure, plain_result)
    assert (recovery.recovered, recovery.left) == ((), ())
    assert not path.exists()


def test_spooled_trials_are_delivered_once_with_their_own_numbers(
    here: Places, store: Store
) -> None:
    def never(recording: Recording) -> TrialMeasures:
        raise AssertionError("a spooled trial was measured already")

    spool = Spool(here.spool)
    spool.keep(finished(1))
    spool.keep(finished(2))
    recovery = recover(here, store, never)
    assert [one.origin for one in recovery.recovered] == [Origin.SPOOL, Origin.SPOOL]
    assert spool.waiting() == []
    trials = store.history("K7").series[0].trials
    assert [(t.metrics, t.outcome) for t in trials] == [({"osi": 5.0}, Outcome.COMPLETED)] * 2


def test_a_damaged_spooled_trial_stays_and_is_told(here: Places, store: Store) -> None:
    path = Spool(here.spool).keep(finished(1))
    path.write_bytes(b"BAPS")
    recovery = recover(here, store, measure, plain_result)
    assert [other.path for other in recovery.left] == [path]
    assert path.exists()


def test_a_journal_with_a_damaged_block_gives_the_rest_and_is_renamed_never_deleted(
    here: Places, store: Store, trial: Recording
) -> None:
    path = killed(here, trial)
    pieces = [JournalForm.samples(trial.samples[at : at + 50]) for at in range(0, 300, 50)]
    data = bytearray(b"".join([JournalForm.begin(trial.header), *pieces]))
    data[-3 * len(pieces[0])] ^= 1
    path.write_bytes(data)
    (one,) = recover(here, store, measure, plain_result).recovered
    kept = path.with_name(path.name + ".damaged")
    assert len(store.load_recording(TRIAL_ID).samples) == 250
    assert f"{len(pieces[0])} bytes could not be read; the journal is kept as {kept}" in one.note
    assert kept.read_bytes() == data
    assert not path.exists()
    again = recover(here, store, measure, plain_result)
    assert (again.recovered, again.left) == ((), ())


def test_a_second_damaged_journal_of_a_trial_is_not_written_over_the_first(
    here: Places, store: Store, trial: Recording
) -> None:
    for rubbish in (b"one", b"another"):
        path = killed(here, trial)
        path.write_bytes(path.read_bytes() + rubbish * 99)
        recover(here, store, measure, plain_result)
    names = sorted(p.name for p in here.journals.iterdir())
    assert names == [f"{TRIAL_ID}.journal.damaged", f"{TRIAL_ID}.journal.damaged-2"]


def test_odd_entries_in_the_folders_do_not_keep_the_others_from_coming_back(
    here: Places, store: Store, trial: Recording
) -> None:
    killed(here, trial)
    (here.journals / "aaa.journal").mkdir()
    (here.journals / "loop.journal").symlink_to("loop.journal")
    here.spool.mkdir(parents=True)
    (here.spool / "aaa.baps").mkdir()
    (here.spool / "gone.baps").symlink_to("nowhere")
    recovery = recover(here, store, measure, plain_result)
    assert len(recovery.recovered) == 1
    assert sorted(other.path.name for other in recovery.left) == ["aaa.baps", "aaa.journal"]
    assert all(other.why for other in recovery.left)


def test_a_journal_that_cannot_be_deleted_after_the_commit_is_no_failure(
    here: Places, store: Store, trial: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = killed(here, trial)

    def held(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "held by another program")

    with monkeypatch.context() as scanning:
        scanning.setattr(Path, "unlink", held)
        assert len(recover(here, store, measure, plain_result).recovered) == 1
    assert path.exists()
    (again,) = recover(here, store, measure, plain_result).recovered
    assert again.note == "it was in the database already"
    assert not path.exists()


def test_a_journal_stays_when_the_database_gives_something_else_back(
    here: Places, store: Store, trial: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = killed(here, trial)
    load = Store.load_recording

    def shortened(self: Store, trial_id: str) -> Recording:
        whole = load(self, trial_id)
        return replace(whole, samples=whole.samples[:-1])

    monkeypatch.setattr(Store, "load_recording", shortened)
    (one,) = recover(here, store, measure, plain_result).recovered
    assert "the database holds it differently" in one.note
    assert path.with_name(path.name + ".damaged").exists()


def test_a_spooled_trial_stays_when_the_database_gives_something_else_back(
    here: Places, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Spool(here.spool).keep(finished(1))

    def damaged(self: Store, trial_id: str) -> Recording:
        raise DamagedRecording("board.parquet is damaged")

    monkeypatch.setattr(Store, "load_recording", damaged)
    (one,) = recover(here, store, measure, plain_result).recovered
    assert "the database holds it differently" in one.note
    assert path.exists()


@pytest.mark.parametrize("killed_after_s", [1.0, 6.0, 11.0])
def test_a_killed_trial_is_as_long_and_scored_as_one_that_was_interrupted_there(
    here: Places, store: Store, killed_after_s: float
) -> None:
    setup, samples = setup_of("steady-stance"), swaying(round(killed_after_s * 500), 0.8).samples
    live, events = played(setup, samples)
    cut = recording_of(setup, samples, events)
    journal = Journal(here.journals)
    running = Growing(cut)
    running.add(cut.samples)
    running.note(*cut.events)
    journal.begin(cut.header, running)
    journal.close()
    (one,) = recover(here, store).recovered
    assert one.trial.result == live.result()
    assert one.trial.result.outcome is Outcome.INTERRUPTED
    assert one.trial.result == replay_trial(cut).result()
    started = cut.first(EventKind.START)
    waited_s = killed_after_s if started is None else started.index / 500
    assert one.trial.result.duration_s == pytest.approx(killed_after_s - waited_s, abs=0.01)


def test_without_its_activity_a_trial_is_as_long_as_it_ran(trial: Recording) -> None:
    waiting = replace(trial, events=())
    assert plain_result(waiting).duration_s == 0.0
    started = replace(trial, events=(TrialEvent(EventKind.START, 200),))
    assert plain_result(started).duration_s == pytest.approx(99 / 500, abs=1e-4)


def test_a_journal_that_cannot_be_packed_stays_and_the_others_come_back(
    here: Places, store: Store, trial: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = killed(here, trial)
    Spool(here.spool).keep(finished(1))

    def fails(recording: Recording) -> dict[str, bytes]:
        raise ImportError("no pyarrow")

    monkeypatch.setattr("trainer.sessions.delivery.parts_of", fails)
    recovery = recover(here, store, measure, plain_result)
    assert [one.origin for one in recovery.recovered] == [Origin.SPOOL]
    assert [(other.path, path.exists()) for other in recovery.left] == [(path, True)]
