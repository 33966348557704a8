"""Which columns of a table are time, AP and ML, and in which unit: by name, else by place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.metrics.errors import TableError
from trainer.metrics.table import Unit

TIME_NAMES = ("t_s", "time_s")
_AXIS = re.compile(r"^(cop_)?(ap|ml)_(deg|mm|cm)$")
_UNIT_SUFFIX = re.compile(r"_(deg|mm|cm)$")
_ANY_AXIS = re.compile(r"^(ap|ml)_")


@dataclass(frozen=True)
class Columns:
    """Places of the three columns, the axes' unit, and their names for messages."""

    time: int
    ap: int
    ml: int
    unit: Unit
    labels: tuple[str, str, str]


def numeric(cell: str) -> bool:
    """Whether a cell is a number, `nan` and `inf` among them."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


def choose_columns(names: Sequence[str] | None, width: int, unit: Unit | None) -> Columns:
    """By known names, which win over `unit`; else the first three are time, ML and AP.

    `TableError` where a known name lacks its partner, there are fewer than three columns, or
    nothing says the unit.
    """
    listed = [name.strip() for name in names] if names is not None else []
    found = named_columns(listed, unit)
    if found is not None:
        return found
    if width < 3:
        raise TableError(
            f"has {width} columns; wanted are time in s, ML and AP "
            "(or columns named t_s, ap_deg and ml_deg)"
        )
    return _by_place(listed, unit)


def named_columns(names: Sequence[str], unit: Unit | None) -> Columns | None:
    """Columns by their names; None where no name is known. Boards come before their load cells."""
    axes: dict[tuple[str, str], dict[str, int]] = {}
    for index, name in enumerate(names):
        if match := _AXIS.match(name):
            prefix, axis, suffix = match[1] or "", match[2], match[3]
            axes.setdefault((prefix, suffix), {})[axis] = index
    if not axes:
        odd = next((name for name in names if _ANY_AXIS.match(name)), None)
        if odd is not None:
            raise TableError(f"column {odd}: its unit is none of _deg, _mm and _cm")
        return None
    chosen = _choose_unit(axes, unit)
    pair, suffix = axes[chosen], chosen[1]
    if len(pair) < 2:
        missing = f"{chosen[0]}{'ml' if 'ap' in pair else 'ap'}_{suffix}"
        raise TableError(f"no such column: {missing} (there are {', '.join(names)})")
    time = next((names.index(name) for name in TIME_NAMES if name in names), None)
    if time is None:
        raise TableError(f"no such column: t_s or time_s (there are {', '.join(names)})")
    labels = (names[time], names[pair["ap"]], names[pair["ml"]])
    return Columns(time, pair["ap"], pair["ml"], Unit(suffix), labels)


def _choose_unit(axes: dict[tuple[str, str], dict[str, int]], unit: Unit | None) -> tuple[str, str]:
    if unit is not None:
        wanted = next((key for key in sorted(axes) if key[1] == unit.value), None)
        if wanted is not None:
            return wanted
    plain = [key for key in axes if not key[0]] or list(axes)
    if len(plain) > 1:
        raise TableError("the axes are there in several units: say which with --unit")
    return plain[0]


def _by_place(names: Sequence[str], unit: Unit | None) -> Columns:
    labels = (names[0], names[2], names[1]) if names else ("1 (time)", "3 (AP)", "2 (ML)")
    suffixes = {match[1] for name in labels[1:] if (match := _UNIT_SUFFIX.search(name))}
    if len(suffixes) > 1:
        raise TableError(f"columns {labels[2]} and {labels[1]} are in different units")
    if suffixes:
        unit = Unit(suffixes.pop())
    if unit is None:
        raise TableError("nothing says the unit of the axes: give --unit deg, mm or cm")
    return Columns(0, 2, 1, unit, labels)
