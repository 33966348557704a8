"""Tables of samples: one array per quantity, all of the same length. Array types live here, too."""

from collections.abc import Iterable
from dataclasses import Field, dataclass, field, fields
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
CountArray = npt.NDArray[np.int16]
LoadCountArray = npt.NDArray[np.int32]
FlagArray = npt.NDArray[np.uint8]


def column(kind: Any, width: int = 1) -> Any:
    """A field that is an array of this dtype, n long, or n by `width`."""
    return field(metadata={"dtype": np.dtype(kind), "width": width})


@dataclass(frozen=True)
class Columns:
    """Base of the tables; every field of a subclass is a `column`."""

    KEY: ClassVar[str] = "seq"

    def __len__(self) -> int:
        return len(getattr(self, self.KEY))

    def __getitem__(self, part: "slice | npt.NDArray[Any]") -> Self:
        return type(self)(**{f.name: getattr(self, f.name)[part] for f in fields(self)})

    @classmethod
    def empty(cls) -> Self:
        """No rows."""
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


def _shape(described: Field[Any], n: int) -> tuple[int, ...]:
    width = described.metadata["width"]
    return (n,) if width == 1 else (n, width)


def _record_field(described: Field[Any]) -> tuple[Any, ...]:
    kind = described.metadata["dtype"].newbyteorder("<")
    width = described.metadata["width"]
    return (described.name, kind) if width == 1 else (described.name, kind, (width,))
