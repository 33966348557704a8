"""Whole numbers near zero in few bits: `low_bits` of each as they are, the rest by frequency.

The low bits of noise are noise and no coder makes them smaller, so they are only packed. What
stands above them repeats a handful of values, which DEFLATE codes within a hundredth of their
entropy. All arithmetic on 64-bit numbers is modulo 2^64, so every number there is can be coded.
"""

import struct
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.recording.container.cursor import Cursor
from trainer.recording.container.deflate import deflate, deflate_noise, inflate
from trainer.recording.container.errors import DamagedRecording
from trainer.recording.samples import IntArray

WordArray = npt.NDArray[np.uint64]

_HEAD = struct.Struct("<BBIII")
_ESCAPE = np.dtype("<u8")
SYMBOL_WIDTHS = (2, 4, 8)
MOST_LOW_BITS = 60


@dataclass(frozen=True)
class _Split:
    """One way of cutting numbers: packed low bits, symbols, and what no symbol could say."""

    low_bits: int
    width: int
    low: bytes
    symbols: bytes
    escapes: WordArray


def write_integers(values: IntArray) -> bytes:
    """n whole numbers of 64 bits, smaller the nearer to zero they are."""
    words = _zigzag(values)
    best = min((_cut(words, *way) for way in _ways(words)), key=_estimated_size)
    symbols, escapes = deflate(best.symbols), deflate(best.escapes.astype(_ESCAPE).tobytes())
    head = _HEAD.pack(best.low_bits, best.width, len(symbols), len(best.escapes), len(escapes))
    return head + best.low + symbols + escapes


def read_integers(cursor: Cursor, n: int) -> IntArray:
    """The n numbers that `write_integers` wrote."""
    low_bits, width, symbols_size, escape_count, escapes_size = cursor.unpack(_HEAD)
    if low_bits > MOST_LOW_BITS or width not in SYMBOL_WIDTHS or escape_count > n:
        raise DamagedRecording("a column of samples is cut in an unknown way")
    low = _unpack_bits(cursor.take(-(-n * low_bits // 8)), low_bits, n)
    symbols = _unpack_symbols(_inflated(cursor, symbols_size, -(-n * width // 8)), width, n)
    raw = _inflated(cursor, escapes_size, escape_count * _ESCAPE.itemsize)
    escaped = symbols == (1 << width) - 1
    if int(escaped.sum()) != escape_count:
        raise DamagedRecording("a column of samples lacks its large values")
    high = symbols.astype(np.uint64)
    high[escaped] += np.frombuffer(raw, _ESCAPE).astype(np.uint64)
    return _unzigzag((high << np.uint64(low_bits)) | low)


def _zigzag(values: IntArray) -> WordArray:
    return ((values << 1) ^ (values >> 63)).view(np.uint64)


def _unzigzag(words: WordArray) -> IntArray:
    return (words >> np.uint64(1)).view(np.int64) ^ -((words & np.uint64(1)).view(np.int64))


def _ways(words: WordArray) -> list[tuple[int, int]]:
    """(low bits, symbol width) worth trying, from how many bits nearly all numbers have."""
    if not len(words):
        return [(0, SYMBOL_WIDTHS[0])]
    usual = int(np.quantile(words, 0.99, method="higher")).bit_length()
    ways = {(max(0, min(usual - width, MOST_LOW_BITS)), width) for width in SYMBOL_WIDTHS}
    least = max(0, min(usual - 7, MOST_LOW_BITS - 3))
    return sorted(ways | {(least + more, 8) for more in range(4)})


def _cut(words: WordArray, low_bits: int, width: int) -> _Split:
    high = words >> np.uint64(low_bits)
    top = np.uint64((1 << width) - 1)
    symbols = np.minimum(high, top).astype(np.uint8)
    return _Split(
        low_bits,
        width,
        _pack_bits(words, low_bits),
        _pack_symbols(symbols, width),
        high[high >= top] - top,
    )


def _estimated_size(split: _Split) -> int:
    return len(split.low) + len(deflate_noise(split.symbols)) + 4 * len(split.escapes)


def _pack_bits(words: WordArray, bits: int) -> bytes:
    if not bits:
        return b""
    places = np.arange(bits, dtype=np.uint64)
    spread = ((words[:, np.newaxis] >> places) & np.uint64(1)).astype(np.uint8)
    return np.packbits(spread, bitorder="little").tobytes()


def _unpack_bits(data: bytes, bits: int, n: int) -> WordArray:
    words = np.zeros(n, np.uint64)
    if not bits:
        return words
    spread = np.unpackbits(np.frombuffer(data, np.uint8), count=n * bits, bitorder="little")
    for place, column in enumerate(spread.reshape(n, bits).T):
        words |= column.astype(np.uint64) << np.uint64(place)
    return words


def _pack_symbols(symbols: npt.NDArray[np.uint8], width: int) -> bytes:
    each = 8 // width
    padded = np.zeros(-(-len(symbols) // each) * each, np.uint8)
    padded[: len(symbols)] = symbols
    packed = np.zeros(len(padded) // each, np.uint8)
    for place in range(each):
        packed |= padded[place::each] << np.uint8(place * width)
    return packed.tobytes()


def _unpack_symbols(data: bytes, width: int, n: int) -> npt.NDArray[np.uint8]:
    packed, each = np.frombuffer(data, np.uint8), 8 // width
    places = np.arange(each, dtype=np.uint8) * np.uint8(width)
    symbols = (packed[:, np.newaxis] >> places) & np.uint8((1 << width) - 1)
    return symbols.reshape(-1)[:n]


def _inflated(cursor: Cursor, size: int, expected: int) -> bytes:
    data = inflate(cursor.take(size))
    if data is None or len(data) != expected:
        raise DamagedRecording("a column of samples cannot be inflated")
    return data
