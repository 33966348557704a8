"""What a patient says about pain, and what follows for that leg.

The window asks and writes an event into the recording; the store locks the leg by it; screens,
errors and histories use the same words.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields

from trainer.recording.background import StopReason
from trainer.recording.json_form import Json, from_json, to_json
from trainer.recording.trial import TrialEvent
from trainer.recording.vocabulary import EventKind, PainPlace

WORST_PAIN = 10
MOST_PAIN = 5
"""Above this the leg stops until a therapist says go on."""

PLACES = {
    PainPlace.KNEE_FRONT: "front of the knee",
    PainPlace.KNEE_INSIDE: "inside of the knee",
    PainPlace.KNEE_OUTSIDE: "outside of the knee",
    PainPlace.BACK: "the back",
    PainPlace.HIP: "hip",
    PainPlace.ANKLE: "ankle",
    PainPlace.ELSEWHERE: "elsewhere",
    PainPlace.GAVE_WAY: "the knee gave way",
    PainPlace.LOCKED: "the knee locked",
}
KNEE_FAILED = {
    PainPlace.GAVE_WAY: StopReason.GIVING_WAY,
    PainPlace.LOCKED: StopReason.LOCKING,
}


@dataclass(frozen=True)
class Pain:
    """Pain from 0 to 10 and its place; None for what nobody said."""

    score: int | None = None
    place: PainPlace | None = None

    def __post_init__(self) -> None:
        if self.score is not None and not 0 <= self.score <= WORST_PAIN:
            raise ValueError(f"pain is rated 0 to {WORST_PAIN}, not {self.score}")

    @property
    def stop(self) -> StopReason | None:
        """Why this leg stops until a therapist lifts it: a knee that gave way or locked, or pain
        above 5; None where the leg only waits for a go on the same day.
        """
        if self.place in KNEE_FAILED:
            return KNEE_FAILED[self.place]
        return StopReason.PAIN if (self.score or 0) > MOST_PAIN else None

    @property
    def ends_visit(self) -> bool:
        """Whether this leg has done enough: it stops, over midnight too."""
        return self.stop is not None

    @property
    def words(self) -> str:
        """For the therapist: "pain 3 of 10, front of the knee"."""
        score = ", not rated" if self.score is None else f" {self.score} of {WORST_PAIN}"
        return f"pain{score}" + (f", {PLACES[self.place]}" if self.place else "")

    def event(self, index: int) -> TrialEvent:
        """The event that records it."""
        data: dict[str, Json] = {f.name: to_json(getattr(self, f.name)) for f in fields(self)}
        return TrialEvent(EventKind.PAIN, index, data)


def pain_in(events: Iterable[TrialEvent]) -> Pain:
    """What the last pain event says; nothing is known without one."""
    told = [event.data for event in events if event.kind is EventKind.PAIN]
    return from_json(Pain, dict(told[-1])) if told else Pain()
