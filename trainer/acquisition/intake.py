"""Arrivals to delivered samples: time, bias, tilt, in that order. The caller holds the lock.

`BoardIntake` is what a feed needs of it; a force plate has one of its own (`plate_intake`).
"""

from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from trainer.acquisition.device_time import DeviceTime
from trainer.acquisition.other_sensors import BodyIntake, LoadIntake
from trainer.acquisition.rest import AtRest, HeldLoad
from trainer.acquisition.settling import Settled, Settling
from trainer.acquisition.timeline import Placed, Timeline
from trainer.link.connection import Arrival
from trainer.motion.tilt_filter import TiltFilter
from trainer.recording.body import BodySamples, BodySetup
from trainer.recording.calibration import SensorCalibration, Vector
from trainer.recording.json_value import Json
from trainer.recording.load import LoadSamples, LoadSetup
from trainer.recording.samples import Samples
from trainer.recording.sensor import SensorSetup
from trainer.recording.trial import Recording, StartState, TrialEvent
from trainer.recording.vocabulary import EventKind
from trainer.wire.frozen import BOARD_SENSOR, BODY_SENSOR
from trainer.wire.messages import Event
from trainer.wire.messages import EventKind as WireEvent


@dataclass(frozen=True)
class Taken:
    """What became of an arrival."""

    samples: Samples
    events: tuple[TrialEvent, ...]
    load: LoadSamples
    body: BodySamples


@dataclass(frozen=True)
class KnownBoard:
    """What is known of a board before it streams: its calibration, and the bias of last time.

    `load` and `body` are None where it has no such sensors; of a replay `first_load_seq` and
    `first_body_seq` are the numbers of their first records.
    """

    calibration: SensorCalibration
    stored_bias_deg_s: Vector | None = None
    load: LoadSetup | None = None
    body: BodySetup | None = None
    first_load_seq: int = 0
    first_body_seq: int = 0


def known_of(recording: Recording, start: StartState) -> KnownBoard:
    """What a replay's board is known by: what the recording was made with."""
    header = recording.header
    return KnownBoard(
        start.calibration,
        start.gyro_bias_deg_s,
        header.load,
        header.body,
        _first_seq(recording.load),
        _first_seq(recording.body),
    )


def _first_seq(samples: LoadSamples | BodySamples) -> int:
    return int(samples.seq[0]) if len(samples) else 0


class BoardIntake(Protocol):
    """Turns arrivals of one connection into samples."""

    time: DeviceTime
    bias_measured: bool
    rest: AtRest | None
    """What it said while it settled; None where nobody left it alone, and of a replay."""

    def take(self, arrival: Arrival) -> Taken:
        """Take in one arrival."""

    def start_state(self, next_seq: int) -> StartState:
        """All that the next sample depends on."""

    def waiting_for(self) -> str:
        """Why no sample is delivered yet."""

    @property
    def setup(self) -> SensorSetup:
        """How the leading sensor is run."""

    @property
    def load_setup(self) -> LoadSetup | None:
        """How the load cells run; None without any."""

    @property
    def body_setup(self) -> BodySetup | None:
        """How the body sensor runs; None without one."""

    @property
    def bias_deg_s(self) -> Vector:
        """The gyroscope's bias taken off, sensor axes."""

    @property
    def rejected(self) -> int:
        """Frames whose number and time disagreed."""


class Intake:
    """The intake of a board with a motion sensor under it."""

    def __init__(
        self, setup: SensorSetup, board: KnownBoard, start: StartState | None = None
    ) -> None:
        self._setup = setup
        self._calibration = start.calibration if start else board.calibration
        self._timeline = Timeline(setup.rate_hz, start)
        self.time = DeviceTime(setup.filter_delay_us, start)
        self._settling = Settling(setup, board.stored_bias_deg_s)
        self._filter: TiltFilter | None = None
        self._bias: Vector = (0.0, 0.0, 0.0)
        self.bias_measured = False
        self.rest: AtRest | None = None
        self._held_load = HeldLoad(board.load.rate_hz if board.load else 0.0)
        self._load = LoadIntake(board.load, board.first_load_seq) if board.load else None
        self._body = BodyIntake(board.body, board.first_body_seq) if board.body else None
        if start is not None:
            self._resume(start)

    def take(self, arrival: Arrival) -> Taken:
        """Take in one arrival."""
        records = arrival.imu[arrival.imu["sensor"] == BOARD_SENSOR]
        placed = self._timeline.place(records, arrival.generation, arrival.host_ns)
        kept = records[placed.keep]
        if len(kept):
            self.time.follow(placed, int(kept["device_us"][-1]), arrival.host_ns)
        self.time.answered(arrival.round_trips)
        samples, events = self._deliver(kept, placed), trial_events(arrival)
        return Taken(samples, events, self._take_load(arrival), self._take_body(arrival))

    def waiting_for(self) -> str:
        """Why no sample is delivered yet."""
        return self._settling.reason

    @property
    def bias_deg_s(self) -> Vector:
        """The gyroscope's bias taken off, sensor axes."""
        return self._bias

    @property
    def setup(self) -> SensorSetup:
        """How the sensor is run."""
        return self._setup

    @property
    def load_setup(self) -> LoadSetup | None:
        """How the load cells run; None without any."""
        return self._load.setup if self._load else None

    @property
    def body_setup(self) -> BodySetup | None:
        """How the body sensor runs; None without one."""
        return self._body.setup if self._body else None

    @property
    def rejected(self) -> int:
        """Frames whose number and time disagreed."""
        others = (self._load, self._body)
        return self._timeline.rejected + sum(other.rejected for other in others if other)

    def start_state(self, next_seq: int) -> StartState:
        """All that the tilt of the next sample depends on."""
        state: dict[str, Json] = self._filter.state() if self._filter else {}
        return replace(
            self.time.start_state(next_seq, self._setup.rate_hz),
            calibration=self._calibration,
            gyro_bias_deg_s=self._bias,
            filter_state=state,
        )

    def _resume(self, start: StartState) -> None:
        self._bias = start.gyro_bias_deg_s
        self._filter = TiltFilter(self._setup, self._calibration, self._bias)
        if start.filter_state:
            self._filter.restore(start.filter_state)

    def _take_load(self, arrival: Arrival) -> LoadSamples:
        if self._load is None:
            return LoadSamples.empty()
        if not self.time.begun:
            self._held_load.add(arrival.load)
            return LoadSamples.empty()
        return self._load.take(arrival.load, arrival.generation, self.time.board_time())

    def _take_body(self, arrival: Arrival) -> BodySamples:
        if self._body is None or not self.time.begun:
            return BodySamples.empty()
        records = arrival.imu[arrival.imu["sensor"] == BODY_SENSOR]
        return self._body.take(records, arrival.generation, self.time.board_time())

    def _deliver(self, records: npt.NDArray[Any], placed: Placed) -> Samples:
        if not len(records):
            return Samples.empty()
        accel, gyro = records["accel"], records["gyro"]
        if self._filter is None:
            settled = self._settling.add(placed.seq, accel, gyro)
            if settled is not None:
                self._begin(settled)
            return Samples.empty()
        tilt = self._filter.update(placed.seq, accel, gyro)
        return Samples(
            seq=placed.seq,
            epoch=np.full(len(records), placed.epoch, np.int64),
            device_us=placed.device_us,
            t_s=self.time.seconds(placed.device_us),
            ap_deg=tilt.ap_deg,
            ml_deg=tilt.ml_deg,
            ap_rate_deg_s=tilt.ap_rate_deg_s,
            ml_rate_deg_s=tilt.ml_rate_deg_s,
            accel_counts=accel.copy(),
            gyro_counts=gyro.copy(),
            flags=records["flags"].copy(),
        )

    def _begin(self, settled: Settled) -> None:
        self._bias, self.bias_measured = settled.bias_deg_s, settled.measured
        if settled.measured:
            held = self._held_load
            self.rest = AtRest(settled.accel, settled.gyro, held.counts, held.ready)
        self._filter = TiltFilter(self._setup, self._calibration, self._bias)
        self._filter.update(settled.seq, settled.accel, settled.gyro)


_EVENT_KINDS: dict[int, EventKind] = {
    WireEvent.BUTTON: EventKind.BUTTON,
    WireEvent.RAIL_STOP: EventKind.RAIL_STOP,
    WireEvent.FAULT: EventKind.FAULT,
    WireEvent.RESTARTED: EventKind.RESTARTED,
}


def trial_events(arrival: Arrival) -> tuple[TrialEvent, ...]:
    """What the board said happened, as events of a trial."""
    return tuple(map(_trial_event, arrival.events))


def _trial_event(event: Event) -> TrialEvent:
    data: dict[str, Json] = {"code": event.code, "sensor": event.sensor, "state": event.state}
    return TrialEvent(_EVENT_KINDS.get(event.kind, EventKind.FAULT), 0, data)
