"""Reads a table of time and two axes: CSV with or without a header, or JSON lines.

`baps metrics` calls it. Everything that can be wrong with such a file is said in one line with the
line it is in.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np

from trainer.metrics.columns import Columns, choose_columns, named_columns, numeric
from trainer.metrics.errors import TableError
from trainer.metrics.table import MotionTable, Unit
from trainer.recording.columns import FloatArray

DELIMITERS = ";\t,"


@dataclass(frozen=True)
class _Row:
    line: int
    cells: list[str]


def read_table(path: Path, unit: Unit | None = None) -> MotionTable:
    """The table in a file; `unit` counts where the header does not say one.

    `TableError` where the file is missing, empty, not text, has no such columns, or holds text,
    gaps, numbers that are none, or times that do not rise.
    """
    text = _text(path)
    try:
        if text.lstrip().startswith("{"):
            return _from_json_lines(text, unit)
        return _from_csv(text, unit)
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
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise TableError(f"{path}: this is not a text table; give a CSV file or JSON lines")
    if not text.strip():
        raise TableError(f"{path}: the file is empty")
    return text


def _from_csv(text: str, unit: Unit | None) -> MotionTable:
    rows = _csv_rows(text)
    first = next(rows, None)
    if first is None:
        raise TableError("holds no rows, only comments")
    if numeric(first.cells[0]):
        columns, rows = choose_columns(None, len(first.cells), unit), chain([first], rows)
    else:
        columns = choose_columns(first.cells, len(first.cells), unit)
    return _table(rows, columns)


def _csv_rows(text: str) -> Iterator[_Row]:
    lines = text.splitlines()
    head = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(lines, delimiter=delimiter, skipinitialspace=True)
    try:
        for cells in reader:
            if cells and any(cells) and not cells[0].startswith("#"):
                yield _Row(reader.line_num, cells)
    except csv.Error as problem:
        raise TableError(f"line {reader.line_num} is not CSV ({problem})") from None


def _from_json_lines(text: str, unit: Unit | None) -> MotionTable:
    objects = _json_objects(text)
    line, first = next(objects)
    names = list(first)
    found = named_columns(names, unit)
    if found is None:
        raise TableError(
            "no columns t_s, ap_deg and ml_deg in it; a raw sensor recording is first brought to "
            "tilt, with baps log --board replay:FILE"
        )
    wanted = [names[found.time], names[found.ap], names[found.ml]]
    rows = (
        _Row(number, [str(entry.get(name, "")) for name in wanted])
        for number, entry in chain([(line, first)], objects)
    )
    labels = (wanted[0], wanted[1], wanted[2])
    return _table(rows, Columns(0, 1, 2, found.unit, labels))


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


def _table(rows: Iterable[_Row], columns: Columns) -> MotionTable:
    wanted = (columns.time, columns.ap, columns.ml)
    lines: list[int] = []
    numbers: list[tuple[float, ...]] = []
    for row in rows:
        try:
            numbers.append(tuple([float(row.cells[index]) for index in wanted]))
        except (ValueError, IndexError):
            raise TableError(_bad_row(row, columns)) from None
        lines.append(row.line)
    if not numbers:
        raise TableError("there is a header and no rows below it")
    values = np.array(numbers, dtype=np.float64).T
    _check_finite(values, lines, columns)
    _check_times(values[0], lines)
    return MotionTable(values[0], values[1], values[2], columns.unit)


def _bad_row(row: _Row, columns: Columns) -> str:
    for index, name in zip((columns.time, columns.ap, columns.ml), columns.labels, strict=True):
        if index >= len(row.cells):
            return f"line {row.line} has {len(row.cells)} columns and none for {name}"
        if not numeric(row.cells[index]):
            shown = row.cells[index][:30]
            what = f"{shown!r}, not a number" if shown.strip() else "nothing"
            return f"line {row.line}, column {name}: holds {what}; mend or remove the row"
    return f"line {row.line} cannot be read"


def _check_finite(values: FloatArray, lines: list[int], columns: Columns) -> None:
    bad = np.argwhere(~np.isfinite(values.T))
    if len(bad):
        row, column = bad[0]
        raise TableError(
            f"line {lines[row]}, column {columns.labels[column]}: holds "
            f"{values[column, row]}, not a number; remove the row, it is not filled in"
        )


def _check_times(time_s: FloatArray, lines: list[int]) -> None:
    bad = np.flatnonzero(np.diff(time_s) <= 0)
    if not len(bad):
        return
    at = int(bad[0]) + 1
    before, now = time_s[at - 1], time_s[at]
    if now == before:
        raise TableError(f"line {lines[at]}: time {now:g} s repeats; remove one of the two rows")
    raise TableError(
        f"line {lines[at]}: time goes back from {before:g} to {now:g} s; sort the rows by time"
    )
