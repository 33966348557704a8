"""The day of something that was found or done before today, asked on a form."""

from datetime import UTC, date, datetime, time

from games.screens.station.questions import Kind, Question
from trainer.sessions.forms.answers import Answers
from trainer.texts import said

DAY = Question("day", "Day", Kind.DATE, required=True)
AHEAD, LONG_AGO = "This day lies in the future.", "This day is too long ago."
NOON = time(12)
EARLIEST = date(1900, 1, 1)


def moment_of(answers: Answers) -> datetime:
    """Now for today, the noon of an earlier day; ValueError, for people, for any other."""
    day, now = answers["day"], datetime.now(UTC)
    assert isinstance(day, date)
    today = now.astimezone().date()
    if day > today or day < EARLIEST:
        raise ValueError(said(AHEAD if day > today else LONG_AGO))
    return now if day == today else datetime.combine(day, NOON).astimezone(UTC)
