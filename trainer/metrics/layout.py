"""Where in a text file the table begins, and how its cells are separated.

`read_table` calls it. Exports put lines before the header (`Subject: 7`, `# ...`, `% ...`) and
separate cells by comma, semicolon, tab or spaces.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from trainer.metrics.columns import has_axes
from trainer.metrics.errors import TableError

Delimiter = Literal[";", "\t", ",", " "]
_DELIMITERS: tuple[Delimiter, ...] = (";", "\t", ",", " ")
_COMMENTS = ("#", "%")
_FEWEST_COLUMNS = 3


@dataclass(frozen=True)
class TableLayout:
    """How to read the lines: `header` may be None, `first` is the index of the line after it."""

    delimiter: Delimiter
    header: list[str] | None
    first: int


def numeric(cell: str) -> bool:
    """Whether a cell is a number; `nan` and `inf` are."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


def find_layout(lines: Sequence[str]) -> TableLayout:
    """Find the header: the line that names an axis, else the line right above the first numbers.

    `TableError` if there are only comments.
    """
    above: list[int] = []
    for at, line in enumerate(lines):
        if not line.strip():
            continue
        delimiter = _delimiter_of(line)
        cells = split(_uncommented(line), delimiter)
        if len(cells) >= _FEWEST_COLUMNS and has_axes(cells):
            return TableLayout(delimiter, cells, at + 1)
        if line.lstrip().startswith(_COMMENTS):
            continue
        if _begins_with_numbers(cells, delimiter):
            return _headed(lines, above[-1:], at, delimiter, len(cells))
        above.append(at)
    if not above:
        raise TableError("holds no rows, only comments")
    delimiter = _delimiter_of(lines[above[0]])
    return TableLayout(delimiter, split(lines[above[0]], delimiter), above[0] + 1)


def first_row(lines: Sequence[str], layout: TableLayout) -> tuple[int, list[str]]:
    """The number of the first line with cells, and its cells; `TableError` without one."""
    for at in range(layout.first, len(lines)):
        if lines[at].strip() and not lines[at].lstrip().startswith(_COMMENTS):
            return at + 1, split(lines[at], layout.delimiter)
    raise TableError("there is a header and no rows below it")


def table_rows(lines: Sequence[str], layout: TableLayout) -> tuple[list[int], list[list[str]]]:
    """The line numbers and the cells of all rows, without empty lines and comments."""
    below = lines[layout.first :]
    if layout.delimiter == " ":
        numbered = [(number, line.split()) for number, line in enumerate(below, start=1)]
    else:
        numbered = _csv_rows(below, layout)
    kept = [(n, row) for n, row in numbered if row and any(row) and row[0][:1] not in _COMMENTS]
    return [layout.first + number for number, _ in kept], [row for _, row in kept]


def split(line: str, delimiter: Delimiter) -> list[str]:
    """The cells of one line; a unit in brackets stays with the name before it."""
    if delimiter == " ":
        return re.sub(r"\s+(?=[\[(])", "", line).split()
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error as problem:
        raise TableError(f"a line that begins {line[:20]!r} is not CSV ({problem})") from None


def _csv_rows(below: Sequence[str], layout: TableLayout) -> list[tuple[int, list[str]]]:
    reader = csv.reader(below, delimiter=layout.delimiter, skipinitialspace=True)
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as problem:
        number = layout.first + reader.line_num
        raise TableError(f"line {number} is not CSV ({problem})") from None


def _headed(
    lines: Sequence[str], above: list[int], first: int, delimiter: Delimiter, width: int
) -> TableLayout:
    header = split(lines[above[0]], delimiter) if above else []
    belongs = len(header) in (width, width / 2) and not any(map(numeric, header))
    return TableLayout(delimiter, header if belongs and len(header) > 1 else None, first)


def _delimiter_of(line: str) -> Delimiter:
    """The separator between whose cells all are numbers, else the first one that is in the line."""
    present = [delimiter for delimiter in _DELIMITERS if delimiter in line.strip()]
    for delimiter in present:
        cells = split(line, delimiter)
        if len(cells) >= _FEWEST_COLUMNS and all(_number(cell, delimiter) for cell in cells):
            return delimiter
    return present[0] if present else ","


def _begins_with_numbers(cells: Sequence[str], delimiter: Delimiter) -> bool:
    numbers = [_number(cell, delimiter) for cell in cells]
    return len(cells) > 1 and numbers[0] and 2 * sum(numbers) > len(cells)


def _number(cell: str, delimiter: Delimiter) -> bool:
    return numeric(cell if delimiter == "," else cell.replace(",", "."))


def _uncommented(line: str) -> str:
    return line.lstrip().lstrip("".join(_COMMENTS)).strip()
