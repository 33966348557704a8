"""The same store on a real PostgreSQL server, also while it stops answering."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from games.replay import measured_with
from tests.postgres_server import Server, needs_postgres, running_server
from tests.recomputing import deliver_copies
from tests.recordings import STARTED_AT, same_bits
from tests.store.first_schema import one_trial_in_the_first_schema, that_trial_is_read_and_due
from tests.store.trials import finished
from tests.store.typed_in import (
    anchor_trials_are_pooled,
    entries_come_back_once_and_stay_when_withdrawn,
    entry_id,
    episodes_and_noise_people_come_back,
)
from tests.store.visited import (
    a_plan_goes_on_from_the_one_that_counts,
    a_visit,
    a_visit_s_trials_come_with_headline_and_rim_alone,
    patients_are_seen_at_a_glance,
    plans_come_back_and_the_last_signed_counts,
    visits_and_marks_come_back,
    what_belongs_to_a_patient_comes_back,
)
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.conditions import Conditions
from trainer.recording.container import EVENTS
from trainer.sessions.recompute import recompute
from trainer.store import (
    Remeasured,
    Renewal,
    Store,
    StoreTooOld,
    StoreUnreachable,
    UnknownEntry,
    clinical,
    trials,
    upgrade_database,
    visits,
)
from trainer.store.places import database_url
from trainer.store.tables import Base

pytestmark = needs_postgres


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with running_server() as running:
        yield running


@pytest.fixture(scope="module")
def store(server: Server) -> Iterator[Store]:
    with pytest.raises(StoreTooOld, match="run baps db upgrade"):
        Store.open(server.url)
    upgrade_database(server.url)
    with Store.open(server.url) as opened:
        yield opened


def pid_of(store: Store) -> int:
    with store._engines.reader.connect() as connection:
        return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())


def test_migrations_make_what_the_tables_declare(store: Store) -> None:
    with store._engines.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_trial_comes_back_to_the_last_bit_once(store: Store) -> None:
    trial = finished(1, patient_code="P1", ring_deg=3.25)
    assert store.save_trial(trial)
    assert not store.save_trial(trial)
    back = store.load_recording(trial.trial_id)
    assert (back.lost, back.header) == ((), trial.recording.header)
    assert same_bits(back.samples, trial.recording.samples)
    (series,) = store.history("P1", limit=5).series
    assert series.conditions == trial.recording.header.conditions
    assert series.trials[0].metrics == {"osi": 5.0}
    assert store.check().problems == ()


def test_what_therapists_type_in_comes_back(store: Store) -> None:
    store.add_patient("P2")
    entries_come_back_once_and_stay_when_withdrawn(store, "P2")
    episodes_and_noise_people_come_back(store, "P2")


def test_what_belongs_to_a_patient_plans_and_visits_come_back(store: Store) -> None:
    store.add_patient("P4")
    what_belongs_to_a_patient_comes_back(store, "P4")
    plans_come_back_and_the_last_signed_counts(store, "P4")
    visits_and_marks_come_back(store, "P4")
    a_visit_s_trials_come_with_headline_and_rim_alone(store, "P4")
    patients_are_seen_at_a_glance(store, "P5")
    store.add_patient("P41")
    a_plan_goes_on_from_the_one_that_counts(store, "P41")


def test_of_two_stations_that_open_a_visit_at_once_the_second_goes_on_with_it(store: Store) -> None:
    store.add_patient("P6")
    with ThreadPoolExecutor(1) as another, Session(store._engines.writer) as session:
        first = visits.open_visit(session, "P6", a_visit(1))
        session.flush()
        waiting = another.submit(store.open_visit, "P6", a_visit(2))
        while not _somebody_waits_for_a_lock(store):
            assert not waiting.done()
        session.commit()
        assert waiting.result(120) == first


def test_of_two_who_withdraw_an_entry_at_once_the_second_is_told(store: Store) -> None:
    store.add_patient("P3")
    store.add_entry("P3", ClinicalEntry(entry_id(77), "note", STARTED_AT, note="first"))
    with ThreadPoolExecutor(1) as another, Session(store._engines.writer) as session:
        clinical.withdraw(session, "P3", entry_id(77), "the other leg", STARTED_AT)
        session.flush()
        waiting = another.submit(store.withdraw_entry, "P3", entry_id(77), "twice")
        while not _somebody_waits_for_a_lock(store):
            assert not waiting.done()
        session.commit()
        with pytest.raises(UnknownEntry, match="withdrawn already: the other leg"):
            waiting.result(120)
    (entry,) = store.entries("P3")
    assert entry.withdrawn is not None
    assert entry.withdrawn.reason == "the other leg"


def test_a_database_of_the_first_schema_is_upgraded_with_what_is_in_it(server: Server) -> None:
    engine = create_engine(database_url(server.url), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE older"))
    engine.dispose()
    url = server.url.replace("/postgres?", "/older?")
    one_trial_in_the_first_schema(url)
    with pytest.raises(StoreTooOld, match="has schema 0001, needed is 0006"):
        Store.open(url)
    upgrade_database(url)
    with Store.open(url) as upgraded:
        that_trial_is_read_and_due(upgraded)


def test_the_clinic_s_anchor_trials_come_at_once(store: Store) -> None:
    anchor_trials_are_pooled(store)


def test_numbers_made_anew_replace_older_ones_and_never_what_was_corrected_meanwhile(
    store: Store,
) -> None:
    trial = finished(2, patient_code="P2")
    store.save_trial(trial)
    newer = tuple(replace(value, version=3, definition="newer") for value in trial.metrics)
    (read,) = store.to_measure([trial.trial_id])
    again = Remeasured(trial.trial_id, read.events_checksum, newer, "", (), "newer")
    assert store.renew_trials([again]) == (Renewal.CHANGED,)
    assert trial.trial_id not in store.due_trials("newer", "", 10)
    assert store.values_of(trial.trial_id) == {"osi": 5.0}
    store.make_due()
    assert trial.trial_id in store.due_trials("newer", "", 10)
    corrected = replace(trial, parts={EVENTS: b"[]"}, metrics=())
    with ThreadPoolExecutor(1) as another, Session(store._engines.writer) as session:
        trials.amend_trial(session, corrected)
        waiting = another.submit(store.renew_trials, [again])
        while not _somebody_waits_for_a_lock(store):
            assert not waiting.done()
        session.commit()
        assert waiting.result(120) == (Renewal.CORRECTED,)
    assert store.values_of(trial.trial_id) == {}


def test_trials_on_a_server_are_recomputed(store: Store) -> None:
    deliver_copies(store, 20)  # two of them may be there already
    *_, last = recompute(store, 1)
    assert last.unchanged >= 18
    assert (last.failed, store.count_due(measured_with())) == ((), 0)


def _somebody_waits_for_a_lock(store: Store) -> bool:
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with store._engines.reader.connect() as connection:
        return bool(connection.execute(waiting).scalar_one())


def test_one_connection_that_hangs_is_replaced_by_another(store: Store) -> None:
    pid = pid_of(store)
    os.kill(pid, signal.SIGSTOP)
    try:
        assert store.before_trial("P1", Conditions("bullseye"), 7).rim is None
    finally:
        os.kill(pid, signal.SIGCONT)


def test_a_server_that_stops_answering_is_given_up_and_used_again_later(
    store: Store, server: Server
) -> None:
    stopped = (pid_of(store), server.pid)
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        with pytest.raises(StoreUnreachable):
            store.before_trial("P1", Conditions("bullseye"), 7)
        with pytest.raises(StoreUnreachable, match="did not answer and is asked again"):
            store.patients()
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
    store._silence._silent_until_s = float("-inf")
    assert store.before_trial("P1", Conditions("bullseye"), 7).rim is None
