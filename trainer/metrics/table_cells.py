"""The cells of a table as numbers: what exports write in them, and what is wrong with the rest.

`read_table` calls it with the rows as text. Every error names the line of the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress
from operator import itemgetter

import numpy as np

from trainer.metrics.clock_times import FORMS, is_clock_time, seconds_since_first
from trainer.metrics.columns import TableColumns
from trainer.metrics.errors import TableError
from trainer.metrics.layout import numeric
from trainer.recording.columns import FloatArray

MOST_SUMMARY_ROWS = 10
MISSING = frozenset({"", "nan", "na", "n/a", "#n/a", "null", "none", "-", "--"})
THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:[ '’,.]\d{3})+(?:[.,]\d+)?|[-+]?\d{1,3} \d+[.,]\d+")
POINTS_AND_COMMA = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+,\d+")
NO_THOUSANDS = "export it with decimal points, and without separators of thousands"
TOO_FEW_DIGITS = 0.02
"""If more of the times repeat, the clock's digits are at fault and not a row."""


@dataclass(frozen=True)
class Cells:
    """The rows of a table as text, each with the number of its line.

    `notes` say what was left out.
    """

    lines: Sequence[int]
    rows: Sequence[Sequence[str]]
    decimal_commas: bool = False
    """Whether 0,5 may mean a half, because commas do not separate the cells."""
    notes: tuple[str, ...] = ()


def read_cells(cells: Cells, columns: TableColumns) -> tuple[FloatArray, Cells, TableColumns]:
    """Time, AP and ML (3 by N), the cells they were read from, and their columns.

    Rows without both axes are left out of the numbers and not of the cells. `TableError` for the
    first fault.
    """
    if not cells.rows:
        raise TableError("there is a header and no rows below it")
    cells = _without_summary(cells, columns)
    cells, columns = _with_seconds(_with_points(cells, columns), columns)
    kept = _where_not_empty(cells, columns)
    values = _numbers(kept, columns)
    _check_finite(values, kept.lines, columns)
    _check_times(values[0], kept.lines, columns)
    return values, cells, columns


def _without_summary(cells: Cells, columns: TableColumns) -> Cells:
    """The rows without those at the end that have no time, such as `Mean;…` and `SD;…`."""
    at = columns.places[0]
    timed = [_is_timed(row[at]) if at < len(row) else False for row in cells.rows]
    after = max((index + 1 for index, has_time in enumerate(timed) if has_time), default=0)
    extra = cells.rows[after:]
    if not after or not extra or len(extra) > MOST_SUMMARY_ROWS:
        return cells
    begin = ", ".join(repr(row[0][:20]) for row in extra)
    note = f"rows at the end without a time are left out: {begin}"
    return replace(
        cells, lines=cells.lines[:after], rows=cells.rows[:after], notes=(*cells.notes, note)
    )


def _is_timed(cell: str) -> bool:
    return numeric(cell.replace(",", ".")) or is_clock_time(cell)


def _with_seconds(cells: Cells, columns: TableColumns) -> tuple[Cells, TableColumns]:
    """Times of day and date-times made seconds since the first row."""
    at = columns.places[0]
    times = [row[at] for row in cells.rows if at < len(row)]
    if len(times) < len(cells.rows) or not is_clock_time(times[0]):
        return cells, columns
    seconds = seconds_since_first(times)
    if seconds is None:
        return cells, columns
    rows = [
        [*row[:at], repr(second), *row[at + 1 :]]
        for row, second in zip(cells.rows, seconds, strict=True)
    ]
    return replace(cells, rows=rows), replace(columns, seconds=1.0)


def _where_not_empty(cells: Cells, columns: TableColumns) -> Cells:
    """The rows without those in which both axes are empty: nobody stood on the plate."""
    axes = columns.places[1:]
    stays = [any(at >= len(row) or not _is_missing(row[at]) for at in axes) for row in cells.rows]
    return Cells(list(compress(cells.lines, stays)), list(compress(cells.rows, stays)))


def _is_missing(cell: str) -> bool:
    return cell.strip().lower() in MISSING


def _with_points(cells: Cells, columns: TableColumns) -> Cells:
    """Decimal commas made points, unless numbers with points show that commas mean thousands."""
    if not cells.decimal_commas:
        return cells
    wanted = [[row[at] for at in columns.places if at < len(row)] for row in cells.rows]
    for line, row in zip(cells.lines, wanted, strict=True):
        if found := next(filter(POINTS_AND_COMMA.fullmatch, row), None):
            raise TableError(f"line {line}: {found!r} is not a number: {NO_THOUSANDS}")
    points = (cell for row in wanted for cell in row if "." in cell and not is_clock_time(cell))
    if any(points):
        return cells
    return replace(cells, rows=[[cell.replace(",", ".") for cell in row] for row in cells.rows])


def _numbers(cells: Cells, columns: TableColumns) -> FloatArray:
    if not cells.rows:
        raise TableError(f"columns {columns.names.ap} and {columns.names.ml} are empty throughout")
    try:
        wanted = zip(*map(itemgetter(*columns.places), cells.rows), strict=True)
        return np.array([list(map(float, column)) for column in wanted], dtype=np.float64)
    except (ValueError, IndexError):
        bad = (_what_is_bad(*row, columns) for row in zip(cells.lines, cells.rows, strict=True))
        raise TableError(next(filter(None, bad))) from None


def _what_is_bad(line: int, row: Sequence[str], columns: TableColumns) -> str | None:
    for index, name in zip(columns.places, columns.labels, strict=True):
        if index >= len(row):
            return f"line {line} has {len(row)} columns and none for {name}"
        if not numeric(row[index]):
            return f"line {line}, column {name}: {_why_no_number(row[index], name, columns)}"
    return None


def _why_no_number(cell: str, name: str, columns: TableColumns) -> str:
    shown = cell[:30]
    if not shown.strip():
        return "holds nothing; correct or remove the row"
    if THOUSANDS.fullmatch(shown.strip()):
        return f"holds {shown!r}, not a number: {NO_THOUSANDS}"
    if name == columns.names.time and ":" in shown:
        return f"holds {shown!r}, not a time: give {FORMS}"
    return f"holds {shown!r}, not a number; correct or remove the row"


def _check_finite(values: FloatArray, lines: Sequence[int], columns: TableColumns) -> None:
    bad = np.argwhere(~np.isfinite(values.T))
    if len(bad):
        row, column = bad[0]
        raise TableError(
            f"line {lines[row]}, column {columns.labels[column]}: holds "
            f"{values[column, row]}, not a number; remove the row, it is not filled in"
        )


def _check_times(times: FloatArray, lines: Sequence[int], columns: TableColumns) -> None:
    bad = np.flatnonzero(np.diff(times) <= 0)
    if not len(bad):
        return
    at = int(bad[0]) + 1
    unit = " s" if columns.seconds == 1.0 else ""
    before, now = f"{times[at - 1]:.12g}{unit}", f"{times[at]:.12g}{unit}"
    if before == now and len(bad) > TOO_FEW_DIGITS * len(times):
        raise TableError(
            f"line {lines[at]}: time {now} repeats, and {len(bad)} of {len(times)} do: they were "
            "saved with too few digits; export more digits, or seconds since the start"
        )
    if before == now:
        raise TableError(f"line {lines[at]}: time {now} repeats; remove one of the two rows")
    if at > 1 and times[at] <= times[0]:
        raise TableError(
            f"line {lines[at]}: time begins again at {now} after {before}: this looks like two "
            "recordings; put each into a file of its own"
        )
    do = (
        "the clock was set back, or two recordings were joined: put each part into a file of its "
        "own, or sort the rows by time"
        if len(bad) == 1
        else "sort the rows by time"
    )
    raise TableError(f"line {lines[at]}: time goes back from {before} to {now}; {do}")
