"""The names of a table's columns, taken apart into a quantity and a unit.

`layout` asks which line is a header and whether units stand below it, `columns` which column is
what. Names are read in any case and with their unit in brackets or behind an underscore: `t_s`,
`Time (s)`, `AP [mm]`, `cop_ml_cm`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Axis(StrEnum):
    """The two axes of every signal."""

    AP = "ap"
    ML = "ml"


_AXES = {
    "ap": Axis.AP,
    "anteroposterior": Axis.AP,
    "anteriorposterior": Axis.AP,
    "ml": Axis.ML,
    "mediolateral": Axis.ML,
    "mediallateral": Axis.ML,
}
_TIMES = {"t", "time", "timestamp", "elapsedtime", "datetime"}
_PLATE_AXES = {"x", "y", "copx", "copy"}
_FORCES = {"fx", "fy", "fz", "mx", "my", "mz", "force", "load", "moment", "torque"}
_SPELLINGS = {
    "deg": ("°", "degree", "degrees"),
    "mm": ("millimeter", "millimeters", "millimetre", "millimetres"),
    "cm": ("centimeter", "centimeters", "centimetre", "centimetres"),
    "s": ("sec", "secs", "second", "seconds"),
    "ms": ("msec", "millisecond", "milliseconds"),
    "us": ("µs", "μs", "usec", "microsecond", "microseconds"),
    "ns": ("nanosecond", "nanoseconds"),
}
_UNITS = {other: unit for unit, others in _SPELLINGS.items() for other in (unit, *others)}
_FOREIGN = (
    r"deg_s2?|[cm]?m_s2?|rad_s|m?rad|[kuµ]?m|in|inch|inches|ft|px|pct|k?n|nm|nmm|k?g|m?v|min|h"
)
_OTHER_UNITS = {"%", "-", "#", "n.m", "n·m"}
_OF_CLOCK = re.compile(r"[hms]+:[hms:.,f0]+|iso ?8601|utc|local")
"""What exports call the unit of a time of day or a date-time."""
_IN_BRACKETS = re.compile(r"(.*?)\s*[\[(]([^\])]*)[\])]")
_AS_SUFFIX = re.compile(
    rf"(.*?[^_\s])[_\s]+({'|'.join(sorted(_UNITS, key=len, reverse=True))}|{_FOREIGN})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heading:
    """The name of a column taken apart: which quantity it is, and in which unit.

    `label` is the name as it stands in the file, `base` only its letters, in lower case, `unit` may
    be empty. A unit that no axis may have is kept, so that it can be refused by name.
    """

    label: str
    base: str
    unit: str

    @classmethod
    def of(cls, name: str) -> "Heading":
        label = name.strip()
        match = _IN_BRACKETS.fullmatch(label) or _AS_SUFFIX.fullmatch(label)
        base, unit = (match[1], match[2].strip().lower()) if match else (label, "")
        unit = "" if _OF_CLOCK.fullmatch(unit) else unit
        return cls(label, re.sub(r"[\W_]", "", base.lower()), _UNITS.get(unit, unit))

    @property
    def is_time(self) -> bool:
        return self.base in _TIMES

    @property
    def of_cop(self) -> bool:
        """Whether it is named as a centre of pressure; a board's tilt is preferred to it."""
        return "cop" in self.base

    @property
    def axis(self) -> Axis | None:
        """AP or ML; None for anything else, such as their rates."""
        return _AXES.get(self.base.replace("cop", ""))

    @property
    def is_plate_axis(self) -> bool:
        """Whether it is one of a plate's own axes; nothing says which of them is AP."""
        return self.base in _PLATE_AXES

    @property
    def is_force(self) -> bool:
        return self.base in _FORCES


def has_axes(names: Sequence[str]) -> bool:
    """Whether these cells are a header: one of them names an axis."""
    return any(Heading.of(name).axis is not None for name in names)


def are_units(cells: Sequence[str]) -> bool:
    """Whether these cells are the row of units that labs put under a header: `s;mm;mm`."""
    given = [cell.strip() for cell in cells if cell.strip()]
    return bool(given) and all(map(_is_unit, given))


def with_units(names: Sequence[str], units: Sequence[str]) -> list[str]:
    """The names of a header with the units below them, in brackets."""
    bare = [unit.strip().strip("[]()") for unit in units]
    return [
        f"{name} [{unit}]" if unit and not Heading.of(name).unit else name
        for name, unit in zip(names, bare, strict=True)
    ]


def _is_unit(cell: str) -> bool:
    if cell[0] + cell[-1] in ("[]", "()"):
        return True
    unit = cell.lower()
    known = unit in _UNITS or unit in _OTHER_UNITS or _OF_CLOCK.fullmatch(unit)
    return bool(known or re.fullmatch(_FOREIGN, unit.replace("/", "_").replace("°", "deg")))
