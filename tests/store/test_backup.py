"""Backups are whole, restoring destroys nothing, and what is no backup is refused."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.store.trials import finished
from trainer.store import NotABackup, Store, StoreError, copy_database, restore_database
from trainer.store.places import sqlite_url
from trainer.store.tables import PatientRow

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def trials_in(path: Path) -> int:
    with Store.open(sqlite_url(path)) as store:
        return store.check().recordings


def test_a_backup_made_while_the_database_is_open_is_whole(
    store: Store, file: Path, tmp_path: Path
) -> None:
    store.save_trial(finished(1))
    with Session(store._engines.writer) as session, session.begin():
        session.add(PatientRow(code="half done", created_at=NOW))
        session.flush()
        copy_database(file, tmp_path / "usb" / "copy.db")
    assert trials_in(tmp_path / "usb" / "copy.db") == 1
    with Store.open(sqlite_url(tmp_path / "usb" / "copy.db")) as copy:
        assert [p.code for p in copy.patients()] == ["K7"]


def test_a_backup_overwrites_nothing(store: Store, file: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine", encoding="ascii")
    with pytest.raises(StoreError, match="not overwritten"):
        copy_database(file, precious)
    assert precious.read_text(encoding="ascii") == "mine"


def test_a_backup_of_nothing_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database at"):
        copy_database(tmp_path / "no.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_restore_brings_the_backup_back_and_keeps_what_was_there(
    store: Store, file: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "copy.db"
    store.save_trial(finished(1))
    copy_database(file, backup)
    store.save_trial(finished(2))
    kept = restore_database(backup, file, NOW)
    assert kept == file.with_name("baps.before-restore-20260304T050607Z.db")
    assert store.check().recordings == 1
    assert trials_in(kept) == 2
    assert restore_database(backup, file, NOW) == kept.with_name(f"{kept.stem}-2.db")


def test_a_damaged_database_is_kept_aside_and_replaced(
    file: Path, url: str, tmp_path: Path
) -> None:
    backup = tmp_path / "copy.db"
    with Store.open(url) as store:
        store.save_trial(finished(1))
        copy_database(file, backup)
    file.write_bytes(b"\xa5" * 9000)
    kept = restore_database(backup, file, NOW)
    assert kept is not None
    assert kept.read_bytes() == b"\xa5" * 9000
    assert trials_in(file) == 1


def test_a_restore_where_nothing_was_keeps_nothing(
    store: Store, file: Path, tmp_path: Path
) -> None:
    assert restore_database(file, tmp_path / "new" / "baps.db", NOW) is None
    assert trials_in(tmp_path / "new" / "baps.db") == 0


def test_what_is_no_backup_is_refused_and_changes_nothing(
    store: Store, file: Path, tmp_path: Path
) -> None:
    store.save_trial(finished(1))
    text, other, empty = tmp_path / "a.txt", tmp_path / "other.db", tmp_path / "empty.db"
    text.write_text("no database " * 500, encoding="ascii")
    empty.touch()
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE mine (id INTEGER)")
    for wrong in (text, other, empty, tmp_path / "none.db", tmp_path):
        with pytest.raises(NotABackup):
            restore_database(wrong, file, NOW)
    assert store.check().recordings == 1
    assert [p.name for p in file.parent.glob("*before-restore*")] == []
