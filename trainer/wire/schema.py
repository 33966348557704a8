"""The set of messages as one thing: lookup by number, and the hash that both ends compare."""

import zlib
from enum import IntEnum

from trainer.wire import frozen, messages
from trainer.wire.declaration import Declaration, declaration_of

FROZEN: tuple[type, ...] = (frozen.Identify, frozen.Nack)
MESSAGES: tuple[type, ...] = tuple(
    cls
    for cls in vars(messages).values()
    if isinstance(cls, type) and cls.__module__ == messages.__name__ and hasattr(cls, "declaration")
)
ENUMS: tuple[type[IntEnum], ...] = (
    frozen.SensorKind,
    frozen.PlacementCode,
    frozen.NackReason,
    messages.SampleFlag,  # type: ignore[assignment]
    messages.EventKind,
    messages.RestartCause,
    messages.FaultCode,
    messages.CalibrationStep,
)
BY_TYPE_ID: dict[int, type] = {declaration_of(cls).type_id: cls for cls in FROZEN + MESSAGES}


def describe(declaration: Declaration) -> str:
    """One message as the line that is hashed."""
    listed = ",".join(f"{name}:{kind.name}" for name, kind in declaration.fields)
    return f"{declaration.type_id:#04x} {declaration.name}({listed})"


def schema_hash() -> int:
    """CRC-32 over names, types and order of all messages but the frozen ones."""
    text = "\n".join(describe(declaration_of(cls)) for cls in MESSAGES)
    return zlib.crc32(text.encode("ascii"))


SCHEMA_HASH = schema_hash()
