"""Frames and messages: golden bytes, round trips, and what damage does."""

import struct
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.wire.codec import (
    BY_TYPE_ID,
    MESSAGES,
    SCHEMA_HASH,
    FrameDecoder,
    decode_body,
    describe,
    encode,
    frame,
)
from trainer.wire.declaration import declaration_of
from trainer.wire.frozen import Hello, Identify, Nack, NackReason, SensorEntry
from trainer.wire.messages import Event, ImuSample, LoadSample, Ping, Start, WriteCalibration

HELLO = Hello(1, 0x12345678, (0, 1, 0), 0xABCD, (SensorEntry(1, 0, 0, 1000, 4, 500, 1),))


def test_frozen_messages_keep_their_bytes_for_ever() -> None:
    # Made with a bitwise CRC and a plain COBS, apart from the libraries the codec uses.
    assert encode(Identify()).hex() == GOLDEN_IDENTIFY
    assert encode(Nack(0x20, 7, NackReason.BAD_VALUE)).hex() == GOLDEN_NACK
    assert encode(HELLO).hex() == GOLDEN_HELLO


GOLDEN_IDENTIFY = "0401f1d100"
GOLDEN_NACK = "0703200703302e00"
GOLDEN_HELLO = "07020178563412020103cdab01010101010301010109e80304f40101795e00"


def test_crc_is_the_ccitt_false_variant() -> None:
    # Check value of CRC-16/CCITT-FALSE over "123456789" (Williams' catalogue).
    decoded = FrameDecoder()
    framed = frame(b"123456789")
    assert framed[1:-1] == b"123456789" + bytes.fromhex("29b1")
    assert decoded.feed(framed).messages == []
    assert decoded.counts.unknown_messages == 1


@pytest.mark.parametrize("cls", sorted(BY_TYPE_ID.values(), key=lambda c: c.__name__))
def test_every_message_survives_the_wire(cls: type) -> None:
    values = [
        1 if kind.count == 1 else tuple(kind.count * [1]) for _, kind in declaration_of(cls).fields
    ]
    message = cls(*values)
    decoded = FrameDecoder().feed(encode(message))
    if cls is ImuSample:
        assert decoded.imu["accel"].tolist() == [[1, 1, 1]]
    elif cls is LoadSample:
        assert decoded.load["counts"].tolist() == [[1, 1, 1, 1]]
    else:
        assert decoded.messages == [message]


@given(
    samples=st.lists(
        st.tuples(
            st.integers(0, 0xFFFF),
            st.integers(0, 0xFFFFFFFF),
            st.lists(st.integers(-32768, 32767), min_size=6, max_size=6),
        ),
        max_size=20,
    ),
    cuts=st.lists(st.integers(0, 600), max_size=8),
)
def test_samples_come_out_as_they_went_in_however_the_stream_is_cut(samples, cuts) -> None:
    stream = b"".join(
        encode(ImuSample(0, seq, us, 1, 0, tuple(c[:3]), tuple(c[3:]))) for seq, us, c in samples
    )
    decoder = FrameDecoder()
    edges = sorted({0, len(stream), *(c for c in cuts if c < len(stream))})
    parts = [decoder.feed(stream[a:b]).imu for a, b in pairwise(edges)]
    records = np.concatenate(parts) if parts else decoder.feed(b"").imu
    assert records["seq"].tolist() == [s[0] for s in samples]
    assert records["device_us"].tolist() == [s[1] for s in samples]
    assert np.hstack((records["accel"], records["gyro"])).tolist() == [s[2] for s in samples]
    assert decoder.counts.bad_frames == 0


@given(
    where=st.integers(0, 10_000),
    flip=st.integers(1, 255),
    counts=st.tuples(*[st.integers(-9, 9)] * 3),
)
def test_one_damaged_byte_never_makes_a_wrong_sample(where, flip, counts) -> None:
    good = encode(ImuSample(0, 5, 2000, 1, 0, counts, counts))
    damaged = bytearray(good)
    damaged[where % len(good)] ^= flip
    records = FrameDecoder().feed(bytes(damaged) + b"\0").imu
    assert len(records) == 0


def test_a_damaged_frame_costs_itself_alone() -> None:
    good = encode(Ping(1))
    decoder = FrameDecoder()
    messages = decoder.feed(good + b"\x05garb\0" + good).messages
    assert messages == [Ping(1), Ping(1)]
    assert decoder.counts.bad_frames == 1


def test_a_read_that_brings_nothing_keeps_the_half_frame() -> None:
    decoder, sent = FrameDecoder(), encode(Ping(7))
    assert decoder.feed(sent[:3]).messages == []
    assert decoder.feed(b"").messages == []
    assert decoder.feed(sent[3:]).messages == [Ping(7)]


def test_endless_garbage_is_not_hoarded() -> None:
    decoder = FrameDecoder()
    for _ in range(100):
        decoder.feed(b"\xff" * 1000)
    assert decoder.feed(b"\0" + encode(Ping(3))).messages == [Ping(3)]


def test_unknown_types_and_wrong_lengths_are_skipped_and_counted() -> None:
    decoder = FrameDecoder()
    assert decoder.feed(frame(b"\x7fwhat") + frame(b"\x22")).messages == []
    assert decoder.counts.unknown_messages == 2
    assert decode_body(b"") is None


def test_a_hello_whose_sensor_count_lies_is_not_a_hello() -> None:
    payload = bytearray(HELLO.pack())
    payload[struct.calcsize(Hello.HEAD) - 1] = 9
    assert decode_body(bytes([Hello.TYPE_ID]) + bytes(payload)) is None


def test_schema_hash_covers_names_types_and_order() -> None:
    lines = [describe(declaration_of(cls)) for cls in MESSAGES]
    assert any(line.startswith("0x10 ImuSample(sensor:uint8_t,seq:uint16_t,") for line in lines)
    assert 0 < SCHEMA_HASH < 1 << 32
    assert len({declaration_of(c).type_id for c in BY_TYPE_ID.values()}) == len(BY_TYPE_ID)


def test_event_and_start_have_the_layout_the_docs_give() -> None:
    assert len(encode(Event(1, 0, 0, 1, 5))) == 1 + 1 + 8 + 2 + 1
    assert len(encode(Start(1, 500, 0, 0, 2, 0))) == 1 + 1 + 9 + 2 + 1
    assert len(encode(WriteCalibration(*[0] * 2, 0, 0, 0, 0, (0,) * 4, *[(0,) * 3] * 3))) < 100
