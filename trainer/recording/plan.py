"""What a therapist prescribed: board work and exercises, with dose and side, and who signed it.

A plan is never changed: a changed one is a new plan of the same patient, and the newest that is
signed counts. `trainer.plans` makes today's steps of it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from trainer.recording.vocabulary import Arms, Eyes, Feedback, Side, Stance, Support


class Legs(StrEnum):
    """Which legs do an item, without naming left or right: a template fits every patient.

    `EACH` is the uninvolved leg first, then alternating; `BOTH` stands on two legs.
    """

    INVOLVED = "involved"
    OTHER = "other"
    EACH = "each"
    BOTH = "both"

    def sides(self, involved: Side | None) -> tuple[Side, ...]:
        """The standing legs, in order. Where nobody is involved, or both, the left begins."""
        if self is Legs.BOTH:
            return (Side.BOTH,)
        leg = involved if involved in (Side.LEFT, Side.RIGHT) else None
        if leg is None:
            return (Side.LEFT, Side.RIGHT)
        other = Side.RIGHT if leg is Side.LEFT else Side.LEFT
        return {Legs.INVOLVED: (leg,), Legs.OTHER: (other,), Legs.EACH: (other, leg)}[self]


@dataclass(frozen=True)
class BoardItem:
    """An activity with its dose: so many `rounds` a leg of `seconds`, with a rest after each.

    `level` None is the anchor's dome; `rung`, `feedback` and `arms` None follow the earlier rounds.
    `weight_pct` is the part of the body weight that is asked of the standing leg, 0 for none.
    """

    activity: str
    legs: Legs = Legs.EACH
    rounds: int = 1
    seconds: float = 40.0
    rest_s: float = 30.0
    stance: Stance = Stance.SINGLE_LEG
    eyes: Eyes = Eyes.OPEN
    support: Support = Support.NONE
    level: int | None = None
    arms: Arms | None = None
    feedback: Feedback | None = None
    rung: int | None = None
    weight_pct: float = 0.0
    note: str = ""


@dataclass(frozen=True)
class ExerciseItem:
    """An exercise away from the board: `sets` of `repetitions` a leg, with a rest after each set.

    `exercise` is a name of `trainer.recording.exercises`; `effort` is asked for, 0 to 10.
    """

    exercise: str
    legs: Legs = Legs.EACH
    sets: int = 3
    repetitions: int = 10
    load_kg: float | None = None
    effort: float | None = None
    rest_s: float = 60.0
    note: str = ""


@dataclass(frozen=True)
class Plan:
    """A prescription. `signed_by` is empty until a therapist has signed it.

    `anchor` says whether the anchor test belongs to it; `template`, `source` and `population` say
    where its doses come from and for whom that was tried. `minutes` is what one visit may take,
    `per_week` and `weeks` how often and for how long.
    """

    plan_id: str
    title: str
    made_at: datetime
    board: tuple[BoardItem, ...] = ()
    exercises: tuple[ExerciseItem, ...] = ()
    anchor: bool = True
    minutes: float = 10.0
    per_week: int = 3
    weeks: int = 4
    template: str = ""
    source: str = ""
    population: str = ""
    signed_by: str = ""
    signed_at: datetime | None = None
    note: str = ""

    @property
    def signed(self) -> bool:
        """Whether a therapist has signed it."""
        return bool(self.signed_by) and self.signed_at is not None


@dataclass(frozen=True)
class Template:
    """A plan to start from: for whom it was tried, and where its doses come from.

    `warning` says what it must not be taken for.
    """

    name: str
    title: str
    source: str
    population: str
    warning: str = ""
    board: tuple[BoardItem, ...] = field(default=())
    exercises: tuple[ExerciseItem, ...] = field(default=())
    anchor: bool = True
    minutes: float = 10.0
    per_week: int = 3
    weeks: int = 4
