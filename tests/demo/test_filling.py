"""Into which database a made-up clinic goes, and that its seed alone makes it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.demo.conftest import NEWCOMER, SEED, UNTIL
from tests.postgres_server import needs_postgres, running_server
from trainer.demo.filling import Made, check_own, fill, keep, make
from trainer.demo.patient import DemoPatient
from trainer.sessions.errors import SessionError
from trainer.store import Store, upgrade_database
from trainer.store.places import sqlite_url


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(sqlite_url(tmp_path / "baps.db")) as opened:
        yield opened


def test_a_clinic_of_real_patients_is_refused(store: Store) -> None:
    store.add_patient("K7")
    store.add_patient("DEMO-01")
    with pytest.raises(SessionError, match=r"K7.*BAPS_HOME") as refused:
        fill(store, 1, SEED, UNTIL, processes=1)
    assert "\n" not in str(refused.value)
    assert store.patient("K7").trials == 0


def test_trials_of_nobody_are_no_patients(store: Store) -> None:
    for code in ("SIM", "HAND", "DEMO-01", "DEMO-S10"):
        store.add_patient(code)
    assert check_own(store) == {"DEMO-01", "DEMO-S10"}
    store.add_patient("GUEST")
    with pytest.raises(SessionError, match="GUEST"):
        check_own(store)


def test_the_same_seed_makes_the_same_person(newcomer: DemoPatient) -> None:
    again = as_plain(make(NEWCOMER, SEED, UNTIL))
    assert again == as_plain(newcomer)
    assert as_plain(make(NEWCOMER, SEED + 1, UNTIL))[1].keys().isdisjoint(again[1])


def test_a_person_is_kept_whole(store: Store, newcomer: DemoPatient) -> None:
    check_kept(store, newcomer)


@needs_postgres
def test_a_person_is_kept_whole_on_postgresql(newcomer: DemoPatient) -> None:
    with running_server() as server:
        upgrade_database(server.url)
        with Store.open(server.url) as store:
            check_kept(store, newcomer)


def as_plain(made: Made) -> tuple[DemoPatient, Mapping[str, Mapping[str, bytes]]]:
    """A patient without trials, and these apart, for arrays cannot be compared like values."""
    assert isinstance(made, DemoPatient)
    bare = replace(made, visits=tuple(replace(visit, trials=()) for visit in made.visits))
    return bare, {trial.trial_id: trial.parts for each in made.visits for trial in each.trials}


def check_kept(store: Store, made: DemoPatient) -> None:
    keep(store, made)
    code = made.code
    trials = [trial for visit in made.visits for trial in visit.trials]
    assert store.check().problems == ()
    assert store.patient(code).trials == len(trials)
    assert store.patient(code).created_at == trials[0].recording.header.started_at
    assert store.episode(code) == made.episode
    assert store.background(code) == made.background
    assert store.screening(code) == made.screening
    assert store.plans(code) == made.plans
    entries = [entry for visit in made.visits for entry in visit.entries]
    assert {e.entry_id for e in store.entries(code)} == {e.entry_id for e in entries}
    closed = [replace(visit.record, closed_at=visit.closed_at) for visit in made.visits]
    assert list(store.visits(code)) == closed
    for visit in made.visits:
        assert store.marks(visit.record.visit_id) == visit.marks
