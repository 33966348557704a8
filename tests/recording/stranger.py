"""A second reader of recordings, written from `docs/recording-format.md` and nothing else.

Slow and plain on purpose: it shares no code with the program, so it holds the page to the bytes.
"""

import json
import math
import struct
import zlib
from collections.abc import Iterator
from itertools import accumulate

PLAIN = "<qqqddddd3h3hB"
PLAIN_LOAD = "<qqqd4iBBddd"
PLAIN_BODY = "<qqqd3h3hBdd"
MASK = (1 << 64) - 1


class Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, size: int) -> bytes:
        self.at += size
        assert self.at <= len(self.data)
        return self.data[self.at - size : self.at]

    def fields(self, form: str) -> tuple:
        return struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))


def inflate(data: bytes) -> bytes:
    return zlib.decompress(data, wbits=-15)


def signed(value: int) -> int:
    value &= MASK
    return value - (1 << 64) if value >> 63 else value


def blocks(data: bytes) -> Iterator[tuple[int, bytes]]:
    reader = Reader(data)
    assert reader.take(8) == b"BAPS\r\n\x1a\n"
    assert reader.fields("H") in ((1,), (2,))
    while reader.at < len(data):
        head = reader.take(5)
        kind, size = struct.unpack("<BI", head)
        (crc,) = reader.fields("I")
        payload = reader.take(size)
        assert crc == zlib.crc32(head + payload)
        yield kind & 0x7F, inflate(payload) if kind & 0x80 else payload


def bits(data: bytes, width: int, n: int) -> list[int]:
    whole = int.from_bytes(data, "little")
    return [whole >> (i * width) & ((1 << width) - 1) for i in range(n)]


def integers(reader: Reader, n: int) -> list[int]:
    k, w, a, e, b = reader.fields("BBIII")
    low = bits(reader.take(-(-n * k // 8)), k, n)
    symbols = bits(inflate(reader.take(a)), w, n)
    escapes = iter(struct.unpack(f"<{e}Q", inflate(reader.take(b))))
    values = []
    for s, bottom in zip(symbols, low, strict=True):
        high = s + next(escapes) if s == (1 << w) - 1 else s
        z = (high << k | bottom) & MASK
        values.append(signed(-(z + 1) // 2 if z % 2 else z // 2))
    return values


def series(reader: Reader, n: int, slots: list[int]) -> list[int]:
    first, step, unit, order = reader.fields("qqqB")
    numbers = integers(reader, n)
    for _ in range(order):
        numbers = list(accumulate(numbers))
    return [signed(first + unit * x + step * s) for x, s in zip(numbers, slots, strict=True)]


def doubles(reader: Reader, n: int) -> list[float]:
    return [struct.unpack("<d", struct.pack("<q", v))[0] for v in series(reader, n, [0] * n)]


def times(reader: Reader, device_us: list[int]) -> list[float]:
    mode, origin = reader.fields("Bq")
    if mode == 0:
        return doubles(reader, len(device_us))
    return [(us - origin) / 1_000_000 for us in device_us]


def counts(reader: Reader, n: int, lane: int, width: int = 6) -> list[list[int]]:
    means = reader.fields(f"{width}i")
    weights = [reader.fields(f"{width}i") for _ in range(6)]
    channels = []
    for channel in range(width):
        x: list[int] = []
        for i, missed in enumerate(integers(reader, n)):
            place = i % lane
            if place == 0:
                x.append(missed)
            elif place < 6:
                x.append(x[-1] + missed)
            else:
                past = sum(weights[j][channel] * x[i - 1 - j] for j in range(6))
                x.append(missed + ((past + 8192) >> 14))
        channels.append([value + means[channel] for value in x])
    return channels


def tilt(reader: Reader, n: int, lane: int, gyro: list[list[int]]) -> list[list[float]]:
    (mode,) = reader.fields("B")
    if mode == 0:
        return [doubles(reader, n) for _ in range(4)]
    (dt,) = reader.fields("d")
    c = [[reader.fields("4d") for _ in range(2)] for _ in range(6)]
    missed = [integers(reader, n) for _ in range(4)]
    out: list[list[float]] = [[], [], [], []]
    for i in range(n):
        if i % lane == 0:
            expected, rates = [0.0, 0.0], [0, 0]
        a, m = ((expected[k] + rates[k] * dt) / 1000 for k in range(2))
        gx, gy, gz = (channel[i] for channel in gyro)
        for k in range(2):
            u = [((w[k][0] * gx + w[k][1] * gy) + w[k][2] * gz) + w[k][3] for w in c]
            r = (u[0] + u[1] * a) + u[2] * m
            r = ((r + u[3] * (a * a)) + u[4] * (a * m)) + u[5] * (m * m)
            rates[k] = round(r) + missed[2 + k][i]
            expected[k] = expected[k] + rates[k] * dt
            whole = round(expected[k]) + missed[k][i]
            gain = 1.0 if i % lane == 0 else 1 / 8
            expected[k] = expected[k] + (whole - expected[k]) * gain
            out[k].append(whole / 1000)
            out[2 + k].append(rates[k] / 1000)
    return out


def thousandths(reader: Reader, n: int) -> list[float]:
    (mode,) = reader.fields("B")
    if mode == 0:
        return doubles(reader, n)
    whole = series(reader, n, [0] * n)
    return [math.nan if v == -(1 << 62) else v / 1000 for v in whole]


def plain_others(payload: bytes, form: str) -> bytes:
    """Packed readings of the load cells or the body sensor as plain ones."""
    reader = Reader(payload)
    n, crc, lanes = reader.fields("III")
    places = list(range(n))
    seq, epoch, device_us = (series(reader, n, places) for _ in range(3))
    ready = [series(reader, n, places)] if form == PLAIN_LOAD else []
    flags = series(reader, n, places)
    t_s = times(reader, device_us)
    channels = counts(reader, n, -(-n // lanes), 4 if form == PLAIN_LOAD else 6)
    values = [thousandths(reader, n) for _ in range(3 if form == PLAIN_LOAD else 2)]
    assert reader.at == len(payload)
    rows = zip(seq, epoch, device_us, t_s, *channels, *ready, flags, *values, strict=True)
    plain = b"".join(struct.pack(form, *row) for row in rows)
    assert zlib.crc32(plain) == crc
    return plain


def plain_form(payload: bytes) -> bytes:
    """Packed samples as plain ones, checked by their CRC."""
    reader = Reader(payload)
    n, crc, lanes = reader.fields("III")
    seq = series(reader, n, list(range(n)))
    slots = [s - seq[0] for s in seq]
    epoch, device_us, flags = (series(reader, n, slots) for _ in range(3))
    t_s = times(reader, device_us)
    lane = -(-n // lanes)
    channels = counts(reader, n, lane)
    four = tilt(reader, n, lane, channels[3:])
    assert reader.at == len(payload)
    rows = zip(seq, epoch, device_us, t_s, *four, *channels, flags, strict=True)
    plain = b"".join(struct.pack(PLAIN, *row) for row in rows)
    assert zlib.crc32(plain) == crc
    return plain


def read(data: bytes) -> tuple[dict, bytes, list, dict]:
    """Header, samples in plain form, events and end of a whole container."""
    header, (plain, _, _), events, end = read_all(data)
    return header, plain, events, end


def read_all(data: bytes) -> tuple[dict, tuple[bytes, bytes, bytes], list, dict]:
    """Header, samples of board, load cells and body in plain form, events, end."""
    header: dict = {}
    end: dict = {}
    plain, load, body, events = b"", b"", b"", []
    for kind, payload in blocks(data):
        assert not end
        if kind == 1:
            header = json.loads(payload)
        elif kind == 2:
            plain += payload
        elif kind == 3:
            plain += plain_form(payload)
        elif kind == 4:
            events += json.loads(payload)["events"]
        elif kind == 6:
            load += payload
        elif kind == 7:
            load += plain_others(payload, PLAIN_LOAD)
        elif kind == 8:
            body += payload
        elif kind == 9:
            body += plain_others(payload, PLAIN_BODY)
        else:
            end = json.loads(payload)
    assert (end["samples"], end["events"]) == (len(plain) // struct.calcsize(PLAIN), len(events))
    assert end.get("load", 0) == len(load) // struct.calcsize(PLAIN_LOAD)
    assert end.get("body", 0) == len(body) // struct.calcsize(PLAIN_BODY)
    return header, (plain, load, body), events, end
