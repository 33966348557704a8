"""What one thing to do at a visit is, and how far it is; `agenda` puts them in order.

Steps with conditions are trials; they are done when the visit's trials say so, all others when a
mark does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from trainer.recording.conditions import NOTHING_CHOSEN, Chosen, Conditions
from trainer.recording.plan import ExerciseItem
from trainer.recording.vocabulary import Side


class StepKind(StrEnum):
    """What a step asks for.

    FLOOR_STANCE is the anchor of whom no board carries: a therapist times one leg on the floor.
    SETTLE asks the therapist to sign what the ladder found (`anchor_dome.Proposal`).
    """

    SCREENING = "screening"
    SYMPTOMS = "symptoms"
    PREPARE = "prepare"
    LEARN = "learn"
    ANCHOR = "anchor"
    FLOOR_STANCE = "floor_stance"
    SETTLE = "settle"
    BOUT = "bout"
    EXERCISE = "exercise"
    PAIN_AFTER = "pain_after"
    EYE = "eye"
    NEXT_PLAN = "next_plan"
    NOTE = "note"


STEP_WORDS: Mapping[StepKind, str] = {
    StepKind.SCREENING: "screening",
    StepKind.SYMPTOMS: "pain and swelling",
    StepKind.PREPARE: "shoe off, foot, strap",
    StepKind.LEARN: "learning trials",
    StepKind.ANCHOR: "anchor test",
    StepKind.FLOOR_STANCE: "one leg on the floor",
    StepKind.SETTLE: "signature",
    StepKind.BOUT: "bouts",
    StepKind.EXERCISE: "exercises",
    StepKind.PAIN_AFTER: "pain after",
    StepKind.EYE: "eye score",
    StepKind.NEXT_PLAN: "next plan",
    StepKind.NOTE: "notes",
}
"""What each is called, in the window and in the terminal."""

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

    `key` stays the same through the visit: `anchor:left:dome 2:1`, `learn:right:3`,
    `board:0:right:1`, `exercise:1:left`; both count the plan's items from 0. `number` of `of`
    counts trials of the same kind on the same leg. `rest_s` is the rest that is due before it,
    `planned_s` what it is thought to take without that rest.
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
