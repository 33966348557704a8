"""What people and the link do to a running trial, and how the recording keeps it.

Everything else in a trial follows from its samples. These few inputs do not, so each becomes an
event, from which a replay reads it back.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.recording.eye import Glance
from trainer.recording.json_form import Json
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind, LinkState, Outcome


@dataclass(frozen=True)
class StopPressed:
    """The stop key: a training pauses, an assessment ends."""


BACK, GONE = "back", "gone"
OVERLOAD, WAITED = "overload", "waited"
BY_KEY, BY_THERAPIST, BY_TRIAL, CONTINUED = "key", "therapist", "trial", "continue"
BY_LOAD, BY_RING, BY_BUTTON, BY_RAIL = "load", "ring", "button", "rail"


@dataclass(frozen=True)
class Continue:
    """In a pause: the trial may go on after 2 s in the ring.

    `by` is "continue" for a person's key and "load" for one leg's load coming back; both are
    ignored in a pause's first 4 s. "ring" is headless play, which goes on by itself.
    """

    by: str = CONTINUED


@dataclass(frozen=True)
class Leave:
    """Ends the trial.

    `why` is "leave" for a person, `WAITED` if nobody came back in time, `OVERLOAD` if more stands
    on the board than it may carry.
    """

    why: str = "leave"


@dataclass(frozen=True)
class Judge:
    """The therapist says how the trial ended: this ends it, or corrects a trial that has ended.

    Judging it as the trial itself had found takes a correction back.
    """

    outcome: Outcome


@dataclass(frozen=True)
class Touch:
    """A hand took hold of something: `by` is "key" for the therapist, "load" for the load cells.

    It ends an assessment. A training goes on, and its outcome will be a touch.
    """

    by: str = BY_KEY


@dataclass(frozen=True)
class LinkChanged:
    """The connection to the board is now in this state."""

    state: LinkState


@dataclass(frozen=True)
class LoadChanged:
    """The load cells say that somebody now stands on the board, or no longer does."""

    present: bool


@dataclass(frozen=True)
class Score:
    """What the therapist saw of one part of the body, or its taking back."""

    glance: Glance


Control = StopPressed | Continue | Leave | Judge | Touch | LinkChanged | LoadChanged | Score


def as_event(control: Control, index: int) -> TrialEvent:
    """The event that records an input."""
    data: dict[str, Json]
    match control:
        case StopPressed():
            kind, data = EventKind.STOP, {"by": BY_KEY}
        case Continue(by):
            kind, data = EventKind.BUTTON, {"by": by}
        case Leave(why):
            kind, data = EventKind.STOP, {"by": why}
        case Touch(by):
            kind, data = EventKind.TOUCH, {"by": by}
        case Judge(outcome):
            kind, data = EventKind.OUTCOME, {"outcome": outcome.value, "by": BY_THERAPIST}
        case LinkChanged(state):
            kind, data = EventKind.LINK, {"state": state.value}
        case LoadChanged(present):
            kind, data = EventKind.LOAD, {"state": BACK if present else GONE}
        case Score(glance):
            kind, data = EventKind.EYE, glance.data()
    return TrialEvent(kind, index, data)


def from_event(event: TrialEvent) -> Control | None:
    """The input that an event records; None if the event follows from the samples."""
    by = str(event.data.get("by", ""))
    control: Control | None = None
    match event.kind:
        case EventKind.STOP:
            control = StopPressed() if by == BY_KEY else Leave(by)
        case EventKind.BUTTON if by in (CONTINUED, BY_LOAD, BY_RING):
            control = Continue(by)
        case EventKind.TOUCH if by in (BY_KEY, BY_LOAD):
            control = Touch(by)
        case EventKind.OUTCOME if by == BY_THERAPIST:
            control = Judge(Outcome(str(event.data["outcome"])))
        case EventKind.LINK:
            control = LinkChanged(LinkState(str(event.data["state"])))
        case EventKind.LOAD:
            control = LoadChanged(event.data["state"] == BACK)
        case EventKind.EYE:
            control = Score(Glance.of(event.data))
    return control


FROM_BOARD = (
    EventKind.BUTTON,
    EventKind.FOOT_MAT,
    EventKind.HAND_RAIL,
    EventKind.FAULT,
    EventKind.RESTARTED,
)


def board_events_of(events: Iterable[TrialEvent]) -> list[TrialEvent]:
    """Those of a recording's events that came from the board, as its rules saw them."""
    return [e for e in events if e.kind in FROM_BOARD and from_event(e) is None]


def controls_of(events: Iterable[TrialEvent]) -> list[tuple[int, Control]]:
    """The inputs among a recording's events, each with the index of the sample after it."""
    inputs = ((event.index, from_event(event)) for event in events)
    return [(index, control) for index, control in inputs if control is not None]
