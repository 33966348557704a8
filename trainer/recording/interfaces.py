"""The interfaces between the layers: what games and journals read, what games tell a simulation."""

from dataclasses import dataclass, field
from typing import Protocol

from trainer.recording.body import BodySamples
from trainer.recording.conditions import Conditions
from trainer.recording.load import LoadSamples
from trainer.recording.samples import Sample, Samples
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.vocabulary import LinkState


@dataclass(frozen=True)
class Stretch:
    """All samples after a given one, how many slots were missed among them, and board events.

    An event's index is relative to `samples`. `load` and `body` are what came with these samples
    from the other sensors: asked from sample to sample, each of theirs comes once.
    """

    samples: Samples
    missed: int = 0
    events: tuple[TrialEvent, ...] = ()
    load: LoadSamples = field(default_factory=LoadSamples.empty)
    body: BodySamples = field(default_factory=BodySamples.empty)


@dataclass(frozen=True)
class Prediction:
    """Tilt extrapolated to a moment. `stale` where the data is too old to extrapolate from.

    `t_s` is that moment on the samples' own time, so that what moves by the trial's time is drawn
    for the same moment as the tilt.
    """

    ap_deg: float
    ml_deg: float
    stale: bool
    t_s: float = 0.0


@dataclass(frozen=True)
class FeedStatus:
    """What the link is doing, in a word and, where something is wrong, a sentence of advice.

    `received` and `lost` count samples since the first one.
    """

    state: LinkState
    advice: str = ""
    rail_open: bool = False
    received: int = 0
    lost: int = 0


@dataclass(frozen=True)
class Marks:
    """How many rows of each kind somebody has taken from a running recording so far."""

    samples: int = 0
    load: int = 0
    body: int = 0
    events: int = 0


@dataclass(frozen=True)
class Fresh:
    """What a recording holds after some marks. Nobody changes the arrays later."""

    samples: Samples
    load: LoadSamples
    body: BodySamples
    events: tuple[TrialEvent, ...]

    @classmethod
    def of(cls, recording: Recording, after: Marks) -> "Fresh":
        """What a finished recording holds after the marks."""
        return cls(
            recording.samples[after.samples :],
            recording.load[after.load :],
            recording.body[after.body :],
            recording.events[after.events :],
        )

    def marks(self, after: Marks) -> Marks:
        """The marks behind all this, which came after those."""
        return Marks(
            after.samples + len(self.samples),
            after.load + len(self.load),
            after.body + len(self.body),
            after.events + len(self.events),
        )


class FreshRows(Protocol):
    """A running recording, as its journal sees it."""

    def fresh(self, after: Marks) -> Fresh:
        """Everything after the marks; quick, and may be called from any thread."""


class Feed(Protocol):
    """Where samples come from, for games and loggers. No method ever waits for a port."""

    def pump(self) -> None:
        """Take in everything that has reached the computer; call right before drawing."""

    def latest(self) -> Sample | None:
        """The newest sample."""

    def since(self, seq: int) -> Stretch:
        """All samples with a larger `seq`; -1 for all that are held (60 s at least)."""

    def predict(self, at_ns: int) -> Prediction:
        """Tilt at a host time (`now_ns`), for drawing only; at most 60 ms ahead of the data."""

    def now_ns(self) -> int:
        """The host clock this feed lives on: `perf_counter_ns`, or simulated time in fast runs."""

    def status(self) -> FeedStatus:
        """The link's state."""


class Steering:
    """The window's wished tilt to a simulated board; written by one thread, read by another."""

    def __init__(self) -> None:
        self._wish = (0.0, 0.0)

    def wish(self, ap_deg: float, ml_deg: float) -> None:
        """Ask the board to tilt there."""
        self._wish = (ap_deg, ml_deg)

    def wished(self) -> tuple[float, float]:
        """The newest wish as (ap, ml) in degrees."""
        return self._wish


@dataclass(frozen=True)
class Target:
    """Where the patient is asked to be, and how near is near enough; degrees.

    A target that is not `visible` must be remembered. `nudge` asks whoever stands beside the board
    to nudge it. With `contact` the board's rim is to be brought to the floor. `other_leg` is how
    far forward and out the leg in the air is to be held. `depth_deg` is how far the thigh is asked
    to bend, None where the place is one of the board's.
    """

    ap_deg: float = 0.0
    ml_deg: float = 0.0
    radius_deg: float = 3.0
    cursor_visible: bool = True
    visible: bool = True
    nudge: bool = False
    contact: bool = False
    other_leg: tuple[float, float] = (0.0, 0.0)
    depth_deg: float | None = None


class Stimulus:
    """The game's current target as a simulated patient sees it; None while nothing is shown."""

    def __init__(self) -> None:
        self._target: Target | None = None

    def show(self, target: Target | None) -> None:
        """Put a target on the screen, or take it away."""
        self._target = target

    def shown(self) -> Target | None:
        """The target on the screen now."""
        return self._target


class Standing:
    """How a simulated patient is asked to stand, from trial to trial; None before the first one.

    Leg, dome and stem hole, stance, eyes and support are what a patient follows.
    """

    def __init__(self) -> None:
        self._asked: Conditions | None = None

    def take(self, conditions: Conditions) -> None:
        """Ask for the conditions of the next trial."""
        self._asked = conditions

    def taken(self) -> Conditions | None:
        """The newest conditions that were asked for."""
        return self._asked
