"""A stream of known samples over a line that damages bytes, and what three receivers believe of it.

Each sample's content is known from its number, so that one that is believed and wrong is seen:
by the product's own way (`accepted_by_board`), by its decoder without the checks of number and
time (`accepted_by_decoder`), and by a parser of start and end bytes (`accepted_between_marks`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.acquisition.board import BoardSetup, tilting_board
from trainer.link.stream import Arrival
from trainer.recording.body import SacrumSetup
from trainer.recording.sensor import UNCALIBRATED, SensorSetup
from trainer.wire.codec import CRC_BYTES, IMU_DTYPE, LOAD_DTYPE, FrameDecoder, frame
from trainer.wire.declaration import declaration_of
from trainer.wire.messages import ImuSample

PERIOD_US = 2000
FRAMES_A_READ = 9
"""What a frame of a game at 60 Hz finds of a board at 500 Hz."""
START, END = b"\xaa", b"\x55"
MARKED_BYTES = IMU_DTYPE.itemsize - CRC_BYTES + len(START + END)

Records = npt.NDArray[Any]


@dataclass(frozen=True)
class Accepted:
    """How many samples a receiver believed, and how many of them were never sent so."""

    frames: int
    wrong: int


def sent_samples(count: int, seed: int = 1) -> Records:
    """Samples of one sensor from slot 0 on, all with another content."""
    random = np.random.default_rng(seed)
    records = np.zeros(count, IMU_DTYPE)
    slots = np.arange(count)
    records["type_id"] = declaration_of(ImuSample).type_id
    records["seq"] = slots % (1 << 16)
    records["device_us"] = slots * PERIOD_US % (1 << 32)
    records["flags"] = 1
    records["accel"] = random.normal(0, 2000, (count, 3))
    records["gyro"] = random.normal(0, 2000, (count, 3))
    return records


def on_the_line(records: Records) -> bytes:
    """As the board sends them: with a CRC, in COBS frames."""
    return b"".join(map(frame, _bodies(records)))


def between_marks(records: Records) -> bytes:
    """The same content as many a sketch sends it: fixed length, a start and an end byte."""
    return b"".join(START + body + END for body in _bodies(records))


def damaged(stream: bytes, share: float, seed: int = 1) -> bytes:
    """With this share of the bytes faulty: a bit flipped, dropped, or another byte behind it."""
    random = np.random.default_rng(seed)
    data = np.frombuffer(stream, np.uint8).copy()
    faulty = random.permutation(np.flatnonzero(random.random(len(data)) < share))
    flipped, dropped, doubled = faulty[::3], faulty[1::3], faulty[2::3]
    data[flipped] ^= np.left_shift(1, random.integers(0, 8, len(flipped))).astype(np.uint8)
    times = np.ones(len(data), np.int64)
    times[dropped], times[doubled] = 0, 2
    spread = np.repeat(data, times)
    spread[np.cumsum(times)[doubled] - 1] = random.integers(0, 256, len(doubled))
    return spread.tobytes()


def accepted_by_board(stream: bytes, sent: Records) -> Accepted:
    """Through decoder, clock and table, as acquisition takes it in; read by read."""
    # On a sacrum the samples are delivered from the first on, without a stillness before them.
    board = tilting_board(SensorSetup(), BoardSetup(UNCALIBRATED, sacrum=SacrumSetup()))
    nothing = np.zeros(0, LOAD_DTYPE)
    count = wrong = 0
    for decoded, newest_us in _reads(stream, len(sent)):
        before = board.samples.end
        board.take(Arrival(1000 * newest_us, 1, decoded, nothing))
        rows = board.samples.rows(before)
        count += len(rows)
        wrong += _wrong(rows.seq, rows.device_us, rows.accel_counts, rows.gyro_counts, sent)
    return Accepted(count, wrong)


def accepted_by_decoder(stream: bytes, sent: Records) -> Accepted:
    """Whatever has the right length and CRC, its number taken for the nearest."""
    count = wrong = 0
    for decoded, newest_us in _reads(stream, len(sent)):
        count += len(decoded)
        wrong += _wrong_records(decoded, newest_us // PERIOD_US, sent)
    return Accepted(count, wrong)


def accepted_between_marks(stream: bytes, sent: Records) -> Accepted:
    """Whatever has the right length between the two marks."""
    pattern = re.escape(START) + b"(.{%d})" % (MARKED_BYTES - 2) + re.escape(END)
    found = [match[1] + bytes(CRC_BYTES) for match in re.finditer(pattern, stream, re.DOTALL)]
    records = np.frombuffer(b"".join(found), IMU_DTYPE)
    near = np.linspace(0, len(sent), len(records), endpoint=False).astype(np.int64)
    return Accepted(len(records), _wrong_records(records, near, sent))


def _reads(stream: bytes, frames: int) -> Iterator[tuple[Records, int]]:
    """The motion records of each read, and the board's time then."""
    decoder = FrameDecoder()
    reads = max(1, frames // FRAMES_A_READ)
    edges = np.linspace(0, len(stream), reads + 1).astype(int).tolist()
    for number in range(reads):
        decoded = decoder.feed(stream[edges[number] : edges[number + 1]])
        yield decoded.imu, PERIOD_US * (frames * (number + 1) // reads)


def _wrong_records(records: Records, near: Any, sent: Records) -> int:
    """`near` is roughly which slots these are."""
    half = 1 << 15
    slots = near + (records["seq"].astype(np.int64) - near + half) % (1 << 16) - half
    us = records["device_us"].astype(np.int64)
    return _wrong(slots, us, records["accel"], records["gyro"], sent)


def _wrong(slots: Any, device_us: Any, accel: Any, gyro: Any, sent: Records) -> int:
    """How many differ from what was sent under their number."""
    known = (slots >= 0) & (slots < len(sent))
    truth = sent[np.where(known, slots, 0)]
    same = (
        known
        & (device_us % (1 << 32) == truth["device_us"])
        & np.all(accel == truth["accel"], axis=1)
        & np.all(gyro == truth["gyro"], axis=1)
    )
    return int(np.count_nonzero(~same))


def _bodies(records: Records) -> Iterator[bytes]:
    size, raw = IMU_DTYPE.itemsize, records.tobytes()
    return (raw[at : at + size - CRC_BYTES] for at in range(0, len(raw), size))
