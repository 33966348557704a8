"""Reads a table of time and two axes: CSV with or without a header, or JSON lines.

`baps metrics` calls it. An error is one line that says what is wrong, in which line of the file.
`layout` finds the table in the text, `columns` chooses among its columns.
"""

import codecs
import json
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import compress
from operator import itemgetter
from pathlib import Path

import numpy as np

from trainer.metrics.columns import ANYTHING, Columns, Request, choose_columns, has_axes
from trainer.metrics.errors import TableError
from trainer.metrics.layout import find_layout, numeric, table_rows
from trainer.metrics.sway import FloatArray
from trainer.metrics.table import MotionTable

_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class _Cells:
    """The rows of a table as text, each with the number of its line."""

    lines: Sequence[int]
    rows: Sequence[Sequence[str]]
    decimal_commas: bool = False
    """Whether 0,5 may be a half, because commas do not separate the cells."""


def read_table(path: Path, request: Request = ANYTHING) -> MotionTable:
    """The table in a file; what is requested counts where the header says nothing else.

    Rows in which both axes are empty are left out like a gap. `TableError` if the file is missing,
    empty, not text, has no such columns, or holds text, half a row, `nan`, or times that do not
    rise.
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
    if text is None or _CONTROL.search(text):
        raise TableError(f"{path}: this is not a text table; give a CSV file or JSON lines")
    if not text.strip():
        raise TableError(f"{path}: the file is empty")
    return text


def _decoded(content: bytes) -> str | None:
    """UTF-16 if the first bytes say so, else UTF-8, else what older Windows programs write."""
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
    cells = _Cells(*table_rows(lines, layout), decimal_commas=layout.delimiter != ",")
    if layout.header is None:
        at, width = cells.lines[0], len(cells.rows[0])
    else:
        at, width = layout.first, len(layout.header)
        _check_width(cells, width)
    try:
        columns = choose_columns(layout.header, width, request)
    except TableError as problem:
        raise TableError(f"line {at}: {problem}") from None
    return _table(cells, columns)


def _check_width(cells: _Cells, width: int) -> None:
    if cells.rows and len(cells.rows[0]) == 2 * width:
        raise TableError(
            f"line {cells.lines[0]} has {2 * width} columns and the header {width}: "
            "a decimal comma? Then separate the columns by ; or tab"
        )


def _from_json_lines(text: str, request: Request) -> MotionTable:
    objects = list(_json_objects(text))
    names = list(objects[0][1])
    if request.columns is None and not has_axes(names):
        raise TableError(
            "no columns t_s, ap_deg and ml_deg in it; a raw sensor recording is first brought to "
            "tilt, with baps log --board replay:FILE"
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


def _table(cells: _Cells, columns: Columns) -> MotionTable:
    if not cells.rows:
        raise TableError("there is a header and no rows below it")
    try:
        values, lines = _numbers(cells, columns), cells.lines
        begins = values[0, 0]
    except (ValueError, IndexError):
        whole = _with_points(cells, columns)
        kept = _where_not_empty(whole, columns)
        values, lines = _numbers_or_why_not(kept, columns), kept.lines
        begins = _number_or_nan(whole.rows[0][columns.places[0]])
    _check_finite(values, lines, columns)
    _check_times(values[0], lines, columns)
    time_s = values[0] * columns.seconds
    begins_s = begins * columns.seconds if math.isfinite(begins) else None
    return MotionTable(time_s, values[1], values[2], columns.unit, columns.names, begins_s)


def _numbers(cells: _Cells, columns: Columns) -> FloatArray:
    wanted = zip(*map(itemgetter(*columns.places), cells.rows), strict=True)
    return np.array([list(map(float, column)) for column in wanted], dtype=np.float64)


def _numbers_or_why_not(cells: _Cells, columns: Columns) -> FloatArray:
    if not cells.rows:
        raise TableError(f"columns {columns.names.ap} and {columns.names.ml} are empty throughout")
    try:
        return _numbers(cells, columns)
    except (ValueError, IndexError):
        bad = (_what_is_bad(*row, columns) for row in zip(cells.lines, cells.rows, strict=True))
        raise TableError(next(filter(None, bad))) from None


def _where_not_empty(cells: _Cells, columns: Columns) -> _Cells:
    """Without the rows in which both axes are empty: nobody stood on the plate."""
    axes = columns.places[1:]
    stays = [any(at >= len(row) or row[at].strip() for at in axes) for row in cells.rows]
    return _Cells(list(compress(cells.lines, stays)), list(compress(cells.rows, stays)))


def _with_points(cells: _Cells, columns: Columns) -> _Cells:
    """Decimal commas as points, unless numbers with points show that commas mean thousands."""
    wanted = [[row[at] for at in columns.places if at < len(row)] for row in cells.rows]
    if not cells.decimal_commas or any("." in cell for row in wanted for cell in row):
        return cells
    return _Cells(cells.lines, [[cell.replace(",", ".") for cell in row] for row in cells.rows])


def _what_is_bad(line: int, row: Sequence[str], columns: Columns) -> str | None:
    for index, name in zip(columns.places, columns.labels, strict=True):
        if index >= len(row):
            return f"line {line} has {len(row)} columns and none for {name}"
        if not numeric(row[index]):
            shown = row[index][:30]
            what = f"{shown!r}, not a number" if shown.strip() else "nothing"
            return f"line {line}, column {name}: holds {what}; correct or remove the row"
    return None


def _number_or_nan(cell: str) -> float:
    return float(cell) if numeric(cell) else math.nan


def _check_finite(values: FloatArray, lines: Sequence[int], columns: Columns) -> None:
    bad = np.argwhere(~np.isfinite(values.T))
    if len(bad):
        row, column = bad[0]
        raise TableError(
            f"line {lines[row]}, column {columns.labels[column]}: holds "
            f"{values[column, row]}, not a number; remove the row, it is not filled in"
        )


def _check_times(times: FloatArray, lines: Sequence[int], columns: Columns) -> None:
    bad = np.flatnonzero(np.diff(times) <= 0)
    if not len(bad):
        return
    at = int(bad[0]) + 1
    unit = " s" if columns.seconds == 1.0 else ""
    before, now = f"{times[at - 1]:.12g}{unit}", f"{times[at]:.12g}{unit}"
    if before == now:
        raise TableError(f"line {lines[at]}: time {now} repeats; remove one of the two rows")
    if at > 1 and times[at] <= times[0]:
        raise TableError(
            f"line {lines[at]}: time begins again at {now} after {before}: this looks like two "
            "recordings; put each into a file of its own"
        )
    raise TableError(
        f"line {lines[at]}: time goes back from {before} to {now}; sort the rows by time"
    )
