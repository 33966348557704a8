"""`decode_frames_per_s`: wire bytes to samples through the function acquisition calls."""

import struct
import time
from statistics import median

from cobs import cobs

from tests.benchmarks.row import Row, part
from trainer.wire.codec import FrameDecoder, encode
from trainer.wire.messages import ImuSample

FRAMES = 50_000
CHUNK = 26 * 9
REPEATS = 7


def rows(share: float = 1.0) -> list[Row]:
    frames, repeats = part(FRAMES, share), part(REPEATS, share)
    stream = b"".join(
        encode(ImuSample(0, i & 0xFFFF, i * 2000, 1, 0, (i % 999, -i % 77, 8192), (3, -4, i % 50)))
        for i in range(frames)
    )
    ours = median(_rate(stream, frames, _ours) for _ in range(repeats))
    peer = median(_rate(stream, frames, _frame_by_frame) for _ in range(repeats))
    return [Row("decode_frames_per_s", ours, "1/s", "struct.unpack frame by frame, no CRC", peer)]


def _rate(stream: bytes, frames: int, decode) -> float:
    begun = time.perf_counter()
    count = decode(stream)
    elapsed = time.perf_counter() - begun
    assert count == frames
    return frames / elapsed


def _chunks(stream: bytes):
    return (stream[at : at + CHUNK] for at in range(0, len(stream), CHUNK))


def _ours(stream: bytes) -> int:
    decoder = FrameDecoder()
    return sum(len(decoder.feed(chunk).imu) for chunk in _chunks(stream))


def _frame_by_frame(stream: bytes) -> int:
    form = struct.Struct("<BBHIBB3h3h")
    rest, found = b"", []
    for chunk in _chunks(stream):
        *frames, rest = (rest + chunk).split(b"\0")
        found += [form.unpack(cobs.decode(frame)[:-2]) for frame in frames]
    return len(found)
