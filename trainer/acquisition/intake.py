"""Arrivals to delivered samples: time, bias, tilt, in that order. The caller holds the lock."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.acquisition.clock_fit import ClockFit
from trainer.acquisition.other_sensors import BoardTime, BodyIntake, LoadIntake
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
from trainer.recording.trial import ClockMap, StartState, TrialEvent
from trainer.recording.vocabulary import EventKind
from trainer.wire.messages import Event
from trainer.wire.messages import EventKind as WireEvent

BOARD_SENSOR, BODY_SENSOR = 0, 1


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

    `load` and `body` are None where it has no such sensors.
    """

    calibration: SensorCalibration
    stored_bias_deg_s: Vector | None = None
    load: LoadSetup | None = None
    body: BodySetup | None = None


class Intake:
    """Turns arrivals of one connection into samples."""

    def __init__(
        self, setup: SensorSetup, board: KnownBoard, start: StartState | None = None
    ) -> None:
        self._setup = setup
        self._calibration = start.calibration if start else board.calibration
        self._timeline = Timeline(setup.rate_hz, start)
        self._clock = ClockFit()
        self._fixed_map = start.clock_map if start else None
        self._settling = Settling(setup, board.stored_bias_deg_s)
        self._filter: TiltFilter | None = None
        self._bias: Vector = (0.0, 0.0, 0.0)
        self.bias_measured = False
        self._origin_us: int | None = None
        self._newest_us = 0
        self._newest_raw_us = 0
        self._epoch = 0
        self._load = LoadIntake(board.load) if board.load else None
        self._body = BodyIntake(board.body) if board.body else None
        if start is not None:
            self._resume(start)

    def take(self, arrival: Arrival) -> Taken:
        """Take in one arrival."""
        records = arrival.imu[arrival.imu["sensor"] == BOARD_SENSOR]
        placed = self._timeline.place(records, arrival.generation, arrival.host_ns)
        kept = records[placed.keep]
        if len(kept):
            self._keep_time(placed, int(kept["device_us"][-1]), arrival.host_ns)
        for trip in arrival.round_trips:
            device_us = self._board_time().unwrapped_us(trip.device_us)
            self._clock.answered(trip.sent_ns, trip.answered_ns, device_us)
        samples = self._deliver(kept, placed)
        events = tuple(map(_trial_event, arrival.events))
        return Taken(samples, events, self._take_load(arrival), self._take_body(arrival))

    def clock_map(self) -> ClockMap:
        """Host time from device time, as known now; of a replay, as it was recorded."""
        return self._fixed_map or self._clock.map()

    def live_clock_map(self) -> ClockMap:
        """Host time from device time of this very run."""
        return self._clock.map()

    def newest_motion_us(self) -> float:
        """The device time the newest sample tells of: its slot less the filter's delay."""
        return self._newest_us - self._setup.filter_delay_us

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

    def quickest_round_trip_ns(self) -> int | None:
        """The shortest ping so far."""
        return self._clock.quickest_round_trip_ns()

    def start_state(self, next_seq: int) -> StartState:
        """All that the tilt of the next sample depends on."""
        state: dict[str, Json] = self._filter.state() if self._filter else {}
        origin = self._origin_us if self._origin_us is not None else 0
        period_us = round(1e6 / self._setup.rate_hz)
        return StartState(
            calibration=self._calibration,
            gyro_bias_deg_s=self._bias,
            filter_state=state,
            clock_map=self.clock_map(),
            first_seq=next_seq,
            first_epoch=self._epoch,
            first_device_us=self._newest_us + period_us,
            first_t_s=(self._newest_us + period_us - origin) / 1e6,
        )

    def _resume(self, start: StartState) -> None:
        self._bias = start.gyro_bias_deg_s
        self._filter = TiltFilter(self._setup, self._calibration, self._bias)
        if start.filter_state:
            self._filter.restore(start.filter_state)
        self._origin_us = start.first_device_us - round(start.first_t_s * 1e6)

    def _keep_time(self, placed: Placed, raw_us: int, host_ns: int) -> None:
        if placed.epoch != self._epoch:
            # A reset board counts from a new zero, and what was known of its clock is void.
            self._epoch, self._clock = placed.epoch, ClockFit()
        self._newest_us = int(placed.device_us[-1])
        self._newest_raw_us = raw_us
        self._clock.arrived(self._newest_us, host_ns)

    def _board_time(self) -> BoardTime:
        origin_us = self._newest_us if self._origin_us is None else self._origin_us
        delay_us = self._setup.filter_delay_us
        return BoardTime(self._newest_us, self._newest_raw_us, origin_us, self._epoch, delay_us)

    def _take_load(self, arrival: Arrival) -> LoadSamples:
        if self._load is None or self._origin_us is None:
            return LoadSamples.empty()
        return self._load.take(arrival.load, arrival.generation, self._board_time())

    def _take_body(self, arrival: Arrival) -> BodySamples:
        if self._body is None or self._origin_us is None:
            return BodySamples.empty()
        records = arrival.imu[arrival.imu["sensor"] == BODY_SENSOR]
        return self._body.take(records, arrival.generation, self._board_time())

    def _deliver(self, records: npt.NDArray[Any], placed: Placed) -> Samples:
        if not len(records):
            return Samples.empty()
        accel, gyro = records["accel"], records["gyro"]
        if self._filter is None:
            settled = self._settling.add(placed.seq, accel, gyro)
            if settled is not None:
                self._begin(settled)
            return Samples.empty()
        if self._origin_us is None:
            self._origin_us = int(placed.device_us[0])
        tilt = self._filter.update(placed.seq, accel, gyro)
        return Samples(
            seq=placed.seq,
            epoch=np.full(len(records), placed.epoch, np.int64),
            device_us=placed.device_us,
            t_s=(placed.device_us - self._origin_us) / 1e6,
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
        self._filter = TiltFilter(self._setup, self._calibration, self._bias)
        self._filter.update(settled.seq, settled.accel, settled.gyro)


_EVENT_KINDS: dict[int, EventKind] = {
    WireEvent.BUTTON: EventKind.BUTTON,
    WireEvent.RAIL_STOP: EventKind.RAIL_STOP,
    WireEvent.FAULT: EventKind.FAULT,
    WireEvent.RESTARTED: EventKind.RESTARTED,
}


def _trial_event(event: Event) -> TrialEvent:
    data: dict[str, Json] = {"code": event.code, "sensor": event.sensor, "state": event.state}
    return TrialEvent(_EVENT_KINDS.get(event.kind, EventKind.FAULT), 0, data)
