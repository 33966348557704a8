"""Tables of samples: one array per quantity, all of the same length. Array types live here, too.

Integers are what the board sent, floats what was computed from it. `named` gives every column by
the name it has in files; `record_dtype` is one row in the journal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import Field, dataclass, field, fields
from functools import cache
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
CountArray = npt.NDArray[np.int16]
LoadCountArray = npt.NDArray[np.int32]
FlagArray = npt.NDArray[np.uint8]
AnyArray = npt.NDArray[Any]


def column(kind: Any, *names: str, decimals: int = 3) -> Any:
    """A field that is an array of this dtype: n long, or n by the number of `names`.

    `decimals` is what the values of a float column are rounded to when they are delivered.
    """
    return field(metadata={"dtype": np.dtype(kind), "names": names, "decimals": decimals})


@dataclass(frozen=True)
class Columns:
    """Base of the tables; every field of a subclass is a `column`."""

    KEY: ClassVar[str] = "seq"

    def __len__(self) -> int:
        return len(getattr(self, self.KEY))

    def __getitem__(self, part: "slice | AnyArray") -> Self:
        return type(self)(**{f.name: getattr(self, f.name)[part] for f in fields(self)})

    def copy(self) -> Self:
        """The same rows in arrays of their own."""
        return type(self)(**{f.name: getattr(self, f.name).copy() for f in fields(self)})

    @classmethod
    @cache
    def empty(cls) -> Self:
        """No rows; always the same, for each stretch of a board without other sensors has some."""
        return cls.zeros(0)

    @classmethod
    def zeros(cls, n: int) -> Self:
        """n rows of zeros, for the caller to fill."""
        return cls(**{f.name: np.zeros(_shape(f, n), f.metadata["dtype"]) for f in fields(cls)})

    @classmethod
    def concatenate(cls, parts: Iterable[Self]) -> Self:
        """All parts in order as one."""
        listed = list(parts) or [cls.empty()]
        if len(listed) == 1:
            return listed[0]
        return cls(
            **{f.name: np.concatenate([getattr(p, f.name) for p in listed]) for f in fields(cls)}
        )

    @classmethod
    def record_dtype(cls) -> np.dtype[Any]:
        """One row as a packed little-endian record, fields in their order."""
        return np.dtype([_record_field(f) for f in fields(cls)])

    @classmethod
    def decimals(cls) -> dict[str, int]:
        """The float columns by name, and how many decimals each is delivered with."""
        return {f.name: f.metadata["decimals"] for f in fields(cls) if _is_float(f)}

    def named(self) -> dict[str, AnyArray]:
        """Every column by its name in files: n by 3 counts are three columns."""
        return {
            name: values
            for f in fields(self)
            for name, values in _split(f, getattr(self, f.name)).items()
        }

    @classmethod
    def from_named(cls, columns: Mapping[str, AnyArray]) -> Self:
        """The reverse of `named`; KeyError if a column is missing."""
        return cls(**{f.name: _joined(f, columns) for f in fields(cls)})


def same_bits(a: Columns, b: Columns) -> bool:
    """Whether two tables are equal to the last bit, types included; NaN equals itself."""
    return type(a) is type(b) and all(
        x.dtype == y.dtype and x.shape == y.shape and x.tobytes() == y.tobytes()
        for x, y in zip(a.named().values(), b.named().values(), strict=True)
    )


def _is_float(described: Field[Any]) -> bool:
    return bool(described.metadata["dtype"].kind == "f")


def _shape(described: Field[Any], n: int) -> tuple[int, ...]:
    names = described.metadata["names"]
    return (n, len(names)) if names else (n,)


def _record_field(described: Field[Any]) -> tuple[Any, ...]:
    kind = described.metadata["dtype"].newbyteorder("<")
    return (described.name, kind, _shape(described, 1)[1:])


def _split(described: Field[Any], values: AnyArray) -> dict[str, AnyArray]:
    names = described.metadata["names"]
    if not names:
        return {described.name: values}
    return {name: values[:, at] for at, name in enumerate(names)}


def _joined(described: Field[Any], columns: Mapping[str, AnyArray]) -> AnyArray:
    kind, names = described.metadata["dtype"], described.metadata["names"]
    if not names:
        return np.asarray(columns[described.name]).astype(kind, copy=False)
    return np.stack([columns[name] for name in names], axis=1).astype(kind, copy=False)
