"""What happened in a trial, in words and on its axis of time.

What was noted after the end has no time in the trial: a judgement, a score by eye, a void.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trainer.reading.course import TrialClock
from trainer.reading.words import ended
from trainer.recording.eye import Glance, Part
from trainer.recording.json_form import Json
from trainer.recording.pain import pain_in
from trainer.recording.trial import Recording, TrialEvent
from trainer.recording.vocabulary import EventKind, Outcome
from trainer.texts import said, told


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
STARTS, MEASURED, WENT = "let go: the trial starts", "measured from here on", "went on"
PAUSED, ENDED, RESTARTED = "paused", "ended", "the board restarted"
GO_ON, PRESSED, LET_GO = "go on", "event button pressed", "event button let go"
FAULT, OVER_AGAIN = "a fault of the board", "over again: {fault}"
RAIL_OPEN, RAIL_CLOSED = "rail stop open", "rail stop closed"
ON_MAT, OFF_MAT = "foot on the mat", "foot off the mat"
ON_RAIL, OFF_RAIL = "hand on the rail", "hand off the rail"
LOADED, UNLOADED = "load back on the board", "load gone from the board"
TOUCHED, CONNECTION = "touch", "the board's connection: {state}"
EYE, PARTS = "eye: {part} {seen}", {Part.PELVIS: "pelvis", Part.KNEE: "knee", Part.TRUNK: "trunk"}
EXCLUDED, TAKEN_BACK = "excluded: {why}", "exclusion taken back"
LATE = "the picture came late in {late} of {frames} frames"
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
    in_words = _WORDS.get(event.kind)
    return in_words(event.data) if in_words else said(event.kind.value.replace("_", " "))


Data = Mapping[str, Json]


def _by(words: str) -> Callable[[Data], str]:
    return lambda data: " ".join(map(said, filter(None, (words, BY.get(str(data.get("by")), "")))))


def _switched(on: str, off: str) -> Callable[[Data], str]:
    return lambda data: said(on if data.get("state") in (1, "open", "back") else off)


def _plainly(words: str) -> Callable[[Data], str]:
    return lambda _: said(words)


def _button(data: Data) -> str:
    if "by" in data:
        return said(WENT_ON.get(str(data["by"]), GO_ON))
    return said(PRESSED if data.get("state") else LET_GO)


def _fault(data: Data) -> str:
    words = said(FAULTS.get(int(str(data.get("code", 0))), FAULT))
    return words if data.get("state") else said(OVER_AGAIN).format(fault=words)


def _eye(data: Data) -> str:
    glance = Glance.of(data)
    return said(EYE).format(part=said(PARTS[glance.part]), seen=said(EYE_SEEN[glance.gave_way]))


def _outcome(data: Data) -> str:
    by = said(BY.get(str(data.get("by")), ""))
    return " ".join(filter(None, (ended(Outcome(str(data["outcome"]))), by)))


def _pain(data: Data) -> str:
    return told(pain_in([TrialEvent(EventKind.PAIN, 0, data)]).words)


def _void(data: Data) -> str:
    return said(EXCLUDED).format(why=data["reason"]) if data.get("reason") else said(TAKEN_BACK)


def _late(data: Data) -> str:
    return said(LATE).format(late=data.get("late"), frames=data.get("frames"))


_WORDS: Mapping[EventKind, Callable[[Data], str]] = {
    EventKind.START: _plainly(STARTS),
    EventKind.MEASURE_FROM: _plainly(MEASURED),
    EventKind.PAUSE: lambda data: said(PAUSES.get(str(data.get("reason")), PAUSED)),
    EventKind.RESUME: _plainly(WENT),
    EventKind.BUTTON: _button,
    EventKind.RAIL_STOP: _switched(RAIL_OPEN, RAIL_CLOSED),
    EventKind.TOUCH: _by(TOUCHED),
    EventKind.FOOT_MAT: _switched(ON_MAT, OFF_MAT),
    EventKind.HAND_RAIL: _switched(ON_RAIL, OFF_RAIL),
    EventKind.STOP: lambda data: said(STOPPED.get(str(data.get("by")), ENDED)),
    EventKind.FAULT: _fault,
    EventKind.RESTARTED: _plainly(RESTARTED),
    EventKind.LINK: lambda data: said(CONNECTION).format(state=said(str(data.get("state")))),
    EventKind.LOAD: _switched(LOADED, UNLOADED),
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
