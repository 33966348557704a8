"""What people and the link do to a running trial, and how it is written into the recording.

Everything else in a trial follows from its samples; these few inputs do not, so each becomes an
event, and a replay reads it back from there.
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
    """After a stop key: go on once the board is back in the ring."""


@dataclass(frozen=True)
class Leave:
    """Ends the trial. `why` is "leave" for a person, "waited" for a patience that ran out."""

    why: str = "leave"


@dataclass(frozen=True)
class Judge:
    """The therapist says how the trial ended; ends it, or corrects one that has ended.

    Judging it as the trial itself found takes a correction back.
    """

    outcome: Outcome


@dataclass(frozen=True)
class LinkChanged:
    """The connection to the board is now in this state."""

    state: LinkState


@dataclass(frozen=True)
class LoadChanged:
    """By the load cells somebody now stands on the board, or does not."""

    present: bool


Control = StopPressed | Continue | Leave | Judge | LinkChanged | LoadChanged

BACK, GONE = "back", "gone"
BY_KEY, BY_THERAPIST, BY_TRIAL, CONTINUED = "key", "therapist", "trial", "continue"


def as_event(control: Control, index: int) -> TrialEvent:
    """The event that keeps an input."""
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
    """The input an event keeps; None for one that follows from the samples."""
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
    """The board's own among a recording's events: what its rules saw."""
    return [e for e in events if e.kind in FROM_BOARD and from_event(e) is None]


def controls_of(events: Iterable[TrialEvent]) -> list[tuple[int, Control]]:
    """The inputs among a recording's events, each with the sample it came before."""
    inputs = ((event.index, from_event(event)) for event in events)
    return [(index, control) for index, control in inputs if control is not None]
