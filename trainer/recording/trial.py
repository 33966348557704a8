"""One trial as data: what was recorded, what it was recorded with, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from trainer.recording.body import BodySamples, BodySetup, SacrumSetup
from trainer.recording.conditions import FLOOR, LEAD_IN_S, NO_DOME, Conditions, FootPlacement
from trainer.recording.envelope import Range, Rim
from trainer.recording.eye import EyeScore, Glance
from trainer.recording.json_form import Json
from trainer.recording.load import LoadSamples, LoadSetup
from trainer.recording.samples import Samples
from trainer.recording.sensor import UNCALIBRATED, SensorCalibration, SensorSetup, Vector
from trainer.recording.target import contact_intended
from trainer.recording.vocabulary import EventKind, Feedback, Outcome

SINCE = "since_s"
"""In the event of a failure: how long it had lasted when it was sure enough to be noted."""
BODY_SENSOR, MOTION_FAULTS = 1, (1, 2, 3, 4)
"""In the event of a fault: the body sensor's number, and the codes that are a motion sensor's."""
AnySamples = Samples | LoadSamples | BodySamples


@dataclass(frozen=True)
class ClockMap:
    """Host time from device time: host_ns = offset_ns + ns_per_us · device_us.

    `ns_per_us` is 1000 for a perfect resonator.
    """

    offset_ns: float = 0.0
    ns_per_us: float = 1000.0

    def host_ns(self, device_us: float) -> float:
        """The host's `perf_counter_ns` at a device time."""
        return self.offset_ns + self.ns_per_us * device_us

    def device_us(self, host_ns: float) -> float:
        """The device time at a host time."""
        return (host_ns - self.offset_ns) / self.ns_per_us


@dataclass(frozen=True)
class StartState:
    """All that tilt depends on before the first sample, so that a replay delivers the same tilt.

    `filter_state` is what the orientation filter saves and restores; empty means not yet begun.
    """

    calibration: SensorCalibration = UNCALIBRATED
    gyro_bias_deg_s: Vector = (0.0, 0.0, 0.0)
    filter_state: Mapping[str, Json] = field(default_factory=dict)
    clock_map: ClockMap = ClockMap()
    first_seq: int = 0
    first_epoch: int = 0
    first_device_us: int = 0
    first_t_s: float = 0.0


SIMULATED_URI = "sim:"
"""The URI of a board that is simulated in this program begins so."""


@dataclass(frozen=True)
class BoardIdentity:
    """Which board, and by which way it was reached."""

    uri: str = ""
    board_id: int = 0
    firmware: str = ""


NOBODY_CAME = "nobody"
"""The reason in the outcome of a trial that was stopped because nobody was ever on the board."""


@dataclass(frozen=True)
class TrialEvent:
    """Something that happened at (just before) the sample with this index in its recording."""

    kind: EventKind
    index: int
    data: Mapping[str, Json] = field(default_factory=dict)

    @property
    def strap_silent(self) -> bool | None:
        """Whether a fault of the body sensor began or ended here; None for any other event."""
        of_strap = self.data.get("sensor") == BODY_SENSOR and self.data.get("code") in MOTION_FAULTS
        return bool(self.data["state"]) if self.kind is EventKind.FAULT and of_strap else None


@dataclass(frozen=True)
class TrialHeader:
    """Everything known when recording begins; the first block of the container.

    `patient_code` is the therapist's code, never a name. `parameters` and `seed` are the
    activity's own: with them and the samples a trial is played again. `load` and `body` are None
    where the board has no such sensors, `feet` where nobody said where they stand. `feet_before` is
    where this leg stood in the previous trial. With `sacrum` the deck's sensor was on the patient's
    sacrum: the samples are its, and nobody stood on a board.
    """

    trial_id: str
    started_at: datetime
    conditions: Conditions
    setup: SensorSetup
    start: StartState
    rim: Rim
    board: BoardIdentity = BoardIdentity()
    patient_code: str | None = None
    session_id: str | None = None
    range: Range | None = None
    parameters: Mapping[str, Json] = field(default_factory=dict)
    seed: int = 0
    load: LoadSetup | None = None
    body: BodySetup | None = None
    sacrum: SacrumSetup | None = None
    feet: FootPlacement | None = None
    feet_before: FootPlacement | None = None

    @property
    def on_plate(self) -> bool:
        """Whether it was made on a plain force plate: load cells, and no dome on them."""
        return self.load is not None and self.conditions.level == NO_DOME

    @property
    def on_floor(self) -> bool:
        """Whether nobody stood on the board: its samples say nothing of it."""
        return self.conditions.level == FLOOR or self.sacrum is not None

    @property
    def contact_intended(self) -> bool:
        """Whether the patient was asked to bring the board to its rim."""
        return contact_intended(self.parameters)


@dataclass(frozen=True)
class Recording:
    """One trial: header, samples, events, and the clock map as it stood at the end.

    `load` and `body` are the streams of the other sensors over the same time, empty without them.
    `lost` has a sentence for each part that was damaged where it was kept: derived columns are NaN
    then, and the counts they were computed from are still here.
    """

    header: TrialHeader
    samples: Samples
    events: tuple[TrialEvent, ...] = ()
    clock_map: ClockMap = ClockMap()
    load: LoadSamples = field(default_factory=LoadSamples.empty)
    body: BodySamples = field(default_factory=BodySamples.empty)
    lost: tuple[str, ...] = ()

    def first(self, kind: EventKind) -> TrialEvent | None:
        """The first event of a kind, if there is one."""
        return next((e for e in self.events if e.kind is kind), None)

    def start_of_samples(self) -> StartState:
        """The start state with the numbers that the first sample really has."""
        if not len(self.samples):
            return self.header.start
        return replace(
            self.header.start,
            clock_map=self.clock_map,
            first_seq=int(self.samples.seq[0]),
            first_epoch=int(self.samples.epoch[0]),
            first_device_us=int(self.samples.device_us[0]),
            first_t_s=float(self.samples.t_s[0]),
        )

    def outcome(self) -> Outcome:
        """What the last outcome event says; `interrupted` where none was written."""
        for event in reversed(self.events):
            if event.kind is EventKind.OUTCOME:
                return Outcome(str(event.data["outcome"]))
        return Outcome.INTERRUPTED

    @property
    def nobody_came(self) -> bool:
        """Whether it was stopped because nobody was on the board before the start."""
        outcomes = [event for event in self.events if event.kind is EventKind.OUTCOME]
        return bool(outcomes) and outcomes[-1].data.get("reason") == NOBODY_CAME

    def eye(self) -> EyeScore:
        """What the therapist saw."""
        return EyeScore.after(Glance.of(e.data) for e in self.events if e.kind is EventKind.EYE)

    def voided_reason(self) -> str:
        """Why somebody declared the trial void; empty if nobody did, or took it back."""
        voids = [event for event in self.events if event.kind is EventKind.VOID]
        return str(voids[-1].data["reason"]) if voids else ""


@dataclass(frozen=True)
class MetricValue:
    """One number with all that is needed to compare it: unit, definition, rate and filter."""

    name: str
    value: float
    unit: str
    definition: str
    rate_hz: float
    filter: str
    version: int = 1
    censored: bool = False


@dataclass(frozen=True)
class TrialResult:
    """How a trial ended, how long it ran and which metric is its headline.

    `duration_s` runs from the start to the end without pauses, the 3 s before the measured part
    among it.
    """

    outcome: Outcome
    duration_s: float
    headline: str

    @property
    def measured_s(self) -> float:
        """The length a person is told: without the 3 s before the measured part."""
        return max(self.duration_s - LEAD_IN_S, 0.0)


@dataclass(frozen=True)
class PastScores:
    """Earlier trials under the same conditions, oldest first: the headline metric of those that
    count, and how today's ended.
    """

    values: tuple[float, ...] = ()
    today: tuple[Outcome, ...] = ()

    @property
    def last(self) -> float | None:
        """The newest, if there is any."""
        return self.values[-1] if self.values else None


@dataclass(frozen=True)
class PastRound:
    """One earlier round of a training: how hard it was, and what came of it.

    `value` is its headline metric, if it has one; `counted` whether it counts; `rim_time_pct` how
    much of it the board lay on its rim; `day` and `visit_id` say when it was played. `feedback`
    told the patient where they were.
    """

    rung: int
    outcome: Outcome
    value: float | None
    counted: bool
    day: date
    visit_id: str | None = None
    rim_time_pct: float = 0.0
    feedback: Feedback = Feedback.LIGHT
