"""The steps of one visit, in order, and which of them is next.

`agenda_of` makes the steps of a plan and of what is known of the patient. Steps with conditions are
trials; they are done when the visit's trials say so, all others when a mark does.
"""

from dataclasses import dataclass
from enum import StrEnum

from trainer.recording.conditions import NOTHING_CHOSEN, Chosen, Conditions
from trainer.recording.plan import ExerciseItem
from trainer.recording.vocabulary import Side


class StepKind(StrEnum):
    """What a step asks for."""

    SCREENING = "screening"
    SYMPTOMS = "symptoms"
    PREPARE = "prepare"
    LEARN = "learn"
    ANCHOR = "anchor"
    BOUT = "bout"
    EXERCISE = "exercise"
    PAIN_AFTER = "pain_after"
    EYE = "eye"
    NEXT_PLAN = "next_plan"
    NOTE = "note"


TRIALS = frozenset({StepKind.LEARN, StepKind.ANCHOR, StepKind.BOUT})


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    NOW = "now"
    LATER = "later"
    SKIPPED = "skipped"
    LOCKED = "locked"


@dataclass(frozen=True)
class Step:
    """One thing to do.

    `key` stays the same through the visit: `anchor:left:2`, `board:0:right:1`, `exercise:1:left`.
    `number` of `of` counts trials and sets of the same kind on the same leg. `rest_s` is the rest
    that is due before it, `planned_s` what it is thought to take without that rest.
    """

    key: str
    kind: StepKind
    side: Side | None = None
    conditions: Conditions | None = None
    chosen: Chosen = NOTHING_CHOSEN
    exercise: ExerciseItem | None = None
    number: int = 1
    of: int = 1
    rest_s: float = 0.0
    planned_s: float = 0.0


@dataclass(frozen=True)
class Placed:
    """A step of the agenda and how far it is; `why` says why it was skipped or is locked."""

    step: Step
    state: StepState
    why: str = ""
