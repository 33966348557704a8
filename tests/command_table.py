"""What a board answers to a row of commands: the real firmware and the simulated one alike."""

from dataclasses import replace
from typing import Any

from trainer.wire.frozen import Nack, NackReason
from trainer.wire.messages import (
    Ack,
    Ping,
    Pong,
    ReadCalibration,
    ReadLoadCalibration,
    Start,
    Stop,
    StoredCalibration,
    WriteCalibration,
)

ONES = (1.0, 1.0, 1.0)
FIRST = WriteCalibration(2, 0, 5, 77, 0, 0, (1.0, 0.0, 0.0, 0.0), ONES, (0.0, 0.0, 0.0), ONES)
START = Start(8, 500, 0, 0, 2, 0)

Expected = type[Any] | NackReason

TABLE: tuple[tuple[Any, Expected], ...] = (
    (ReadCalibration(1, 0), NackReason.NO_CALIBRATION),
    (FIRST, Ack),
    (replace(FIRST, tag=3), Ack),
    (replace(FIRST, tag=4, unix_s=9), NackReason.BAD_VALUE),
    (replace(FIRST, tag=5, counter=4), NackReason.BAD_VALUE),
    (ReadCalibration(6, 0), StoredCalibration),
    (Stop(7), Ack),
    (START, Ack),
    (ReadCalibration(9, 0), NackReason.BUSY_STREAMING),
    (ReadLoadCalibration(10), NackReason.BUSY_STREAMING),
    (replace(FIRST, tag=11, counter=6), NackReason.BUSY_STREAMING),
    (START, Ack),
    (Ping(12), Pong),
    (Stop(13), Ack),
    (ReadCalibration(14, 0), StoredCalibration),
    (replace(FIRST, tag=15, counter=6), Ack),
)
"""In this order, on a board that remembers nothing."""


def answer_type(expected: Expected) -> type[Any]:
    return Nack if isinstance(expected, NackReason) else expected


def fits(answer: Any, expected: Expected) -> bool:
    if isinstance(expected, NackReason):
        return isinstance(answer, Nack) and answer.reason == expected
    return isinstance(answer, expected)
