"""Blocks: type, length, CRC-32, payload. All that stands behind the preamble is made of them."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from trainer.recording.container.deflate import deflate, inflate
from trainer.recording.container.errors import DamagedRecording

_HEAD = struct.Struct("<BI")
_CRC = struct.Struct("<I")
HEAD_SIZE = _HEAD.size + _CRC.size
DEFLATED = 0x80


class BlockType(IntEnum):
    """What a block holds."""

    HEADER = 1
    PLAIN_SAMPLES = 2
    PACKED_SAMPLES = 3
    EVENTS = 4
    END = 5
    PLAIN_LOAD = 6
    PACKED_LOAD = 7
    PLAIN_BODY = 8
    PACKED_BODY = 9


@dataclass(frozen=True)
class Block:
    """One block as it was read; `end` is where the next begins."""

    kind: int
    payload: bytes
    end: int


def block(kind: BlockType, payload: bytes) -> bytes:
    """A block as it stands."""
    return _sealed(int(kind), payload)


def deflated_block(kind: BlockType, payload: bytes) -> bytes:
    """A block with its payload deflated, which the highest bit of its type says."""
    return _sealed(kind | DEFLATED, deflate(payload))


def _sealed(kind: int, payload: bytes) -> bytes:
    head = _HEAD.pack(kind, len(payload))
    return head + _CRC.pack(zlib.crc32(payload, zlib.crc32(head))) + payload


def read_blocks(data: bytes, start: int) -> Iterator[Block]:
    """Blocks from `start` on, up to the end or to the first that is cut or damaged."""
    at = start
    while len(data) - at >= HEAD_SIZE:
        head = data[at : at + _HEAD.size]
        kind, length = _HEAD.unpack(head)
        (crc,) = _CRC.unpack_from(data, at + _HEAD.size)
        payload = data[at + HEAD_SIZE : at + HEAD_SIZE + length]
        if len(payload) < length or zlib.crc32(payload, zlib.crc32(head)) != crc:
            return
        at += HEAD_SIZE + length
        yield Block(kind & ~DEFLATED, _opened(kind, payload), at)


def _opened(kind: int, payload: bytes) -> bytes:
    if not kind & DEFLATED:
        return payload
    opened = inflate(payload)
    if opened is None:
        raise DamagedRecording("a block's CRC is right but it cannot be inflated")
    return opened
