"""What happened in a trial, in words and on its axis of time.

What was noted after the end has no time in the trial: a judgement, a score by eye, a void.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trainer.reading.course import TrialClock
from trainer.reading.words import ended
from trainer.recording.eye import Glance
from trainer.recording.json_form import Json
from trainer.recording.pain import pain_in
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.vocabulary import EventKind, Outcome


class Mark(StrEnum):
    """The rows of events beneath a course, and how each is called."""

    TOUCH = "touch"
    FOOT_DOWN = "foot down"
    PAUSE = "pause"
    BUTTON = "button"
    TRIAL = "start, end"
    OTHER = "other"


FAULTS = {
    1: "a sensor fell silent",
    2: "the sensors' bus was stuck",
    3: "a sensor restarted",
    4: "a sensor answered as another one",
    5: "a load cell was stuck",
    6: "a load cell lost its step",
    7: "a load cell was at the end of its range",
}
PAUSES = {
    "link": "paused: the board was lost",
    "foot_down": "paused: foot down",
    "empty": "paused: nobody on the board",
    "stop": "paused by the stop key",
    "strap": "paused: the strap fell silent",
}
BY = {
    "key": "by the therapist's key",
    "therapist": "by the therapist",
    "button": "by the event button",
    "rail": "seen by the rail's strip",
    "load": "seen by the load cells",
    "trial": "",
}
WENT_ON = {"continue": "go on pressed", "load": "one leg stood again", "ring": "back in the ring"}
STOPPED = {"key": "stop key", "waited": "ended: nobody came back", "overload": "ended: overloaded"}
EYE_SEEN = {True: "gave way", False: "held", None: "not scored"}
TRIAL = (EventKind.START, EventKind.MEASURE_FROM)
FEET_DOWN = ("foot_down", "empty")


@dataclass(frozen=True)
class Happened:
    """One event. `at_s` counts from the start; None for what was noted after the end, of which
    `noted` says by whom and when, if that is known.
    """

    at_s: float | None
    mark: Mark
    words: str
    noted: str = ""


def what_happened(recording: Recording) -> tuple[Happened, ...]:
    """Every event of a trial in order."""
    clock = TrialClock(recording) if len(recording.samples) else None
    found, over = [], False
    for event in recording.events:
        words = _words(event)
        if words:
            at_s = None if over or clock is None else clock.time_of(event.index)
            found.append(Happened(at_s, _mark(event), words, _noted(event)))
        over = over or event.kind is EventKind.END
    return tuple(found)


def _mark(event: TrialEvent) -> Mark:
    data = event.data
    if event.kind in (EventKind.TOUCH, EventKind.HAND_RAIL):
        return Mark.TOUCH
    if event.kind is EventKind.FOOT_MAT:
        return Mark.FOOT_DOWN
    if event.kind is EventKind.OUTCOME:
        outcome = Outcome(str(data["outcome"]))
        return {Outcome.TOUCH: Mark.TOUCH, Outcome.FOOT_DOWN: Mark.FOOT_DOWN}.get(
            outcome, Mark.TRIAL
        )
    if event.kind is EventKind.PAUSE:
        return Mark.FOOT_DOWN if data.get("reason") in FEET_DOWN else Mark.PAUSE
    return {EventKind.RESUME: Mark.PAUSE, EventKind.BUTTON: Mark.BUTTON}.get(
        event.kind, Mark.TRIAL if event.kind in TRIAL else Mark.OTHER
    )


def _noted(event: TrialEvent) -> str:
    """By whom and when, for what was typed in afterwards."""
    who, at = event.data.get("operator"), event.data.get("at")
    moment = f"{datetime.fromisoformat(str(at)).astimezone():%Y-%m-%d %H:%M}" if at else ""
    return ", ".join(filter(None, (str(who or ""), moment)))


def _words(event: TrialEvent) -> str:
    told = _WORDS.get(event.kind)
    return told(event.data) if told else event.kind.value.replace("_", " ")


Data = Mapping[str, Json]


def _by(words: str) -> Callable[[Data], str]:
    return lambda data: " ".join(filter(None, (words, BY.get(str(data.get("by")), ""))))


def _switched(on: str, off: str) -> Callable[[Data], str]:
    return lambda data: on if data.get("state") in (1, "open", "back") else off


def _button(data: Data) -> str:
    if "by" in data:
        return WENT_ON.get(str(data["by"]), "go on")
    return "event button pressed" if data.get("state") else "event button let go"


def _fault(data: Data) -> str:
    words = FAULTS.get(int(str(data.get("code", 0))), "a fault of the board")
    return words if data.get("state") else f"over again: {words}"


def _eye(data: Data) -> str:
    glance = Glance.of(data)
    return f"eye: {glance.part} {EYE_SEEN[glance.gave_way]}"


def _outcome(data: Data) -> str:
    return _by(ended(Outcome(str(data["outcome"]))))(data)


def _pain(data: Data) -> str:
    return pain_in([TrialEvent(EventKind.PAIN, 0, data)]).words


def _void(data: Data) -> str:
    return f"excluded: {data['reason']}" if data.get("reason") else "exclusion taken back"


def _late(data: Data) -> str:
    return f"the picture came late in {data.get('late')} of {data.get('frames')} frames"


_WORDS: Mapping[EventKind, Callable[[Data], str]] = {
    EventKind.START: lambda _: "let go: the trial starts",
    EventKind.MEASURE_FROM: lambda _: "measured from here on",
    EventKind.PAUSE: lambda data: PAUSES.get(str(data.get("reason")), "paused"),
    EventKind.RESUME: lambda _: "went on",
    EventKind.BUTTON: _button,
    EventKind.RAIL_STOP: _switched("rail stop open", "rail stop closed"),
    EventKind.TOUCH: _by("touch"),
    EventKind.FOOT_MAT: _switched("foot on the mat", "foot off the mat"),
    EventKind.HAND_RAIL: _switched("hand on the rail", "hand off the rail"),
    EventKind.STOP: lambda data: STOPPED.get(str(data.get("by")), "ended"),
    EventKind.FAULT: _fault,
    EventKind.RESTARTED: lambda _: "the board restarted",
    EventKind.LINK: lambda data: f"the board's connection: {data.get('state')}",
    EventKind.LOAD: _switched("load back on the board", "load gone from the board"),
    EventKind.OUTCOME: _outcome,
    EventKind.PAIN: _pain,
    EventKind.EYE: _eye,
    EventKind.LATE_FRAMES: _late,
    EventKind.VOID: _void,
    EventKind.END: lambda _: "",
}


def timed(events: tuple[Happened, ...]) -> Iterator[tuple[float, Happened]]:
    """Those with a time."""
    for event in events:
        if event.at_s is not None:
            yield event.at_s, event
