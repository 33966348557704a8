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
from dataclasses import dataclass
from itertools import compress
from operator import itemgetter
from pathlib import Path

import numpy as np

from trainer.metrics.columns import ANYTHING, Request, TableColumns, choose_columns, has_axes
from trainer.metrics.errors import TableError
from trainer.metrics.layout import TableLayout, find_layout, first_row, numeric, table_rows
from trainer.metrics.table import MotionTable
from trainer.recording.columns import FloatArray
from trainer.recording.envelope import Envelope, round_rim
from trainer.recording.vocabulary import Source

LARGEST_TILT_DEG = 90.0
FORM = '{"directions_deg": [0, 90, ...], "tilt_deg": [14.5, 13.9, ...]}'

_CONTROL = re.compile("[\0-\x08\x0e-\x1f]")


@dataclass(frozen=True)
class _Cells:
    """The rows of a table as text, each with the number of its line."""

    lines: Sequence[int]
    rows: Sequence[Sequence[str]]
    decimal_commas: bool = False
    """Whether 0,5 may mean a half, because commas do not separate the cells."""


def read_table(path: Path, request: Request = ANYTHING) -> MotionTable:
    """The table in a file. The header wins over the unit that is requested.

    Rows in which both axes are empty are left out like a gap. `TableError` if the file is missing,
    empty or not text, has no such columns, or holds text, half a row, `nan`, or times that do not
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
    if layout.header is not None and len(row) == 2 * len(layout.header):
        raise TableError(
            f"line {at} has {len(row)} columns and the header {len(layout.header)}: "
            "a decimal comma? Then separate the columns by ; or tab"
        )
    try:
        columns = choose_columns(layout.header, len(layout.header or row), request)
    except TableError as problem:
        raise TableError(f"line {layout.first if layout.header else at}: {problem}") from None
    whole = _whole(lines, layout, columns)
    if whole is not None:
        return _motion(whole, columns)
    cells = _Cells(*table_rows(lines, layout), decimal_commas=layout.delimiter != ",")
    return _table(cells, columns)


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
    cells = _with_points(cells, columns)
    kept = _where_not_empty(cells, columns)
    values = _numbers(kept, columns)
    _check_finite(values, kept.lines, columns)
    _check_times(values[0], kept.lines, columns)
    begins = cells.rows[0][columns.places[0]]
    return _motion(values, columns, float(begins) if numeric(begins) else None)


def _motion(values: FloatArray, columns: TableColumns, begins: float | None = None) -> MotionTable:
    begins_s = None if begins is None else begins * columns.seconds
    time_s = values[0] * columns.seconds
    return MotionTable(time_s, values[1], values[2], columns.unit, columns.names, begins_s)


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
    stays = [any(at >= len(row) or row[at].strip() for at in axes) for row in cells.rows]
    return _Cells(list(compress(cells.lines, stays)), list(compress(cells.rows, stays)))


def _with_points(cells: _Cells, columns: TableColumns) -> _Cells:
    """Decimal commas made points, unless numbers with points show that commas mean thousands."""
    wanted = [[row[at] for at in columns.places if at < len(row)] for row in cells.rows]
    if not cells.decimal_commas or any("." in cell for row in wanted for cell in row):
        return cells
    return _Cells(cells.lines, [[cell.replace(",", ".") for cell in row] for row in cells.rows])


def _what_is_bad(line: int, row: Sequence[str], columns: TableColumns) -> str | None:
    for index, name in zip(columns.places, columns.labels, strict=True):
        if index >= len(row):
            return f"line {line} has {len(row)} columns and none for {name}"
        if not numeric(row[index]):
            shown = row[index][:30]
            what = f"{shown!r}, not a number" if shown.strip() else "nothing"
            return f"line {line}, column {name}: holds {what}; correct or remove the row"
    return None


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
