"""Where in a text file the table begins, and how its cells are separated.

`read_table` calls it. Exports put lines before the header (`Subject: 7`, `# ...`, `% ...`), a row
of units below it, both once more in the middle, and separate cells by comma, semicolon, tab or
spaces.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from trainer.metrics.clock_times import is_clock_time
from trainer.metrics.errors import TableError
from trainer.metrics.headings import are_units, has_axes, with_units

Delimiter = Literal[";", "\t", ",", " "]
_DELIMITERS: tuple[Delimiter, ...] = (";", "\t", ",", " ")
_COMMENTS = ("#", "%")
_FEWEST_COLUMNS = 3


@dataclass(frozen=True)
class TableLayout:
    """How to read the lines: `header` may be None, `first` is the index of the first row's line.

    `heads` are header and units as they stand in the file; such rows are left out further below.
    """

    delimiter: Delimiter
    header: list[str] | None
    first: int
    heads: tuple[list[str], ...] = ()


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
            return _named(lines, at, delimiter)
        if line.lstrip().startswith(_COMMENTS):
            continue
        if _begins_with_numbers(cells, delimiter):
            return _headed(lines, above[-2:], at, delimiter, cells)
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
    if layout.heads:
        kept = [(n, row) for n, row in kept if _stripped(row) not in layout.heads]
    return [layout.first + number for number, _ in kept], [row for _, row in kept]


def trimmed(cells: Sequence[str]) -> list[str]:
    """Cells without the empty ones at the end, which separators at the end of each line make."""
    last = max((at for at, cell in enumerate(cells) if cell.strip()), default=-1)
    return list(cells[: last + 1])


def _stripped(row: Sequence[str]) -> list[str]:
    return trimmed([cell.strip() for cell in row])


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


def _named(lines: Sequence[str], at: int, delimiter: Delimiter) -> TableLayout:
    """Below a header that names an axis there may be a row of units."""
    header = trimmed(split(_uncommented(lines[at]), delimiter))
    below = next((n for n in range(at + 1, len(lines)) if lines[n].strip()), None)
    if below is not None:
        units = split(_uncommented(lines[below]), delimiter)
        if _belongs(units, header):
            return _with_units(header, units, below + 1, delimiter)
    return TableLayout(delimiter, header, at + 1, (header,))


def _headed(
    lines: Sequence[str], above: list[int], first: int, delimiter: Delimiter, row: Sequence[str]
) -> TableLayout:
    """Without a known name the line right above the first numbers is the header, or its units."""
    rows = [trimmed(split(lines[at], delimiter)) for at in above]
    header = rows[-1] if rows else []
    fits = len(trimmed(row)) <= len(header) <= len(row)
    if fits and are_units(header):
        over = rows[0] if len(rows) > 1 and len(rows[0]) == len(header) else []
        return _with_units(over, header, first, delimiter)
    belongs = (fits or 2 * len(header) == len(row)) and not any(map(_is_number, header))
    if not belongs or len(header) < 2:
        return TableLayout(delimiter, None, first)
    return TableLayout(delimiter, header, first, (header,))


def _belongs(units: Sequence[str], header: Sequence[str]) -> bool:
    return len(trimmed(units)) <= len(header) and are_units(units)


def _with_units(
    header: list[str], units: Sequence[str], first: int, delimiter: Delimiter
) -> TableLayout:
    """Of units without a header above them the columns are known by their numbers."""
    width = len(header) or len(units)
    filled = [*units, *[""] * width][:width]
    names = header or [f"column {number}" for number in range(1, width + 1)]
    heads = tuple(head for head in (header, trimmed(units)) if head)
    return TableLayout(delimiter, with_units(names, filled), first, heads)


def _is_number(cell: str) -> bool:
    return numeric(cell) or is_clock_time(cell)


def _delimiter_of(line: str) -> Delimiter:
    """The separator between whose cells all are numbers, else the first one that is in the line."""
    present = [delimiter for delimiter in _DELIMITERS if delimiter in line.strip()]
    for delimiter in present:
        cells = split(line, delimiter)
        if len(cells) >= _FEWEST_COLUMNS and all(_number(cell, delimiter) for cell in cells):
            return delimiter
    return present[0] if present else ","


def _begins_with_numbers(cells: Sequence[str], delimiter: Delimiter) -> bool:
    numbers = [_number(cell, delimiter) or is_clock_time(cell) for cell in cells]
    return len(cells) > 1 and numbers[0] and 2 * sum(numbers) > len(cells)


def _number(cell: str, delimiter: Delimiter) -> bool:
    return numeric(cell if delimiter == "," else cell.replace(",", "."))


def _uncommented(line: str) -> str:
    return line.lstrip().lstrip("".join(_COMMENTS)).strip()
