"""A finished trial is in the database or waits; its journal goes only when it is kept whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.journal.growing import Growing
from tests.recordings import TRIAL_ID, swaying
from tests.store.trials import metric
from trainer.journal.files import JournalError
from trainer.journal.salvage import salvage
from trainer.journal.writer import Journal
from trainer.metrics import TrialMeasures
from trainer.recording.container import same_recording
from trainer.recording.trial import Recording, TrialResult
from trainer.recording.vocabulary import Outcome
from trainer.sessions.delivery import StoreDelivery, measured
from trainer.store import Spool, Store, StoreUnreachable

RESULT = TrialResult(Outcome.COMPLETED, 0.5, "osi")
MEASURES = TrialMeasures(300, 0.6, 100.0, (metric("osi", 1.0),), why_not="it was touched")


@pytest.fixture(scope="module")
def trial() -> Recording:
    return swaying(300)


@pytest.fixture
def journal(tmp_path: Path, trial: Recording) -> Journal:
    written = Journal(tmp_path / "journals")
    running = Growing(trial)
    written.begin(trial.header, running)
    written.finish(trial)
    return written


def exists(journal: Journal) -> bool:
    assert journal.path is not None
    return journal.path.exists()


def test_a_stored_trial_keeps_why_it_does_not_count_and_its_journal_goes(
    store: Store, journal: Journal, trial: Recording, tmp_path: Path
) -> None:
    said: list[str] = []
    delivered = StoreDelivery(store, tmp_path / "spool", said.append).deliver(
        trial, MEASURES, RESULT, journal
    )
    assert delivered.stored
    assert said == []
    assert not exists(journal)
    (stored,) = store.history("K7").series[0].trials
    assert (stored.valid, stored.why, stored.metrics) == (False, "it was touched", {"osi": 1.0})


def test_a_journal_that_another_program_holds_is_no_failure_of_a_stored_trial(
    store: Store,
    journal: Journal,
    trial: Recording,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def held() -> None:
        raise PermissionError(13, "held by another program")

    monkeypatch.setattr(journal, "remove", held)
    delivery = StoreDelivery(store, tmp_path / "spool", print)
    assert delivery.deliver(trial, MEASURES, RESULT, journal).stored
    assert store.has_trial(TRIAL_ID)


def test_a_trial_that_does_not_read_back_keeps_its_journal_and_the_person_is_told(
    store: Store,
    journal: Journal,
    trial: Recording,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load, said = store.load_recording, list[str]()
    monkeypatch.setattr(
        store, "load_recording", lambda trial_id: replace(load(trial_id), lost=("a tilt",))
    )
    delivery = StoreDelivery(store, tmp_path / "spool", said.append)
    assert delivery.deliver(trial, MEASURES, RESULT, journal).stored
    assert exists(journal)
    assert "does not read back as it was recorded" in said[0]
    assert str(journal.path) in said[0]


@pytest.mark.parametrize("open_at_all", [False, True])
def test_while_the_database_is_out_of_reach_a_trial_waits_with_all_its_numbers(
    store: Store,
    journal: Journal,
    trial: Recording,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    open_at_all: bool,
) -> None:
    def silent(trial: object) -> bool:
        raise StoreUnreachable("the database does not answer")

    monkeypatch.setattr(store, "save_trial", silent)
    delivery = StoreDelivery(store if open_at_all else None, tmp_path / "spool", print)
    assert not delivery.deliver(trial, MEASURES, RESULT, journal).stored
    assert not exists(journal)
    spool = Spool(tmp_path / "spool")
    (waiting,) = spool.waiting()
    back = spool.read(waiting)
    assert (back.metrics, back.result, back.why_not) == (MEASURES.values, RESULT, "it was touched")


def test_a_trial_that_is_not_whole_in_the_spool_keeps_its_journal(
    journal: Journal, trial: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Spool.read
    monkeypatch.setattr(
        Spool,
        "read",
        lambda self, path: replace(read(self, path), recording=replace(trial, events=())),
    )
    StoreDelivery(None, tmp_path / "spool", print).deliver(trial, MEASURES, RESULT, journal)
    assert exists(journal)


@pytest.mark.parametrize("error", [ValueError("no tilt"), ZeroDivisionError(), KeyError("ring")])
def test_whatever_goes_wrong_while_measuring_the_trial_is_kept_without_numbers(
    trial: Recording, error: Exception
) -> None:
    def fails(recording: Recording) -> TrialMeasures:
        raise error

    measures = measured(trial, fails)
    assert measures.values == ()
    assert measures.why_not == f"it could not be measured: {error}"


@pytest.fixture
def no_packing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(recording: Recording) -> dict[str, bytes]:
        raise ImportError("no pyarrow")

    monkeypatch.setattr("trainer.sessions.delivery.parts_of", fails)


@pytest.mark.usefixtures("no_packing")
def test_a_trial_that_cannot_be_packed_waits_in_its_journal(
    store: Store, journal: Journal, trial: Recording, tmp_path: Path
) -> None:
    said: list[str] = []
    delivery = StoreDelivery(store, tmp_path / "spool", said.append)
    assert not delivery.deliver(trial, MEASURES, RESULT, journal).stored
    assert exists(journal)
    assert "cannot be packed: no pyarrow; the trial waits in" in said[0]


@pytest.mark.usefixtures("no_packing")
def test_a_trial_that_can_neither_be_packed_nor_was_journalled_is_written_elsewhere(
    store: Store,
    journal: Journal,
    trial: Recording,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    journal.error = JournalError("the disk is full")
    assert (
        not StoreDelivery(store, tmp_path / "spool", said.append)
        .deliver(trial, MEASURES, RESULT, journal)
        .stored
    )
    (elsewhere,) = tmp_path.glob("baps-journal-*/*.journal")
    assert str(elsewhere) in said[0]
    assert same_recording(salvage(elsewhere.read_bytes()).recording, trial)
