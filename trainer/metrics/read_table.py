"""Reads what people hand in to be measured: a table of time and two axes, and a rim.

`baps metrics` calls it. A table is CSV with or without a header, or JSON lines: `layout` finds it
in the text, `columns` chooses among its columns. An error is one line that says what is wrong, and
in which line of the file.
"""

import codecs
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import compress
from operator import itemgetter
from pathlib import Path

import numpy as np

from trainer.metrics.clock_times import FORMS, is_clock_time, seconds_since_first
from trainer.metrics.columns import ANYTHING, Request, TableColumns, choose_columns, has_axes
from trainer.metrics.errors import TableError
from trainer.metrics.layout import (
    TableLayout,
    find_layout,
    first_row,
    numeric,
    table_rows,
    trimmed,
)
from trainer.metrics.table import MotionTable
from trainer.recording.columns import FloatArray
from trainer.recording.envelope import Envelope, round_rim
from trainer.recording.vocabulary import Source

LARGEST_TILT_DEG = 90.0
FORM = '{"directions_deg": [0, 90, ...], "tilt_deg": [14.5, 13.9, ...]}'

WIDTH_FROM = 200
"""A table without a header is as wide as the widest of so many lines."""
MOST_SUMMARY_ROWS = 10
TOO_FEW_DIGITS = 0.02
"""If more of the times repeat, the clock's digits are at fault and not a row."""
MISSING = frozenset({"", "nan", "na", "n/a", "#n/a", "null", "none", "-", "--"})
THOUSANDS = re.compile(r"[-+]?\d{1,3}(?:[ '’,.]\d{3})+(?:[.,]\d+)?|[-+]?\d{1,3} \d+[.,]\d+")
POINTS_AND_COMMA = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+,\d+")
NO_THOUSANDS = "export it with decimal points, and without separators of thousands"
_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class _Cells:
    """The rows of a table as text, each with the number of its line.

    `notes` say what was left out.
    """

    lines: Sequence[int]
    rows: Sequence[Sequence[str]]
    decimal_commas: bool = False
    """Whether 0,5 may mean a half, because commas do not separate the cells."""
    notes: tuple[str, ...] = ()


def read_table(path: Path, request: Request = ANYTHING) -> MotionTable:
    """The table in a file. The header wins over the unit that is requested.

    Rows in which both axes are empty or say `NaN` or `NA` are left out like a gap, and so are rows
    without a time at the end (`Mean;…`), which a note names. `TableError` if the file is missing,
    empty or not text, has no such columns, or holds text, half a row, a `nan` beside a number, or
    times that do not rise.
    """
    text = _text(path)
    try:
        if text.lstrip().startswith("{"):
            return _from_json_lines(text, request)
        return _from_csv(text, request)
    except TableError as problem:
        raise TableError(f"{path}: {problem}") from None


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise TableError(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise TableError(f"{path}: this is a folder; name a file in it") from None
    except OSError as problem:
        raise TableError(f"{path}: cannot be read ({problem.strerror})") from None
    text = _decoded(content)
    # Word processors write a minus that no number may have.
    text = text and text.replace("−", "-")
    if text is None or _CONTROL.search(text):
        raise TableError(f"{path}: this is not a text table; give a CSV file or JSON lines")
    if not text.strip():
        raise TableError(f"{path}: the file is empty")
    return text


def _decoded(content: bytes) -> str | None:
    """UTF-16 if the first bytes say so, else UTF-8, else the code page of older Windows."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif content[1:2] == b"\0":
        encodings = ["utf-16-le"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return None


def _from_csv(text: str, request: Request) -> MotionTable:
    lines = text.splitlines()
    layout = find_layout(lines)
    at, row = first_row(lines, layout)
    if layout.header is not None:
        _check_width(at, len(trimmed(row)), len(layout.header))
    try:
        width = len(layout.header) if layout.header else _width(lines, layout)
        columns = choose_columns(layout.header, width, request)
    except TableError as problem:
        raise TableError(f"line {layout.first if layout.header else at}: {problem}") from None
    whole = _whole(lines, layout, columns)
    if whole is not None:
        return _motion(whole, columns)
    cells = _Cells(*table_rows(lines, layout), decimal_commas=layout.delimiter != ",")
    return _table(cells, columns)


def _check_width(line: int, cells: int, named: int) -> None:
    """`TableError` if a row has more cells than the header: nobody knows which are which."""
    if cells <= named:
        return
    raise TableError(
        f"line {line} has {cells} columns and the header {named}: "
        + (
            "a decimal comma? Then separate the columns by ; or tab"
            if cells == 2 * named
            else "give every column a name, that of the row numbers, too"
        )
    )


def _width(lines: list[str], layout: TableLayout) -> int:
    """How many columns a table without a header has; empty ones at the end are none."""
    return max(len(trimmed(row)) for row in table_rows(lines[:WIDTH_FROM], layout)[1])


def _whole(lines: list[str], layout: TableLayout, columns: TableColumns) -> FloatArray | None:
    """Time, AP and ML of a table without any fault, read at once; None if it has one."""
    try:
        values = np.loadtxt(
            lines[layout.first :],
            delimiter=None if layout.delimiter == " " else layout.delimiter,
            usecols=columns.places,
            quotechar='"',
            unpack=True,
            ndmin=2,
        )
    except ValueError:
        return None
    sound = values.size and np.isfinite(values).all() and (np.diff(values[0]) > 0).all()
    return values if sound else None


def _from_json_lines(text: str, request: Request) -> MotionTable:
    objects = list(_json_objects(text))
    names = list(objects[0][1])
    if request.columns is None and not has_axes(names):
        raise TableError(
            "it has no columns t_s, ap_deg and ml_deg; turn a raw sensor recording into tilt "
            "first, with baps log --board replay:FILE"
        )
    columns = choose_columns(names, len(names), request)
    rows = [[_cell(entry.get(name)) for name in names] for _, entry in objects]
    return _table(_Cells([number for number, _ in objects], rows), columns)


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _json_objects(text: str) -> Iterator[tuple[int, dict[str, object]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as problem:
            raise TableError(f"line {number} is not JSON ({problem.msg})") from None
        if not isinstance(entry, dict):
            raise TableError(f"line {number} is not a JSON object")
        yield number, entry


def _table(cells: _Cells, columns: TableColumns) -> MotionTable:
    """The table, read row by row; `TableError` names the line of the first fault."""
    if not cells.rows:
        raise TableError("there is a header and no rows below it")
    cells = _without_summary(cells, columns)
    cells, columns = _with_seconds(_with_points(cells, columns), columns)
    kept = _where_not_empty(cells, columns)
    values = _numbers(kept, columns)
    _check_finite(values, kept.lines, columns)
    _check_times(values[0], kept.lines, columns)
    begins = cells.rows[0][columns.places[0]]
    read = _motion(values, columns, float(begins) if numeric(begins) else None)
    return replace(read, notes=cells.notes)


def _motion(values: FloatArray, columns: TableColumns, begins: float | None = None) -> MotionTable:
    begins_s = None if begins is None else begins * columns.seconds
    time_s = values[0] * columns.seconds
    return MotionTable(time_s, values[1], values[2], columns.unit, columns.names, begins_s)


def _without_summary(cells: _Cells, columns: TableColumns) -> _Cells:
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


def _with_seconds(cells: _Cells, columns: TableColumns) -> tuple[_Cells, TableColumns]:
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


def _numbers(cells: _Cells, columns: TableColumns) -> FloatArray:
    if not cells.rows:
        raise TableError(f"columns {columns.names.ap} and {columns.names.ml} are empty throughout")
    try:
        wanted = zip(*map(itemgetter(*columns.places), cells.rows), strict=True)
        return np.array([list(map(float, column)) for column in wanted], dtype=np.float64)
    except (ValueError, IndexError):
        bad = (_what_is_bad(*row, columns) for row in zip(cells.lines, cells.rows, strict=True))
        raise TableError(next(filter(None, bad))) from None


def _where_not_empty(cells: _Cells, columns: TableColumns) -> _Cells:
    """The rows without those in which both axes are empty: nobody stood on the plate."""
    axes = columns.places[1:]
    stays = [any(at >= len(row) or not _is_missing(row[at]) for at in axes) for row in cells.rows]
    return _Cells(list(compress(cells.lines, stays)), list(compress(cells.rows, stays)))


def _is_missing(cell: str) -> bool:
    return cell.strip().lower() in MISSING


def _with_points(cells: _Cells, columns: TableColumns) -> _Cells:
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


def read_envelope(text: str) -> Envelope:
    """A number of degrees, the same all round, or a JSON file of directions and tilts.

    Directions are degrees from the toes (0) towards the right (90). `TableError` says what is
    wrong with either.
    """
    try:
        tilt_deg = float(text)
    except ValueError:
        return _from_file(Path(text))
    if not 0 < tilt_deg < LARGEST_TILT_DEG:
        raise TableError(f"--envelope {text}: a rim lies between 0 and 90 degrees")
    return round_rim(tilt_deg, Source.ASSUMED)


def _from_file(path: Path) -> Envelope:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        directions = tuple(float(value) for value in content["directions_deg"])
        tilts = tuple(float(value) for value in content["tilt_deg"])
    except FileNotFoundError:
        raise TableError(f"--envelope {path}: not a number of degrees, and no such file") from None
    except OSError as problem:
        raise TableError(f"--envelope {path}: cannot be read ({problem.strerror})") from None
    except (ValueError, KeyError, TypeError):
        raise TableError(f"--envelope {path}: not JSON of the form {FORM}") from None
    try:
        envelope = Envelope(directions, tilts, Source.MEASURED)
    except ValueError as problem:
        raise TableError(f"--envelope {path}: {problem}") from None
    if not all(tilt < LARGEST_TILT_DEG for tilt in tilts):
        raise TableError(f"--envelope {path}: a rim lies between 0 and 90 degrees")
    return envelope
