"""Which columns of a table are time, AP and ML, and in which unit: by option, by name, by place.

`read_table` calls it with the cells of a header.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from trainer.metrics.errors import TableError
from trainer.metrics.headings import Axis, Heading
from trainer.metrics.table import ColumnNames, Unit

SECONDS = {"": 1.0, "s": 1.0, "ms": 1e-3, "us": 1e-6, "ns": 1e-9}
CHOOSE = "say which with --columns TIME,AP,ML"


class FoundBy(StrEnum):
    """How the three columns were chosen."""

    OPTION = "--columns"
    NAME = "name"
    PLACE = "place"


@dataclass(frozen=True)
class Request:
    """What a person says about the columns: the axes' unit; TIME, AP and ML by name or number."""

    unit: Unit | None = None
    columns: tuple[str, str, str] | None = None


ANYTHING = Request()


@dataclass(frozen=True)
class TableColumns:
    """Places of time, AP and ML, the factor from time to seconds, and the axes' unit."""

    places: tuple[int, int, int]
    seconds: float
    unit: Unit
    names: ColumnNames

    @property
    def labels(self) -> tuple[str, str, str]:
        return self.names.time, self.names.ap, self.names.ml


@dataclass(frozen=True)
class _Table:
    """The headings of a table; all are empty if there is no header."""

    headings: tuple[Heading, ...]
    request: Request

    @property
    def has_names(self) -> bool:
        return any(heading.label for heading in self.headings)

    @property
    def listed(self) -> str:
        return f"there are {', '.join(heading.label for heading in self.headings)}"


def choose_columns(names: Sequence[str] | None, width: int, request: Request) -> TableColumns:
    """Choose by `--columns`; else by known names; else three columns are time, ML and AP.

    `TableError` if a name is missing or repeated, if more than three columns have no known names,
    and if the unit is foreign or nothing says it.
    """
    headings = tuple(Heading.of(name) for name in (names or [""] * width))
    table = _Table(headings, request)
    if request.columns is not None:
        return _asked_for(table, request.columns)
    return _named(table) or _by_place(table)


def _asked_for(table: _Table, columns: tuple[str, str, str]) -> TableColumns:
    time, ap, ml = (_place_of(table, column) for column in columns)
    return _columns(table, (time, ap, ml), FoundBy.OPTION)


def _place_of(table: _Table, column: str) -> int:
    wanted = column.strip().lower()
    places = [at for at, h in enumerate(table.headings) if h.label and h.label.lower() == wanted]
    if len(places) > 1:
        raise TableError(f"{len(places)} columns are called {column}: give their numbers instead")
    if places:
        return places[0]
    if wanted.isdecimal() and 1 <= int(wanted) <= len(table.headings):
        return int(wanted) - 1
    raise TableError(
        f"--columns: no column {column} ({table.listed})"
        if table.has_names
        else f"--columns: no column {column}; without a header give numbers, such as 1,3,2"
    )


def _named(table: _Table) -> TableColumns | None:
    """Columns by their names; None if no axis is named. Tilt comes before load cells."""
    axes: dict[tuple[bool, str], dict[Axis, int]] = {}
    for at, heading in enumerate(table.headings):
        if heading.axis is None:
            continue
        pair = axes.setdefault((heading.of_cop, heading.unit), {})
        if heading.axis in pair:
            first = table.headings[pair[heading.axis]].label
            raise TableError(f"columns {first} and {heading.label} are the same: {CHOOSE}")
        pair[heading.axis] = at
    known = {key: pair for key, pair in axes.items() if key[1] in {"", *Unit}}
    if not known:
        foreign = next((h for h in table.headings if h.axis is not None), None)
        if foreign is not None:
            raise _foreign_unit(foreign)
        return None
    (of_cop, unit), pair = _chosen(known, table.request.unit)
    for axis in Axis:
        if axis not in pair:
            missing = f"{'cop_' if of_cop else ''}{axis}{'_' if unit else ''}{unit}"
            raise TableError(f"no such column: {missing} ({table.listed})")
    return _columns(table, (_time(table), pair[Axis.AP], pair[Axis.ML]), FoundBy.NAME)


def _chosen(
    axes: dict[tuple[bool, str], dict[Axis, int]], unit: Unit | None
) -> tuple[tuple[bool, str], dict[Axis, int]]:
    wanted = [key for key in sorted(axes) if key[1] == unit]
    if wanted:
        return wanted[0], axes[wanted[0]]
    plain = [key for key in axes if not key[0]] or list(axes)
    if len(plain) > 1:
        raise TableError("the axes are there in several units: say which with --unit")
    return plain[0], axes[plain[0]]


def _time(table: _Table) -> int:
    times = [at for at, heading in enumerate(table.headings) if heading.is_time]
    in_seconds = [at for at in times if table.headings[at].unit == "s"]
    found = in_seconds or times
    if not found:
        raise TableError(f"no such column: t_s or time_s ({table.listed}): {CHOOSE}")
    if len(found) > 1:
        labels = " and ".join(table.headings[at].label for at in found)
        raise TableError(f"columns {labels} are all times: {CHOOSE}")
    return found[0]


def _by_place(table: _Table) -> TableColumns:
    width = len(table.headings)
    if width < 3:
        raise TableError(
            f"has {width} column{'' if width == 1 else 's'}; it needs time in s, ML and AP "
            "(or columns named t_s, ap_deg and ml_deg)"
        )
    if width > 3:
        raise TableError(_too_many(table))
    first, *others = table.headings
    if any(heading.is_time for heading in others) and not first.is_time:
        raise TableError(f"the first column, {first.label}, is not the time: {CHOOSE}")
    labels = Counter(heading.label.lower() for heading in table.headings if heading.label)
    repeated = next((label for label, times in labels.items() if times > 1), None)
    if repeated is not None:
        raise TableError(f"{labels[repeated]} columns are called {repeated}: name them differently")
    return _columns(table, (0, 2, 1), FoundBy.PLACE)


def _too_many(table: _Table) -> str:
    width = len(table.headings)
    plate = [heading.label for heading in table.headings if heading.is_plate_axis]
    if len(plate) == 2:
        return (
            f"plates differ in which of {plate[0]} and {plate[1]} is AP: {CHOOSE} ({table.listed})"
        )
    if not table.has_names:
        return f"has {width} columns and no header: {CHOOSE}, by number, such as 1,3,2"
    return f"has {width} columns and none is named AP or ML: {CHOOSE} ({table.listed})"


def _columns(table: _Table, places: tuple[int, int, int], found_by: FoundBy) -> TableColumns:
    if len(set(places)) < 3:
        raise TableError("time, AP and ML are three different columns")
    time, ap, ml = (table.headings[place] for place in places)
    if time.unit not in SECONDS:
        raise TableError(f"column {time.label}: its unit is not s, ms, us or ns")
    names = ColumnNames(
        time.label or f"{places[0] + 1} (time)",
        ap.label or f"{places[1] + 1} (AP)",
        ml.label or f"{places[2] + 1} (ML)",
        found_by.value,
    )
    return TableColumns(places, SECONDS[time.unit], _unit(ap, ml, table.request.unit), names)


def _unit(ap: Heading, ml: Heading, requested: Unit | None) -> Unit:
    for heading in (ap, ml):
        if heading.unit not in {"", *Unit}:
            raise _foreign_unit(heading)
        if heading.is_force:
            raise TableError(f"column {heading.label} is a force and not a position: {CHOOSE}")
    if ap.unit and ml.unit and ap.unit != ml.unit:
        raise TableError(f"columns {ml.label} and {ap.label} are in different units")
    unit = ap.unit or ml.unit or requested
    if not unit:
        raise TableError("nothing says the unit of the axes: give --unit deg, mm or cm")
    return Unit(unit)


def _foreign_unit(heading: Heading) -> TableError:
    return TableError(f"column {heading.label}: its unit is not deg, mm or cm")
