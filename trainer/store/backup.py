"""Backups of an SQLite database, complete even if others write to it meanwhile."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from trainer.store.errors import NotABackup, StoreError

STAMP = "%Y%m%dT%H%M%SZ"
OUR_TABLE = "alembic_version"


def stamped(database: Path, why: str, now: datetime) -> Path:
    """A free name next to the database: what the copy is for, and the time (UTC)."""
    base = f"{database.stem}.{why}-{now.astimezone(UTC):{STAMP}}"
    candidates = [
        f"{base}{tail}{database.suffix}" for tail in ("", *map("-{}".format, range(2, 99)))
    ]
    return next(p for name in candidates if not (p := database.with_name(name)).exists())


def copy_database(source: Path, target: Path) -> None:
    """Copy page by page under SQLite's own locks to a new file. `StoreError`."""
    if not source.is_file():
        raise StoreError(f"there is no database at {source}")
    if target.exists():
        raise StoreError(f"{target} exists already and is not overwritten: name another file")
    unfinished = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_pages(source, unfinished)
        _sync(unfinished)
        unfinished.replace(target)
    except (sqlite3.Error, OSError) as error:
        unfinished.unlink(missing_ok=True)
        raise StoreError(f"{source} cannot be copied to {target}: {error}") from error


def restore_database(backup: Path, database: Path, now: datetime) -> Path | None:
    """Replace the database by a backup; returns the path of the saved previous database.

    The backup is checked first; `NotABackup` changes nothing. Programs that have the database open
    see the restore as one transaction.
    """
    check_backup(backup)
    kept = _keep_aside(database, now) if database.exists() else None
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
        _copy_pages(backup, database)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(
            f"{backup} cannot be restored to {database}: {error}; your previous database "
            f"is saved as {kept}"
        ) from error
    return kept


def check_backup(backup: Path) -> None:
    """`NotABackup` unless the file is an undamaged database of this program."""
    if not backup.is_file():
        raise NotABackup(f"there is no backup {backup}")
    try:
        with closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as found:
            said = found.execute("PRAGMA integrity_check").fetchone()[0]
            ours = found.execute(
                "SELECT count(*) FROM sqlite_master WHERE name = ?", (OUR_TABLE,)
            ).fetchone()[0]
    except sqlite3.Error as error:
        raise NotABackup(f"{backup} is not a backup of this program: {error}") from error
    if said != "ok" or not ours:
        raise NotABackup(
            f"{backup} is damaged or not a backup of this program; nothing was changed"
        )


def _keep_aside(database: Path, now: datetime) -> Path:
    kept = stamped(database, "before-restore", now)
    try:
        _copy_pages(database, kept)
    except sqlite3.Error:
        # SQLite cannot copy a damaged database: move its files instead, with their journal.
        kept.unlink(missing_ok=True)
        for tail in ("", "-wal", "-shm"):
            part = database.with_name(database.name + tail)
            if part.exists():
                part.replace(kept.with_name(kept.name + tail))
    return kept


def _copy_pages(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=10.0)) as origin:
        origin.execute("PRAGMA schema_version").fetchone()
        with closing(sqlite3.connect(target, timeout=10.0)) as copy:
            origin.backup(copy)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
