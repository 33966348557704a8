"""Column types, and how plain records become columns of a row.

The types store times in UTC, board ids without loss and only the words of a vocabulary. A record's
fields and its row's columns have the same names.
"""

from collections.abc import Set
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import DateTime, Dialect, Enum, String
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
LONGEST_WORD = 32
BOARD_ID_DIGITS = 16


class UtcTime(TypeDecorator[datetime]):
    """A time in UTC. One without a time zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"the time {value} has no time zone")
        moment = value.astimezone(UTC)
        # SQLite stores no time zone, so it always gets UTC.
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class BoardId(TypeDecorator[int]):
    """An unsigned 64-bit number as 16 hexadecimal digits: databases have only signed ones."""

    impl = String(BOARD_ID_DIGITS)
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:0{BOARD_ID_DIGITS}x}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value, 16)


def word(vocabulary: type[E]) -> Any:
    """A column for the words of a closed vocabulary, stored as text.

    The database has no constraint on it, so that a new word needs no migration.
    """
    return Enum(
        vocabulary,
        native_enum=False,
        create_constraint=False,
        length=LONGEST_WORD,
        values_callable=lambda words: [w.value for w in words],
    )


def columns_of(record: Any, *left_out: str) -> dict[str, Any]:
    """A record's fields as a row's columns; tuples and sets become lists."""
    return {
        f.name: _listed(getattr(record, f.name)) for f in fields(record) if f.name not in left_out
    }


def record_of(cls: type[T], row: Any, **given: Any) -> T:
    """The record in a row's columns; `given` are fields without a column."""
    found = {
        f.name: _unlisted(getattr(row, f.name), f.default)
        for f in fields(cls)  # type: ignore[arg-type]
        if f.name not in given
    }
    return cls(**found, **given)


def _listed(value: Any) -> Any:
    if isinstance(value, Set):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value


def _unlisted(value: Any, default: Any) -> Any:
    if not isinstance(value, list):
        return value
    return frozenset(value) if isinstance(default, frozenset) else tuple(value)
