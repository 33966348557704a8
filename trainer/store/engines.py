"""How connections are opened: a writer that takes its lock at once, and a reader that takes none.

SQLite runs in WAL with `synchronous=FULL`: a commit survives a power cut, and readers and the one
writer do not wait for each other. The writer begins IMMEDIATE, because a transaction that first
reads and then writes could not wait for another writer. The reader must not: it would block them.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection

BUSY_TIMEOUT_S = 10.0


@dataclass(frozen=True)
class Engines:
    """One engine for each way of using the database."""

    writer: Engine
    reader: Engine

    def dispose(self) -> None:
        """Close all connections."""
        self.writer.dispose()
        self.reader.dispose()


def open_engines(url: URL, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engines:
    """Engines for a database; nothing is connected yet."""
    if url.get_backend_name() != "sqlite":
        return Engines(
            create_engine(url, pool_pre_ping=True),
            create_engine(
                url,
                pool_pre_ping=True,
                execution_options={"postgresql_readonly": True},
            ),
        )
    return Engines(
        _sqlite(url, busy_timeout_s, "BEGIN IMMEDIATE", ()),
        _sqlite(url, busy_timeout_s, "BEGIN", ("query_only = ON",)),
    )


def _sqlite(url: URL, busy_timeout_s: float, begin: str, pragmas: tuple[str, ...]) -> Engine:
    engine = create_engine(url, connect_args={"timeout": busy_timeout_s})

    def connected(connection: Any, _record: Any) -> None:
        # The driver's own BEGIN is deferred and comes late; ours is emitted below.
        connection.isolation_level = None
        cursor = connection.cursor()
        try:
            for pragma in (*_PRAGMAS, *pragmas):
                cursor.execute(f"PRAGMA {pragma}")
        finally:
            cursor.close()

    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", begun)
    return engine


_PRAGMAS = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
