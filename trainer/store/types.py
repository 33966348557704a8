"""Column types that keep times in UTC, board ids whole and vocabularies closed."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import DateTime, Dialect, Enum, String
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=StrEnum)
LONGEST_WORD = 32
BOARD_ID_DIGITS = 16


class UtcTime(TypeDecorator[datetime]):
    """A moment. A time without a zone is refused; what comes back is in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database; SQLite keeps no zone, so what it is given is always UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"the time {value} has no time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class BoardId(TypeDecorator[int]):
    """An unsigned 64-bit number as 16 hexadecimal digits: databases know signed ones only."""

    impl = String(BOARD_ID_DIGITS)
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else f"{value:0{BOARD_ID_DIGITS}x}"

    def process_result_value(self, value: str | None, dialect: Dialect) -> int | None:
        """From the database."""
        return None if value is None else int(value, 16)


def word(vocabulary: type[E]) -> Any:
    """A column of one of the closed vocabularies, kept as the word itself.

    Without a constraint in the database: a word that is added later needs no migration.
    """
    return Enum(
        vocabulary,
        native_enum=False,
        create_constraint=False,
        length=LONGEST_WORD,
        values_callable=lambda words: [w.value for w in words],
    )
