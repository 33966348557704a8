"""Times of day and date-times of a table, as seconds: what exports write in place of seconds.

`read_table` calls it for a time column that holds no numbers: `2026-11-22T10:00:00.010` (ISO 8601,
also with a space or a decimal comma), `10:00:00,010` and `00:00.010`.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

DAY_S, HOUR_S = 86_400.0, 3600.0
FORMS = "seconds, 10:00:00.010 or 2026-11-22T10:00:00.010"
_CLOCK = re.compile(r"(?:(\d{1,2}):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?)")


def is_clock_time(cell: str) -> bool:
    """Whether a cell is a time of day, minutes and seconds, or a date-time."""
    return _clock_s(cell) is not None or _moment(cell) is not None


def seconds_since_first(cells: Sequence[str]) -> list[float] | None:
    """Seconds from the first cell to each; None if one of them is no such time.

    Times of day go on over midnight, minutes and seconds over the hour. Date-times without a zone
    are taken as of one zone.
    """
    clock = [_clock_s(cell) for cell in cells]
    if all(one is not None for one in clock):
        with_hours = all(cell.count(":") > 1 for cell in cells)
        known_s = [one for one in clock if one is not None]
        return _over_the_end(known_s, DAY_S if with_hours else HOUR_S)
    moments = [_moment(cell) for cell in cells]
    known = [one for one in moments if one is not None]
    if len(known) < len(moments):
        return None
    return [(one - known[0]).total_seconds() for one in known]


def _over_the_end(times_s: list[float], period_s: float) -> list[float]:
    """Seconds since the first of the times of a clock that begins anew after `period_s`.

    A step back by more than half of that is the clock's end; a smaller one stays, for the reader to
    be told of.
    """
    found, ended_s, before_s = [], 0.0, times_s[0]
    for time_s in times_s:
        if time_s < before_s - period_s / 2:
            ended_s += period_s
        before_s = time_s
        # Rounded, because the difference of two large times has digits that nobody wrote.
        found.append(round(time_s + ended_s - times_s[0], 9))
    return found


def _clock_s(cell: str) -> float | None:
    parts = _CLOCK.fullmatch(cell.strip())
    if parts is None:
        return None
    hours, minutes, seconds = parts.groups()
    return 3600.0 * int(hours or 0) + 60.0 * int(minutes) + float(seconds.replace(",", "."))


def _moment(cell: str) -> datetime | None:
    if ":" not in cell:
        return None
    try:
        moment = datetime.fromisoformat(cell.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
