"""Reads the table that people hand in to be measured: time and two axes.

`baps metrics` calls it. A table is CSV with or without a header, or JSON lines: `layout` finds it
in the text, `columns` chooses among its columns, `table_cells` makes numbers of them. An error is
one line that says what is wrong, and in which line of the file.
"""

import codecs
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np

from trainer.metrics.columns import ANYTHING, Request, TableColumns, choose_columns
from trainer.metrics.errors import TableError
from trainer.metrics.headings import has_axes
from trainer.metrics.layout import (
    TableLayout,
    find_layout,
    first_row,
    numeric,
    table_rows,
    trimmed,
)
from trainer.metrics.table import MotionTable
from trainer.metrics.table_cells import Cells, read_cells
from trainer.recording.columns import FloatArray

WIDTH_FROM = 200
"""A table without a header is as wide as the widest of so many lines."""
_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")


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
    cells = Cells(*table_rows(lines, layout), decimal_commas=layout.delimiter != ",")
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
    return _table(Cells([number for number, _ in objects], rows), columns)


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


def _table(cells: Cells, columns: TableColumns) -> MotionTable:
    """The table, read row by row; `TableError` names the line of the first fault."""
    values, cells, columns = read_cells(cells, columns)
    begins = cells.rows[0][columns.places[0]]
    read = _motion(values, columns, float(begins) if numeric(begins) else None)
    return replace(read, notes=cells.notes)


def _motion(values: FloatArray, columns: TableColumns, begins: float | None = None) -> MotionTable:
    begins_s = None if begins is None else begins * columns.seconds
    time_s = values[0] * columns.seconds
    return MotionTable(time_s, values[1], values[2], columns.unit, columns.names, begins_s)
