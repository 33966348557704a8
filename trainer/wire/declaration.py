"""How a message is declared once and read by the codec, numpy and the C++ header generator."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import Enum
from typing import Annotated, Any, TypeVar, dataclass_transform, get_type_hints


@dataclass(frozen=True)
class WireType:
    """One field's form on the wire: little-endian, `count` values side by side."""

    struct_code: str
    c_name: str
    count: int = 1

    @property
    def struct_format(self) -> str:
        """The field as `struct` wants it, `3h` for three 16-bit integers."""
        return f"{self.count}{self.struct_code}" if self.count > 1 else self.struct_code

    @property
    def name(self) -> str:
        """The field's type as the schema hash and the header spell it."""
        return f"{self.c_name}[{self.count}]" if self.count > 1 else self.c_name


U8 = Annotated[int, WireType("B", "uint8_t")]
U16 = Annotated[int, WireType("H", "uint16_t")]
U32 = Annotated[int, WireType("I", "uint32_t")]
U64 = Annotated[int, WireType("Q", "uint64_t")]
U8x6 = Annotated[tuple[int, ...], WireType("B", "uint8_t", 6)]
I16x3 = Annotated[tuple[int, ...], WireType("h", "int16_t", 3)]
I32x4 = Annotated[tuple[int, ...], WireType("i", "int32_t", 4)]
U32x4 = Annotated[tuple[int, ...], WireType("I", "uint32_t", 4)]
F32x3 = Annotated[tuple[float, ...], WireType("f", "float", 3)]
F32x4 = Annotated[tuple[float, ...], WireType("f", "float", 4)]


class Direction(Enum):
    """Who sends a message."""

    FROM_BOARD = "board to host"
    TO_BOARD = "host to board"


@dataclass(frozen=True)
class Declaration:
    """What the decorator `message` knows about a message class."""

    type_id: int
    name: str
    direction: Direction
    fields: tuple[tuple[str, WireType], ...]


M = TypeVar("M")


@dataclass_transform(frozen_default=True)
def message(type_id: int, direction: Direction) -> Callable[[type[M]], type[M]]:
    """Declare a class of annotated fields as the message with this number."""

    def declare(cls: type[M]) -> type[M]:
        record = dataclass(frozen=True)(cls)
        hints = get_type_hints(record, include_extras=True)
        wire_fields = tuple((f.name, _wire_type(hints[f.name])) for f in fields(record))  # type: ignore[arg-type]
        record.declaration = Declaration(type_id, cls.__name__, direction, wire_fields)  # type: ignore[attr-defined]
        return record

    return declare


def declaration_of(cls: type) -> Declaration:
    """The declaration of a message class, however it is encoded."""
    declared: Declaration = cls.declaration  # type: ignore[attr-defined]
    return declared


def _wire_type(hint: Any) -> WireType:
    for extra in getattr(hint, "__metadata__", ()):
        if isinstance(extra, WireType):
            return extra
    raise TypeError(f"{hint} is not a wire type")
