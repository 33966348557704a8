"""What people and the link do to a running trial, and how the recording keeps it.

Everything else in a trial follows from its samples. These few inputs do not, so each becomes an
event, from which a replay reads it back.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind, LinkState, Outcome


@dataclass(frozen=True)
class StopPressed:
    """The stop key: a training pauses, an assessment ends."""


@dataclass(frozen=True)
class Continue:
    """After a stop key: the trial may go on when the board is back in the ring."""


@dataclass(frozen=True)
class Leave:
    """Ends the trial.

    `why` is "leave" for a person, "waited" if nobody came back in time, `OVERLOAD` if more stands
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
class LinkChanged:
    """The connection to the board is now in this state."""

    state: LinkState


@dataclass(frozen=True)
class LoadChanged:
    """The load cells say that somebody now stands on the board, or no longer does."""

    present: bool


Control = StopPressed | Continue | Leave | Judge | LinkChanged | LoadChanged

BACK, GONE = "back", "gone"
OVERLOAD = "overload"
BY_KEY, BY_THERAPIST, BY_TRIAL, CONTINUED = "key", "therapist", "trial", "continue"


def as_event(control: Control, index: int) -> TrialEvent:
    """The event that records an input."""
    match control:
        case StopPressed():
            return TrialEvent(EventKind.STOP, index, {"by": BY_KEY})
        case Continue():
            return TrialEvent(EventKind.BUTTON, index, {"by": CONTINUED})
        case Leave(why):
            return TrialEvent(EventKind.STOP, index, {"by": why})
        case Judge(outcome):
            data = {"outcome": outcome.value, "by": BY_THERAPIST}
            return TrialEvent(EventKind.OUTCOME, index, data)
        case LinkChanged(state):
            return TrialEvent(EventKind.LINK, index, {"state": state.value})
        case LoadChanged(present):
            return TrialEvent(EventKind.LOAD, index, {"state": BACK if present else GONE})


def from_event(event: TrialEvent) -> Control | None:
    """The input that an event records; None if the event follows from the samples."""
    by = str(event.data.get("by", ""))
    match event.kind:
        case EventKind.STOP:
            return StopPressed() if by == BY_KEY else Leave(by)
        case EventKind.BUTTON if by == CONTINUED:
            return Continue()
        case EventKind.OUTCOME if by == BY_THERAPIST:
            return Judge(Outcome(str(event.data["outcome"])))
        case EventKind.LINK:
            return LinkChanged(LinkState(str(event.data["state"])))
        case EventKind.LOAD:
            return LoadChanged(event.data["state"] == BACK)
    return None


FROM_BOARD = (EventKind.BUTTON, EventKind.FAULT, EventKind.RESTARTED)


def board_events_of(events: Iterable[TrialEvent]) -> list[TrialEvent]:
    """Those of a recording's events that came from the board, as its rules saw them."""
    return [e for e in events if e.kind in FROM_BOARD and from_event(e) is None]


def controls_of(events: Iterable[TrialEvent]) -> list[tuple[int, Control]]:
    """The inputs among a recording's events, each with the index of the sample after it."""
    inputs = ((event.index, from_event(event)) for event in events)
    return [(index, control) for index, control in inputs if control is not None]
