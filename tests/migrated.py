"""New databases of tests: copies of one that a worker has migrated from nothing.

All migrations together take 45 ms, and most tests with a database have one of their own.
`tests/store`, which is about the database itself, has each of them migrated.
"""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from sqlalchemy.engine import URL

from trainer.store import schema
from trainer.store.places import database_file, sqlite_url

_really = schema.upgrade_database


@contextmanager
def copied_when_new() -> Iterator[None]:
    """A `Store` that is opened in here on a file without tables gets a copy of a migrated one."""
    schema.upgrade_database = _upgraded
    try:
        yield
    finally:
        schema.upgrade_database = _really


def _upgraded(address: URL, busy_timeout_s: float) -> schema.Upgraded:
    file = database_file(address)
    if file is None or not _is_empty(file):
        return _really(address, busy_timeout_s)
    file.write_bytes(_migrated())
    return schema.Upgraded(None, max(schema.revisions()))


def _is_empty(file: Path) -> bool:
    """Without a table, as whoever looked for one leaves it."""
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "migrated.db"
        _really(sqlite_url(file))
        return file.read_bytes()
