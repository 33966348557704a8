"""What people type by hand: numbers with a decimal comma, and local dates and times."""

from datetime import UTC, date, datetime
from typing import Any

import click

from trainer.cli.options import FiniteRange
from trainer.recording.history import day_began

EARLIEST_YEAR = 1900
NOON = 12
HOW = "give a date such as 2026-03-04, or '2026-03-04 07:30', in local time"


class Measured(FiniteRange):
    """A number in a range, also with a decimal comma."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        plain = value.replace(",", ".") if isinstance(value, str) else value
        return super().convert(plain, param, ctx)


class When(click.ParamType[datetime]):
    """A local date, or date and time, that is not in the future; as UTC. A date means its noon,
    today's date means now.
    """

    name = "WHEN"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        text, now = str(value).strip(), datetime.now(UTC)
        try:
            moment = _moment(text, now)
        except (ValueError, OverflowError, OSError):
            self.fail(f"{value!r} is no time: {HOW}", param, ctx)
        if moment > now:
            self.fail(f"{value} lies in the future: {HOW}", param, ctx)
        return moment


class Day(When):
    """A local date that is not in the future, as the moment it began, in UTC."""

    name = "DATE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        moment = super().convert(value, param, ctx).astimezone()
        return day_began(moment.date())


def _moment(text: str, now: datetime) -> datetime:
    found = datetime.fromisoformat(text)
    if found.year < EARLIEST_YEAR:
        raise ValueError(text)
    if not _is_day_alone(text):
        return found.astimezone(UTC)
    if found.date() == now.astimezone().date():
        return now
    return found.replace(hour=NOON).astimezone(UTC)


def _is_day_alone(text: str) -> bool:
    """Whether no time of day follows: `2026-03-04 0730` has one, though without a colon."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
