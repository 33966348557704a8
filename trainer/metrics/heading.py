"""The name of a column taken apart: which quantity it is, and in which unit.

`Time (s)` is a time in s, `COP_ap [mm]` the centre of pressure along AP in mm. A unit that no axis
may have is kept as it is, so that it can be refused by name.
"""

import re
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
_TIMES = {"t", "time", "timestamp", "elapsedtime"}
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
_IN_BRACKETS = re.compile(r"(.*?)\s*[\[(]([^\])]*)[\])]")
_AS_SUFFIX = re.compile(
    rf"(.*?[^_\s])[_\s]+({'|'.join(sorted(_UNITS, key=len, reverse=True))}|{_FOREIGN})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Heading:
    """`label` as it stands in the file, `base` in small letters alone, `unit` or nothing."""

    label: str
    base: str
    unit: str

    @classmethod
    def of(cls, name: str) -> "Heading":
        label = name.strip()
        match = _IN_BRACKETS.fullmatch(label) or _AS_SUFFIX.fullmatch(label)
        base, unit = (match[1], match[2].strip().lower()) if match else (label, "")
        return cls(label, re.sub(r"[\W_]", "", base.lower()), _UNITS.get(unit, unit))

    @property
    def is_time(self) -> bool:
        return self.base in _TIMES

    @property
    def of_cop(self) -> bool:
        """Whether it is named as a centre of pressure; a board's tilt comes before it."""
        return "cop" in self.base

    @property
    def axis(self) -> Axis | None:
        """AP or ML; None for anything else, its rates among them."""
        return _AXES.get(self.base.replace("cop", ""))

    @property
    def is_plate_axis(self) -> bool:
        """Whether it is one of a plate's own axes, of which nothing says which is AP."""
        return self.base in _PLATE_AXES

    @property
    def is_force(self) -> bool:
        return self.base in _FORCES
