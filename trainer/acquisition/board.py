"""A streaming board: one clock, and a stream for each sensor that it has. The caller locks.

A plain force plate is a board whose load stream leads.
"""

from dataclasses import dataclass

import numpy as np

from trainer.acquisition.bias_search import AtRest
from trainer.acquisition.clock import SENSELESS, BoardClock
from trainer.acquisition.streams import (
    BodyStream,
    ImuStream,
    LeadingStream,
    LoadStream,
    PlateStream,
    Records,
)
from trainer.acquisition.table import Table
from trainer.link.stream import Arrival
from trainer.recording.body import BodySamples, BodySetup, SacrumSetup
from trainer.recording.columns import IntArray
from trainer.recording.json_form import Json
from trainer.recording.load import LoadSamples, LoadSetup
from trainer.recording.samples import LONGEST_SILENCE_S, MOST_LOST_SHARE, Samples
from trainer.recording.sensor import SensorCalibration, SensorSetup, Vector
from trainer.recording.trial import Recording, StartState, TrialEvent
from trainer.recording.vocabulary import EventKind
from trainer.wire.frozen import BOARD_SENSOR, BODY_SENSOR
from trainer.wire.messages import BoardEventKind, Event


@dataclass(frozen=True)
class BoardSetup:
    """What is known of a board before it streams: its calibration and its previous bias.

    `load` and `body` are None if it has no such sensors, `sacrum` while its sensor is in the deck.
    In a replay `first_load_seq` and
    `first_body_seq` are the numbers of their first records.
    """

    calibration: SensorCalibration
    stored_bias_deg_s: Vector | None = None
    load: LoadSetup | None = None
    body: BodySetup | None = None
    first_load_seq: int = 0
    first_body_seq: int = 0
    sacrum: SacrumSetup | None = None


def setup_of_replay(recording: Recording, start: StartState) -> BoardSetup:
    """The setup that the recording was made with."""
    header = recording.header
    return BoardSetup(
        start.calibration,
        start.gyro_bias_deg_s,
        header.load,
        header.body,
        _first_seq(recording.load),
        _first_seq(recording.body),
        header.sacrum,
    )


def _first_seq(samples: LoadSamples | BodySamples) -> int:
    return int(samples.seq[0]) if len(samples) else 0


def tilting_board(
    setup: SensorSetup, known: BoardSetup, start: StartState | None = None
) -> "Board":
    """A board with a motion sensor under it, and its other sensors."""
    imu = ImuStream(setup, known.calibration, known.stored_bias_deg_s, start, known.sacrum)
    load = LoadStream(known.load, known.first_load_seq) if known.load else None
    body = BodyStream(known.body, known.first_body_seq) if known.body else None
    return Board(BoardClock(imu.pace, setup.delay_us, start), imu, load, body)


def plate(load: LoadSetup, start: StartState | None = None) -> "Board":
    """A plain force plate: load cells and no motion sensor."""
    cells = PlateStream(load, start)
    return Board(BoardClock(cells.pace, load.delay_us, start), cells, cells)


class Board:
    """Takes in arrivals; its tables hold the resulting rows."""

    def __init__(
        self,
        clock: BoardClock,
        lead: LeadingStream,
        load: LoadStream | None = None,
        body: BodyStream | None = None,
    ) -> None:
        self.clock = clock
        self.losses = Losses(lead.setup.rate_hz)
        self.rest: AtRest | None = None
        """Its readings before the first sample; None if nobody left it alone, and in a replay."""
        self._lead = lead
        self._imu = lead if isinstance(lead, ImuStream) else None
        self._load = load
        self._body = body
        self.samples: Table[Samples] = lead.samples
        self.load: Table[LoadSamples] = load.rows if load else Table(LoadSamples, 0)
        self.body: Table[BodySamples] = body.rows if body else Table(BodySamples, 0)

    def take(self, arrival: Arrival) -> None:
        # Like an event, a row of another sensor belongs to the next sample that comes.
        key = self.last_seq + 1
        self._take_lead(arrival)
        if self._imu is not None:
            if self._load is not None and len(arrival.load):
                self._load.take(arrival.load, self.clock, key)
            if self._body is not None and len(arrival.imu):
                self._body.take(_of_sensor(arrival.imu, BODY_SENSOR), self.clock, key)

    @property
    def last_seq(self) -> int:
        """The newest sample's number; -1 before the first."""
        return self.samples.last_key

    @property
    def is_plate(self) -> bool:
        return self._imu is None

    @property
    def waiting_for(self) -> str:
        """Why no sample is delivered yet."""
        return SENSELESS if self.clock.senseless else self._lead.waiting_for

    @property
    def setup(self) -> SensorSetup:
        return self._lead.setup

    @property
    def load_setup(self) -> LoadSetup | None:
        return self._load.load_setup if self._load else None

    @property
    def body_setup(self) -> BodySetup | None:
        return self._body.setup if self._body else None

    @property
    def sacrum(self) -> SacrumSetup | None:
        """How the deck's sensor sits on a sacrum; None while it is in the deck."""
        return self._imu.sacrum if self._imu else None

    @property
    def bias_deg_s(self) -> Vector:
        """The gyroscope's bias that is subtracted, in sensor axes."""
        return self._imu.bias_deg_s if self._imu else (0.0, 0.0, 0.0)

    @property
    def bias_measured(self) -> bool:
        """Whether the bias was measured in this run's own stillness."""
        return self._imu is not None and self._imu.found is not None and self._imu.found.measured

    @property
    def rejected(self) -> int:
        """Frames whose number and time disagreed."""
        return self.clock.rejected

    def start_state(self) -> StartState:
        """All that the next sample depends on."""
        times = self.clock.start_state(self.last_seq + 1)
        return self._imu.start_state(times) if self._imu else times

    def _take_lead(self, arrival: Arrival) -> None:
        records = arrival.load
        if self._imu is not None:
            records = _of_sensor(arrival.imu, BOARD_SENSOR)
        if len(records):
            placed = self.clock.follow(records, arrival.generation, arrival.host_ns)
            # While the clock makes no sense a record that fits does so by chance.
            if len(placed.keep) and not self.clock.senseless:
                before = self.samples.end
                kept = records if len(placed.keep) == len(records) else records[placed.keep]
                self._lead.deliver(kept, placed, self.clock)
                delivered = self.samples.end - before
                self.losses.take(placed.seq[len(placed.seq) - delivered :])
                self._keep_rest()
        self.clock.answered(arrival.round_trips)

    def _keep_rest(self) -> None:
        """Keep the readings before the first sample once, when they are complete."""
        if self.rest is not None:
            return
        nothing = np.zeros((0, 3), np.int16)
        if isinstance(self._lead, PlateStream):
            held = self._lead.held
            if held.full:
                self.rest = AtRest(nothing, nothing, held.counts, held.ready)
        elif self._imu is not None and self.bias_measured:
            found, cells = self._imu.found, self._load.held if self._load else None
            assert found is not None
            self.rest = AtRest(
                found.accel,
                found.gyro,
                cells.counts if cells else np.zeros((0, 4), np.int32),
                cells.ready if cells else np.zeros(0, np.uint8),
            )


def _of_sensor(records: Records, sensor: int) -> Records:
    """The records of one motion sensor; nothing is copied when all are."""
    sensors = records["sensor"].tolist()
    if sensors.count(sensor) == len(sensors):
        return records
    mine: Records = records[records["sensor"] == sensor]
    return mine


_EVENT_KINDS: dict[int, EventKind] = {
    BoardEventKind.BUTTON: EventKind.BUTTON,
    BoardEventKind.RAIL_STOP: EventKind.RAIL_STOP,
    BoardEventKind.FAULT: EventKind.FAULT,
    BoardEventKind.RESTARTED: EventKind.RESTARTED,
    BoardEventKind.FOOT_MAT: EventKind.FOOT_MAT,
    BoardEventKind.HAND_RAIL: EventKind.HAND_RAIL,
}


def trial_event(event: Event) -> TrialEvent:
    """An event that the board reported, as an event of a trial."""
    data: dict[str, Json] = {"code": event.code, "sensor": event.sensor, "state": event.state}
    return TrialEvent(_EVENT_KINDS.get(event.kind, EventKind.FAULT), 0, data)


STRETCH_S = 5.0


class Losses:
    """`received` and `lost` since the first sample."""

    def __init__(self, rate_hz: float) -> None:
        self.received = 0
        self.lost = 0
        self._stretch = round(STRETCH_S * rate_hz)
        self._silence = round(LONGEST_SILENCE_S * rate_hz)
        self._last_seq: int | None = None
        self._received_here = 0
        self._lost_here = 0
        self._news: str | None = None
        self._bad = False

    def take(self, seq: IntArray) -> None:
        """Count n samples that were delivered."""
        if not len(seq):
            return
        before = int(seq[0]) - 1 if self._last_seq is None else self._last_seq
        self._last_seq = int(seq[-1])
        self.received += len(seq)
        self._received_here += len(seq)
        if self._last_seq - before > len(seq):
            holes = np.diff(seq, prepend=before) - 1
            self.lost += int(holes.sum())
            self._lost_here += int(holes[holes <= self._silence].sum())
        if self._received_here + self._lost_here >= self._stretch:
            self._judge()

    def news(self) -> str | None:
        """A line for people, reported once."""
        news, self._news = self._news, None
        return news

    def _judge(self) -> None:
        share = self._lost_here / (self._received_here + self._lost_here)
        if share > MOST_LOST_SHARE and not self._bad:
            self._news = (
                f"{max(round(100 * share), 1)} % of the samples are lost on the way: use a shorter "
                "USB cable and a port without a hub"
            )
        elif not self._lost_here and self._bad:
            self._news = "samples arrive whole again"
        if share > MOST_LOST_SHARE or not self._lost_here:
            self._bad = share > MOST_LOST_SHARE
        self._received_here = self._lost_here = 0
