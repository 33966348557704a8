"""What people say and do at a visit beside trials: what is asked, and what is stored."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from trainer.plans.checklist import SCREENED, checklist
from trainer.plans.places import Place
from trainer.plans.screening import STOPS
from trainer.plans.steps import Step, StepKind
from trainer.plans.symptoms import (
    LEGS,
    PAIN,
    WORDS,
    Answer,
    AnswerKind,
    Question,
)
from trainer.plans.symptoms import questions as symptom_questions
from trainer.recording.clinical import Episode, ExerciseDone
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.conditions import FootPlacement
from trainer.recording.vocabulary import Side, Stance
from trainer.sessions.errors import SessionError
from trainer.sessions.visits.attendant import Answers
from trainer.sessions.visits.chart import Chart
from trainer.sessions.visits.keeping import AGAINST, Keeping
from trainer.sessions.visits.suggesting import Offer
from trainer.sessions.visits.visit_log import VisitLog
from trainer.store.errors import PlanSignedMeanwhile
from trainer.store.store import Store
from trainer.texts import said

EYE_KINDS = ("squat_trunk", "squat_pelvis", "squat_knee")
FLOOR_STANCE = "floor_stance"
PLAN_CHANGED = "another plan was signed meanwhile, and stays as it is: look at the next plan again"
CHOSEN = "{place}, chosen by hand; the trials found {found}"
CHOSEN_BEFORE = "{place}, chosen by hand; {why}"
AGAINST_STANCE = {
    Stance.PARTIAL: "against a part of the body weight on a board: {why}",
    Stance.TWO_LEG: "against standing on a board on two legs: {why}",
    Stance.SINGLE_LEG: AGAINST,
}


class PlanChanged(SessionError):
    """The plan that offers were made for no longer counts."""


@dataclass(frozen=True)
class ByHand:
    """Asks the right questions and stores what was answered. `operator` signs what is stored.

    What is said goes through the `log`, which the database may take later; feet, a settled place
    and a changed plan need it now (`StoreError`).
    """

    store: Store
    log: VisitLog
    code: str
    operator: str = ""

    @property
    def keeping(self) -> Keeping:
        """What stores symptoms and screenings."""
        return Keeping(self.log, self.code, self.operator)

    def questions(self, chart: Chart, step: Step) -> tuple[Question, ...]:
        """What this step asks; a leg that is locked does nothing, on the floor neither."""
        involved = chart.facts.involved
        if step.kind is StepKind.SCREENING:
            return checklist(involved, chart.background)
        if step.kind is StepKind.SYMPTOMS:
            asked = symptom_questions(involved, first=chart.facts.visit == 1)
            # The screening of the same visit has just asked for these.
            return tuple(q for q in asked if not (chart.screened_today and q.name in STOPS))
        if step.kind is StepKind.PAIN_AFTER:
            return tuple(of_kind(PAIN, leg, WORDS[PAIN]) for leg in legs_of(involved))
        if step.kind is StepKind.FLOOR_STANCE:
            return tuple(of_kind(FLOOR_STANCE, leg) for leg in free_legs(chart, step.side))
        return tuple(
            replace(of_kind(kind, leg), required=False)
            for leg in free_legs(chart, involved)
            for kind in EYE_KINDS
        )

    def keep(self, chart: Chart, step: Step, answers: Answers) -> tuple[str, ...]:
        """Store the answers; sentences for the therapist, of stops and of what asks for care."""
        given = given_to(self.questions(chart, step), answers)
        if step.kind is StepKind.SCREENING and len(given) == len(SCREENED):
            return self.keeping.screening(given, chart.background, chart.facts.involved)
        if step.kind is StepKind.SCREENING:
            return self.keeping.part(given, chart.facts.involved)
        return self.keeping.symptoms(given, chart.answers_before)

    def keep_feet(self, answers: Answers) -> None:
        """Where each foot stands, as far as both cells of it were said."""
        for side in LEGS:
            heel, toe = answers.get(f"{side}_heel"), answers.get(f"{side}_toe")
            if heel and toe:
                self.store.add_placement(self.code, side, FootPlacement(str(heel), str(toe)))

    def keep_exercise(self, done: ExerciseDone) -> None:
        """One exercise as it was done."""
        self.log.add(self.code, replace(done, operator=self.operator))

    def settle(self, chart: Chart, place: Place, operator: str) -> None:
        """The therapist has signed the anchor's place: it stays for the episode."""
        episode = chart.episode or Episode(chart.begun_at)
        settled = replace(episode, level=place.level, stance=place.stance, operator=operator)
        self.store.add_episode(self.code, settled)

    def change_plan(self, chart: Chart, offers: Sequence[Offer], answers: Answers) -> bool:
        """Take what was accepted of the offers into a new plan, signed; False if nothing was.

        The answer to each offer is under its number, and `operator` signs. Of two for the same
        item the later one counts. `PlanChanged` if somebody signed one since the offers were made.
        """
        newest = chart.newest
        board = list(newest.board)
        for number, each in enumerate(offers):
            if answers.get(str(number)) and each.suggestion.item is not None:
                board[each.index] = each.suggestion.item
        if tuple(board) == newest.board:
            return False
        operator, now = str(answers.get("operator", "")), datetime.now(UTC)
        plan = replace(
            newest,
            plan_id=str(uuid.uuid4()),
            made_at=now,
            board=tuple(board),
            signed_by=operator,
            signed_at=now,
        )
        try:
            self.store.add_plan(self.code, plan, after=newest.plan_id)
        except PlanSignedMeanwhile:
            raise PlanChanged(said(PLAN_CHANGED)) from None
        return True


def given_to(questions: Iterable[Question], answers: Answers) -> tuple[Answer, ...]:
    """The answers to these questions, which are by the questions' keys."""
    asked = {each.key: each for each in questions}
    return tuple(
        Answer(asked[key].name, float(value), asked[key].side)
        for key, value in answers.items()
        if key in asked
    )


def settled_words(words: str, found: Place | None, place: Place) -> str:
    """What was signed of the anchor's place, with the tries and the time on the rim; `words` are
    those of the place that the trials found, or why they have found none.
    """
    if found is None:
        return said(CHOSEN_BEFORE).format(place=place.shown, why=words)
    return words if place == found else said(CHOSEN).format(place=place.shown, found=words)


def legs_of(involved: Side | None) -> tuple[Side, ...]:
    """The legs that are asked about: the involved one, both where nobody said which."""
    return (involved,) if involved in LEGS else LEGS


def free_legs(chart: Chart, side: Side | None) -> tuple[Side, ...]:
    """Those of `legs_of` that may be asked to do something."""
    return tuple(leg for leg in legs_of(side) if not chart.facts.locked(leg))


def of_kind(name: str, side: Side, words: str = "") -> Question:
    """A question of one clinical kind."""
    kind = KINDS[name]
    if kind.grades:
        return Question(name, words or kind.title, AnswerKind.CHOICE, side, choices=kind.grades)
    (scale,) = kind.scales
    return Question(
        name, words or kind.title, AnswerKind.NUMBER, side, scale.low, scale.high, scale.whole
    )
