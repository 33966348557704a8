"""An earlier recording as a board: the bytes it sent, and the state its tilt began from."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Generic, TypeVar

import numpy as np

from trainer.link.base import HostClock
from trainer.link.simulated_firmware import (
    BOARD_IMU,
    BoardLink,
    FirmwareIdentity,
    FromBoard,
    SimulatedFirmware,
    body_imu,
    load_cells,
)
from trainer.recording.body import BodySamples
from trainer.recording.load import LoadSamples
from trainer.recording.samples import Samples
from trainer.recording.trial import Recording, StartState
from trainer.recording.vocabulary import EventKind
from trainer.wire.frozen import BOARD_SENSOR, BODY_SENSOR, PlacementCode, SensorEntry
from trainer.wire.messages import BoardEventKind, Event, ImuSample, LoadSample, Start

T = TypeVar("T", bound=LoadSamples | BodySamples)


_WIRE_KINDS = {
    EventKind.BUTTON: BoardEventKind.BUTTON,
    EventKind.RAIL_STOP: BoardEventKind.RAIL_STOP,
    EventKind.FAULT: BoardEventKind.FAULT,
    EventKind.RESTARTED: BoardEventKind.RESTARTED,
    EventKind.FOOT_MAT: BoardEventKind.FOOT_MAT,
    EventKind.HAND_RAIL: BoardEventKind.HAND_RAIL,
}


class RecordedSource:
    """Slots of a recording, at `speed` times the pace they had."""

    def __init__(self, recording: Recording, speed: float) -> None:
        self._samples = recording.samples
        self._load, self._body = Tape(recording.load), Tape(recording.body)
        self._events = [e for e in recording.events if e.kind in _WIRE_KINDS and "code" in e.data]
        self._on_plate = recording.header.on_plate
        self._speed = speed
        self._began_us = 0.0
        self._next = 0

    def begin(self, start: Start, now_us: float) -> None:
        """Start the tape; a second start goes on where it was."""
        if self._next == 0:
            self._began_us = now_us

    def due(self, now_us: float) -> Iterable[FromBoard]:
        """Samples and board events that the tape has reached."""
        times = self._samples.device_us
        if self.ended:
            return
        reached_us = times[0] + (now_us - self._began_us) * self._speed
        while self._next < len(times) and times[self._next] <= reached_us:
            yield from self._events_before(self._next)
            t_s = float(self._samples.t_s[self._next])
            yield from (_load_sample(self._load.rows, at) for at in self._load.until(t_s))
            yield from (_body_sample(self._body.rows, at) for at in self._body.until(t_s))
            if not self._on_plate:
                yield _imu_sample(self._samples, self._next, BOARD_SENSOR)
            self._next += 1

    @property
    def ended(self) -> bool:
        return self._next >= len(self._samples)

    def _events_before(self, index: int) -> Iterable[Event]:
        while self._events and self._events[0].index <= index:
            event = self._events.pop(0)
            numbers = {name: int(str(event.data[name])) for name in ("code", "sensor", "state")}
            device_us = int(self._samples.device_us[index])
            yield Event(kind=_WIRE_KINDS[event.kind], device_us=device_us, **numbers)


class Tape(Generic[T]):
    """The rows of another sensor, each played once."""

    def __init__(self, rows: T) -> None:
        self.rows: T = rows
        self._next = 0

    def until(self, t_s: float) -> range:
        """The rows up to the time of a sample of the board."""
        first = self._next
        self._next = max(first, int(np.searchsorted(self.rows.t_s, t_s, side="right")))
        return range(first, self._next)


class ReplayLink(BoardLink):
    """`replay:FILE?speed=1` and `replay:trial:ID`."""

    def __init__(self, name: str, recording: Recording, clock: HostClock, speed: float) -> None:
        source = RecordedSource(recording, speed)
        identity = FirmwareIdentity(recording.header.board.board_id, sensors=_sensors(recording))
        super().__init__(name, SimulatedFirmware(identity, source), clock)
        self._source = source
        self.recording = recording

    @property
    def ended(self) -> bool:
        return self._source.ended

    @property
    def start_state(self) -> StartState:
        """What acquisition begins with instead of a stillness."""
        return self.recording.start_of_samples()


def _imu_sample(samples: Samples | BodySamples, index: int, sensor: int) -> ImuSample:
    return ImuSample(
        sensor=sensor,
        seq=int(samples.seq[index]),
        device_us=int(samples.device_us[index]),
        flags=int(samples.flags[index]),
        overruns=0,
        accel=tuple(samples.accel_counts[index].tolist()),
        gyro=tuple(samples.gyro_counts[index].tolist()),
    )


def _body_sample(samples: BodySamples, index: int) -> ImuSample:
    return _imu_sample(samples, index, BODY_SENSOR)


def _load_sample(samples: LoadSamples, index: int) -> LoadSample:
    return LoadSample(
        seq=int(samples.seq[index]),
        device_us=int(samples.device_us[index]),
        flags=int(samples.flags[index]),
        ready_mask=int(samples.ready[index]),
        counts=tuple(samples.counts[index].tolist()),
    )


def _sensors(recording: Recording) -> tuple[SensorEntry, ...]:
    header = recording.header
    body = header.body and body_imu(
        PlacementCode[header.body.placement.name], header.body.setup.who_am_i
    )
    load = header.load and load_cells(round(header.load.rate_hz))
    board = None if header.on_plate else replace(BOARD_IMU, present=header.setup.who_am_i)
    return tuple(entry for entry in (board, body, load) if entry)
