"""The set of messages, the hash of it that both ends compare, and the frames messages travel in.

A frame ends with a zero byte: `cobs(type, payload, crc_high, crc_low) 0x00`. The CRC-16/CCITT
starts at 0xFFFF (polynomial 0x1021), so that running it over payload and CRC together leaves zero.
"""

import struct
import zlib
from binascii import crc_hqx
from dataclasses import dataclass
from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt
from cobs import cobs

from trainer.wire import frozen, messages
from trainer.wire.declaration import Declaration, declaration_of
from trainer.wire.frozen import Hello
from trainer.wire.messages import ImuSample, LoadSample

CRC_START = 0xFFFF
CRC_BYTES = 2
LONGEST_FRAME = 254

FROZEN: tuple[type, ...] = (frozen.Identify, frozen.Nack)
MESSAGES: tuple[type, ...] = tuple(
    cls
    for cls in vars(messages).values()
    if isinstance(cls, type) and cls.__module__ == messages.__name__ and hasattr(cls, "declaration")
)
FROZEN_ENUMS: tuple[type[Enum], ...] = (
    frozen.SensorKind,
    frozen.PlacementCode,
    frozen.NackReason,
)
ENUMS: tuple[type[Enum], ...] = (
    messages.SampleFlag,
    messages.BoardEventKind,
    messages.RestartCause,
    messages.FaultCode,
    messages.CalibrationStep,
)
BY_TYPE_ID: dict[int, type] = {declaration_of(cls).type_id: cls for cls in FROZEN + MESSAGES}


def describe(declaration: Declaration) -> str:
    """One message as the line that is hashed."""
    listed = ",".join(f"{name}:{kind.name}" for name, kind in declaration.fields)
    return f"{declaration.type_id:#04x} {declaration.name}({listed})"


def describe_enum(enum: type[Enum]) -> str:
    """What the numbers in a field mean, as the line that is hashed."""
    return f"{enum.__name__}({','.join(f'{m.name}={m.value}' for m in enum)})"


def schema_hash() -> int:
    """CRC-32 over names, types and order of all messages but the frozen ones, and their codes.

    A board that knows fewer flags would never set the others, which must not pass for "off".
    """
    lines = [describe(declaration_of(cls)) for cls in MESSAGES]
    lines += [describe_enum(enum) for enum in ENUMS]
    return zlib.crc32("\n".join(lines).encode("ascii"))


SCHEMA_HASH = schema_hash()

_FORMATS: dict[type, struct.Struct] = {
    cls: struct.Struct("<" + "".join(kind.struct_format for _, kind in declaration_of(cls).fields))
    for cls in BY_TYPE_ID.values()
}


def sample_dtype(cls: type) -> np.dtype[Any]:
    """A message's whole frame body, type byte to CRC, as a packed numpy record."""
    numpy_codes = {
        "B": "u1",
        "H": "<u2",
        "I": "<u4",
        "Q": "<u8",
        "h": "<i2",
        "i": "<i4",
        "f": "<f4",
    }
    columns: list[tuple[Any, ...]] = [("type_id", "u1")]
    for name, kind in declaration_of(cls).fields:
        code = numpy_codes[kind.struct_code]
        columns.append((name, code) if kind.count == 1 else (name, code, (kind.count,)))
    columns.append(("crc", ">u2"))
    return np.dtype(columns)


IMU_DTYPE = sample_dtype(ImuSample)
LOAD_DTYPE = sample_dtype(LoadSample)
_IMU_ID = declaration_of(ImuSample).type_id
_LOAD_ID = declaration_of(LoadSample).type_id


def encode(message: Any) -> bytes:
    """One message as the frame that goes over the line, closing zero included."""
    if isinstance(message, Hello):
        return frame(bytes((Hello.TYPE_ID,)) + message.pack())
    declared = declaration_of(type(message))
    values: list[Any] = []
    for name, kind in declared.fields:
        value = getattr(message, name)
        values.extend((value,) if kind.count == 1 else value)
    return frame(bytes((declared.type_id,)) + _FORMATS[type(message)].pack(*values))


def frame(body: bytes) -> bytes:
    """Close a body (type byte and payload) with its CRC, COBS and the zero byte."""
    sealed = body + crc_hqx(body, CRC_START).to_bytes(CRC_BYTES, "big")
    return bytes(cobs.encode(sealed)) + b"\0"


def decode_body(body: bytes) -> Any | None:
    """A message from a checked body without CRC; None for an unknown type or a wrong length."""
    if not body:
        return None
    if body[0] == Hello.TYPE_ID:
        try:
            return Hello.unpack(body[1:])
        except struct.error:
            return None
    cls = BY_TYPE_ID.get(body[0])
    if cls is None or len(body) - 1 != _FORMATS[cls].size:
        return None
    return cls(*_grouped(cls, _FORMATS[cls].unpack(body[1:])))


def _grouped(cls: type, flat: tuple[Any, ...]) -> list[Any]:
    values: list[Any] = []
    at = 0
    for _, kind in declaration_of(cls).fields:
        values.append(flat[at] if kind.count == 1 else flat[at : at + kind.count])
        at += kind.count
    return values


@dataclass
class WireCounts:
    """What a stream has shown so far, for `baps diagnose`."""

    frames: int = 0
    bad_frames: int = 0
    unknown_messages: int = 0


@dataclass(frozen=True)
class Decoded:
    """What one piece of stream held. `imu` and `load` are records of `IMU_DTYPE`, `LOAD_DTYPE`."""

    imu: npt.NDArray[Any]
    load: npt.NDArray[Any]
    messages: list[Any]


NOTHING = Decoded(np.zeros(0, IMU_DTYPE), np.zeros(0, LOAD_DTYPE), [])


class FrameDecoder:
    """Wire bytes to messages, in pieces of any size. Samples come as numpy records.

    A frame with a wrong COBS code, CRC or length is dropped and counted; so is an unknown type.
    """

    def __init__(self) -> None:
        self.counts = WireCounts()
        self._rest = b""

    def feed(self, data: bytes) -> Decoded:
        """Decode all frames that `data` completes."""
        if not data:
            return NOTHING
        pieces = (self._rest + data).split(b"\0")
        rest = pieces.pop()
        # Without a zero byte in this long it is no frame; the next zero byte starts afresh.
        self._rest = rest if len(rest) <= LONGEST_FRAME else rest[-LONGEST_FRAME:]
        imu: list[bytes] = []
        load: list[bytes] = []
        messages: list[Any] = []
        bad = 0
        decode, check = cobs.decode, crc_hqx
        imu_size, load_size = IMU_DTYPE.itemsize, LOAD_DTYPE.itemsize
        for piece in pieces:
            if not piece:
                continue
            try:
                body = decode(piece)
            except cobs.DecodeError:
                bad += 1
                continue
            if len(body) <= CRC_BYTES or check(body, CRC_START):
                bad += 1
            elif body[0] == _IMU_ID and len(body) == imu_size:
                imu.append(body)
            elif body[0] == _LOAD_ID and len(body) == load_size:
                load.append(body)
            else:
                self._take(body[:-CRC_BYTES], messages)
        self.counts.frames += len(imu) + len(load) + len(messages)
        self.counts.bad_frames += bad
        return Decoded(
            np.frombuffer(b"".join(imu), IMU_DTYPE),
            np.frombuffer(b"".join(load), LOAD_DTYPE),
            messages,
        )

    def forget(self) -> None:
        """Drop a half frame: the line was cut."""
        self._rest = b""

    def _take(self, body: bytes, messages: list[Any]) -> None:
        message = decode_body(body)
        if message is None:
            self.counts.unknown_messages += 1
        else:
            messages.append(message)
