"""How SQLite is used: safe against power cuts, and nobody waits who need not."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session

from tests.recordings import STARTED_AT
from tests.store.trials import finished
from trainer.store import Store, StoreCorrupted, StoreError, StoreFull, StoreLocked
from trainer.store.engines import Engines
from trainer.store.errors import StoreNotWritable
from trainer.store.tables import PatientNameRow, PatientRow

ROOT = Path(__file__).parents[2]
AT_ONCE_S = 0.05


def engines(store: Store) -> Engines:
    return store._engines


def pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.execute(text(f"PRAGMA {name}")).scalar()


def test_commits_survive_power_cuts_and_references_hold(store: Store) -> None:
    for engine in (engines(store).writer, engines(store).reader):
        assert pragma(engine, "journal_mode") == "wal"
        assert pragma(engine, "synchronous") == 2
        assert pragma(engine, "foreign_keys") == 1
    with (
        pytest.raises(IntegrityError),
        Session(engines(store).writer) as session,
        session.begin(),
    ):
        session.add(PatientNameRow(patient_id=99, name="of nobody"))


def test_a_reader_does_not_hold_a_writer_up(url: str) -> None:
    with Store.open(url, busy_timeout_s=AT_ONCE_S) as store:
        with Session(engines(store).reader) as reading:
            assert reading.query(PatientRow).count() == 0
            store.add_patient("K7")
            assert reading.query(PatientRow).count() == 0
        assert len(store.patients()) == 1


def test_a_writer_does_not_hold_a_reader_up_but_another_writer(url: str) -> None:
    with Store.open(url, busy_timeout_s=AT_ONCE_S) as store:
        with engines(store).writer.begin():
            assert store.patients() == ()
            with pytest.raises(StoreLocked, match=r"baps\.db is kept busy by another program"):
                store.add_patient("K7")
        store.add_patient("K7")


def test_a_writer_takes_its_lock_before_its_first_statement(url: str) -> None:
    with Store.open(url, busy_timeout_s=AT_ONCE_S) as store:
        writer = engines(store).writer
        with (
            writer.begin(),
            writer.connect() as second,
            pytest.raises(OperationalError, match="locked"),
        ):
            second.begin()


def test_the_reader_cannot_write(store: Store) -> None:
    def write() -> None:
        with store._reading() as session:
            session.add(PatientRow(code="K7", created_at=STARTED_AT))
            session.flush()

    with pytest.raises(StoreNotWritable, match="check the rights"):
        write()


def test_two_processes_that_write_at_once_lose_nothing(url: str, file: Path) -> None:
    command = [sys.executable, "-m", "tests.store.saving_child", url]
    children = [
        subprocess.Popen([*command, str(first)], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for first in (1, 101)
    ]
    for child in children:
        _, complaint = child.communicate()
        assert child.returncode == 0, complaint
    with Store.open(url) as store:
        assert store.check().recordings == 20
        assert store.check().problems == ()


def test_times_come_back_in_utc_and_without_a_zone_are_refused(store: Store) -> None:
    east = STARTED_AT.astimezone(timezone(timedelta(hours=5, minutes=30)))
    with Session(engines(store).writer) as session, session.begin():
        session.add(PatientRow(code="K7", created_at=east))
    back = store.patient("K7").created_at
    assert back == STARTED_AT
    assert back.tzinfo is UTC
    naive = PatientRow(code="K8", created_at=STARTED_AT.replace(tzinfo=None))
    with Session(engines(store).writer) as session:
        session.add(naive)
        with pytest.raises(StatementError, match="has no time zone"):
            session.flush()


def test_a_file_that_is_no_database_is_told(file: Path, url: str) -> None:
    file.parent.mkdir()
    file.write_text("t_s,ap_deg,ml_deg\n" * 100, encoding="ascii")
    with pytest.raises(StoreCorrupted, match="is not a database: set BAPS_DB"):
        Store.open(url)


def test_a_damaged_database_is_told_with_what_to_do(file: Path, url: str) -> None:
    with Store.open(url) as store:
        for number in range(1, 6):
            store.save_trial(finished(number))
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(file.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    file.write_bytes(data)
    with (
        pytest.raises(StoreCorrupted, match="baps db restore"),
        Store.open(url) as store,
    ):
        store.history("K7")


def test_a_full_disk_is_told_and_the_trial_can_be_saved_later(store: Store) -> None:
    with engines(store).writer.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    trial = finished()
    large = replace(trial, parts={**trial.parts, "ballast": bytes(100_000)})
    with pytest.raises(StoreFull, match="no room left"):
        store.save_trial(large)
    engines(store).dispose()
    assert store.save_trial(large)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreNotWritable, match="set BAPS_HOME or BAPS_DB"):
        Store.open(f"sqlite:///{tmp_path}/file/baps.db")


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreNotWritable, match="cannot be opened"):
        Store.open(f"sqlite:///{tmp_path}")


def test_a_server_that_is_not_there_is_told_in_one_line_without_its_password() -> None:
    with pytest.raises(StoreError) as refused:
        Store.open("postgresql://me:secret@127.0.0.1:1/baps")
    assert "\n" not in str(refused.value)
    assert "secret" not in str(refused.value)
