"""What every part of the `Store` stands on: an open database, read and written in transactions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from trainer.store.changes import CountingSession
from trainer.store.engines import SILENT_FOR_S, Engines, ServerSilence
from trainer.store.errors import StoreConflict, translated

T = TypeVar("T")


def now_utc() -> datetime:
    return datetime.now(UTC)


class Transactions:
    """An open database. Use it in a `with`, or call `close`."""

    def __init__(
        self, engines: Engines, name: str, news: str = "", silent_for_s: float = SILENT_FOR_S
    ) -> None:
        self._engines = engines
        self._silence = ServerSilence(name, lasts_s=silent_for_s)
        self.name = name
        self.news = news

    def close(self) -> None:
        """Close all connections. May be called twice."""
        self._engines.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[Session]:
        with self._translated(), CountingSession(self._engines.writer) as session, session.begin():
            yield session

    def _written(self, write: Callable[[Session], T]) -> T:
        """What `write` returns, in one transaction; after a `StoreConflict` tried once more.

        Another station may store the same trial, patient or definition at the same time: the
        second try sees it.
        """
        try:
            return self._written_once(write)
        except StoreConflict:
            return self._written_once(write)

    def _written_once(self, write: Callable[[Session], T]) -> T:
        with self._writing() as session:
            return write(session)

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        with self._translated(), Session(self._engines.reader) as session:
            yield session

    @contextmanager
    def _translated(self) -> Iterator[None]:
        self._silence.check()
        try:
            yield
        except SQLAlchemyError as error:
            self._silence.note(self._engines, error)
            raise translated(error, self.name) from error
