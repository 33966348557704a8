"""What an activity's rules see of a trial: everything that arrives, sample by sample.

Rules are pure: all they know comes from what they were given, so a replay knows the same.
"""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import inf, nan

from trainer.recording.body import BodySamples
from trainer.recording.load import LoadSamples
from trainer.recording.target import Ring
from trainer.recording.trial import TrialEvent

BEHIND_US = 50_000
"""How long after its own time a reading of another sensor is shown to the rules.

It arrives somewhere among the board's samples, and live not at the same place as in a replay. After
this time it has arrived for certain, so both show it at the same sample.
"""
SILENT_US = 250_000
"""A strap whose next reading is missing for longer is silent, and nothing is known of the thigh."""


@dataclass(slots=True)
class Now:
    """A trial at one sample of its running time; the same object is refilled for each sample.

    `t_s` runs from the start without pauses; the sample came `passed_s` after the previous one.
    Only samples with `measuring` may count. `inside` says whether the tilt lies in `target`, in no
    sector where the leg must not go, and the load, if one is asked for, in its band; `allowed` says
    the same of sector and load alone, wherever the tilt is. Load, centre of pressure and thigh are
    the newest readings, NaN without such a sensor; a thigh is not known, either, while its strap is
    silent. `pressed`: the event button went down with this sample. `events` came from the board
    just before it. `light` is where the thigh has put the light, if the thigh moves it and was ever
    known.
    """

    t_s: float = 0.0
    passed_s: float = 0.0
    measuring: bool = False
    ap_deg: float = 0.0
    ml_deg: float = 0.0
    ap_rate_deg_s: float = 0.0
    ml_rate_deg_s: float = 0.0
    target: Ring = (0.0, 0.0, 0.0)
    inside: bool = False
    allowed: bool = True
    load_n: float = nan
    cop_ap_mm: float = nan
    cop_ml_mm: float = nan
    thigh_flexion_deg: float = nan
    thigh_medial_lean_deg: float = nan
    pressed: bool = False
    events: tuple[TrialEvent, ...] = ()
    light: tuple[float, float] | None = None


@dataclass(frozen=True)
class Asked:
    """How a trial asks just now, where that changes with its rules.

    `cursor` says whether the cursor is there, None leaves it to the parameters. Where the `ring` is
    not there it must be remembered. `nudge` asks whoever stands beside the board to nudge it.
    `press` says that a short press of the event button is an answer, and no touch. `other_leg` asks
    for the leg in the air: how far forward and out, in degrees.
    """

    cursor: bool | None = None
    ring: bool = True
    nudge: bool = False
    press: bool = False
    other_leg: tuple[float, float] = (0.0, 0.0)


ASKED = Asked()


class Rules(ABC):
    """The rules of one trial. `shown` is the number beside the field while it is played.

    It is only shown: what is stored is a metric, computed from the recording. `earned` counts
    rewards so far: each is heard and seen at once. `aim` is where to be now, if the rules decide
    it; None follows the path in the trial's parameters. It is asked for before each sample, and so
    is `asked`. `beats` counts the ticks so far, of a metronome or to ask. `longest_s` is the
    longest time in one go, None where that says nothing.
    """

    shown: float = 0.0
    longest_s: float | None = None
    earned: int = 0
    aim: Ring | None = None
    beats: int = 0
    asked: Asked = ASKED

    @abstractmethod
    def take(self, now: Now) -> None:
        """Take one sample between the start and the end; samples in pauses are left out."""

    def go_on(self) -> None:  # noqa: B027
        """A pause is over, and the patient is back at the gate's place; most rules do not mind."""


class SecondsInRing(Rules):
    """The time inside the target; how fast, or how near its middle, does not matter."""

    longest_s: float = 0.0

    def __init__(self) -> None:
        self._in_one_go_s = 0.0

    def take(self, now: Now) -> None:
        if now.measuring and now.inside:
            self.shown += now.passed_s
            # A sum of thousandths may end just below the whole second that it means.
            self.earned = int(self.shown + 1e-6)
            self._in_one_go_s += now.passed_s
            self.longest_s = max(self.longest_s, self._in_one_go_s)
        else:
            self._in_one_go_s = 0.0


class SecondsMeasured(Rules):
    """The time measured, for an activity without a target."""

    def take(self, now: Now) -> None:
        if now.measuring:
            self.shown += now.passed_s


@dataclass
class Readings:
    """What arrived beside the board's samples and was not yet shown to the rules."""

    load: deque[tuple[int, float, float, float]] = field(default_factory=deque)
    body: deque[tuple[int, float, float]] = field(default_factory=deque)
    events: deque[TrialEvent] = field(default_factory=deque)
    due_us: float = inf
    """The device time from which a sample shows the next reading, or that none has come."""
    _silent_us: float = inf

    def add(self, load: LoadSamples, body: BodySamples) -> None:
        columns = load.device_us, load.load_n, load.cop_ap_mm, load.cop_ml_mm
        self.load.extend(zip(*(column.tolist() for column in columns), strict=True))
        angles = body.device_us, body.thigh_flexion_deg, body.thigh_medial_lean_deg
        self.body.extend(zip(*(column.tolist() for column in angles), strict=True))
        self._look_ahead()

    def announce(self, events: Iterable[TrialEvent]) -> None:
        self.events.extend(events)

    def show(self, now: Now, device_us: int, index: int) -> None:
        """Fill in what is old enough for the sample with this device time and index."""
        self.show_sensors(now, device_us)
        now.events = self.events_until(index)

    def show_sensors(self, now: Now, device_us: int) -> None:
        """Fill in the readings alone, and that a strap has fallen silent."""
        while self.load and self.load[0][0] + BEHIND_US <= device_us:
            _, now.load_n, now.cop_ap_mm, now.cop_ml_mm = self.load.popleft()
        while self.body and self.body[0][0] + BEHIND_US <= device_us:
            at_us, now.thigh_flexion_deg, now.thigh_medial_lean_deg = self.body.popleft()
            self._silent_us = at_us + BEHIND_US + SILENT_US
        if device_us >= self._silent_us:
            now.thigh_flexion_deg = now.thigh_medial_lean_deg = nan
            self._silent_us = inf
        self._look_ahead()

    def events_until(self, index: int) -> tuple[TrialEvent, ...]:
        """The board's events up to the sample with this index; each is returned once."""
        found = []
        while self.events and self.events[0].index <= index:
            found.append(self.events.popleft())
        return tuple(found)

    def _look_ahead(self) -> None:
        first = (stream[0][0] for stream in (self.load, self.body) if stream)
        self.due_us = min(min(first, default=inf) + BEHIND_US, self._silent_us)
