"""How connections are opened: a writer that locks at once, and a reader that does not lock.

SQLite runs in WAL with `synchronous=FULL`: a commit survives a power cut, and readers and the one
writer do not wait for each other. The writer begins IMMEDIATE, because a transaction that first
reads and then writes could not wait for another writer. The reader does not: it would block them.
A server that does not answer within seconds is left alone for a while.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from trainer.store.errors import StoreLeftAlone

BUSY_TIMEOUT_S = 10.0
SILENT_FOR_S = 60.0


@dataclass(frozen=True)
class Engines:
    """One engine for writing and one for reading."""

    writer: Engine
    reader: Engine

    def dispose(self) -> None:
        self.writer.dispose()
        self.reader.dispose()


class ServerSilence:
    """Remembers for a while that a server did not answer, so that nobody waits for it again.

    A file answers at once, with an error if need be: it is always asked.
    """

    def __init__(
        self,
        name: str,
        clock_s: Callable[[], float] = time.monotonic,
        lasts_s: float = SILENT_FOR_S,
    ) -> None:
        self._name = name
        self._lasts_s = lasts_s
        self._clock_s = clock_s
        self._silent_until_s = float("-inf")

    def check(self) -> None:
        """`StoreLeftAlone` if the server did not answer a short while ago."""
        left_s = self._silent_until_s - self._clock_s()
        if left_s > 0:
            raise StoreLeftAlone(
                f"the database {self._name} did not answer and is asked again in {left_s:.0f} s"
            )

    def note(self, engines: Engines, error: SQLAlchemyError) -> None:
        """After an error: a server whose connection failed is left alone."""
        if engines.writer.dialect.name != "sqlite" and isinstance(error, OperationalError):
            self._silent_until_s = self._clock_s() + self._lasts_s


def open_engines(url: URL, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engines:
    """Engines for a database; they connect when they are first used."""
    if url.get_backend_name() != "sqlite":
        return Engines(_server(url), _server(url, postgresql_readonly=True))
    return Engines(
        _sqlite(url, busy_timeout_s, "BEGIN IMMEDIATE", ()),
        _sqlite(url, busy_timeout_s, "BEGIN", ("query_only = ON",)),
    )


def patient_engine(url: URL, busy_timeout_s: float = BUSY_TIMEOUT_S) -> Engine:
    """A writer for upgrades, whose statements may take any time."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, busy_timeout_s, "BEGIN IMMEDIATE", ())
    return create_engine(url)


def _server(url: URL, **options: bool) -> Engine:
    from trainer.store.postgres import SERVER_PATIENCE, connected  # noqa: PLC0415  an extra

    engine = create_engine(
        url, pool_pre_ping=True, connect_args=SERVER_PATIENCE, execution_options=options
    )
    event.listen(engine, "do_connect", connected)
    return engine


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
