"""Who carries a visit's steps out: people at a window, or nobody at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol, TypeVar

from games.engine.follow import Follow
from trainer.plans.minutes import Row
from trainer.plans.places import Place
from trainer.plans.steps import Placed, Step
from trainer.plans.symptoms import Question
from trainer.recording.clinical import ExerciseDone
from trainer.recording.conditions import FootPlacement
from trainer.recording.plan import Plan
from trainer.recording.vocabulary import Side
from trainer.sessions.keeper import KeptTrial
from trainer.sessions.visits.suggesting import Offer

T = TypeVar("T")
Answer = str | float | bool
Answers = Mapping[str, Answer]


class Went(Enum):
    """How a step went."""

    DONE = "done"
    SKIPPED = "skipped"
    LEFT = "left"


@dataclass(frozen=True)
class Told:
    """What came of asking: the answers, where somebody gave any; `words` say why not, or
    what was signed. `marked` says that the step's mark was kept with the answers.
    """

    went: Went
    answers: Answers | None = None
    words: str = ""
    marked: bool = False


@dataclass(frozen=True)
class Played:
    """What came of a trial. `rested_s` is how much of the rest after it is over, too; `words` say
    why it was skipped.
    """

    went: Went
    kept: KeptTrial | None = None
    rested_s: float = 0.0
    words: str = ""


@dataclass(frozen=True)
class Scene:
    """What every page of a visit may show: the plan as it stands, and the minutes.

    `minutes` is what the plan may take, `spent_s` what this visit has taken so far.
    """

    headline: str
    placed: Sequence[Placed]
    minutes: float
    spent_s: float


class Attendant(Protocol):
    """Carries steps out. Each method returns when its step is over, or somebody has left."""

    def now_s(self) -> float:
        """The clock that the visit's minutes are counted on."""

    def waiting(self, work: Callable[[], T]) -> T:
        """Do something that asks the database, behind a picture."""

    def say(self, *texts: str) -> None:
        """Tell the therapist; what is told at once stands together where it has room."""

    def ask(self, step: Step, questions: Sequence[Question], scene: Scene) -> Told:
        """The questions of a step: screening, symptoms, pain after, eye, one leg on the floor."""

    def prepare(self, step: Step, scene: Scene, feet: Mapping[Side, FootPlacement | None]) -> Told:
        """Shoe off, foot and strap; answers are cells by side: `left_heel`, `left_toe`."""

    def board_there(self, scene: Scene) -> bool:
        """Wait until there is a board to play on; False if somebody leaves."""

    def play(self, step: Step, scene: Scene, follow: Follow) -> Played:
        """One trial; `follow` is the rest after it and what comes then."""

    def rest(self, seconds: float, scene: Scene, follow: Follow) -> Went:
        """So much of a rest is left."""

    def exercise(self, step: Step, scene: Scene) -> tuple[Went, ExerciseDone | None]:
        """An exercise away from the board, all its sets on one leg."""

    def may_stand(self, words: str, scene: Scene) -> Told:
        """These words stand against it: go on, signed by `operator`, or leave it out today."""

    def settle(
        self, words: str, found: Place | None, places: Sequence[Place], scene: Scene
    ) -> Told:
        """The anchor's place: `place` is the number of one of these, `operator` signs it. `words`
        say what was found, or why nothing was.
        """

    def next_plan(self, plan: Plan, offers: Sequence[Offer], scene: Scene) -> Told:
        """Which offers are taken, each answered by its number, and who signs as `operator`."""

    def note(self, line: str, rows: Sequence[Row], scene: Scene) -> Went:
        """The line for the clinic's notes, and where the seconds went."""
