"""What people say and do at a visit beside trials: what is asked, and what is stored."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from trainer.plans.places import Place
from trainer.plans.screening import QUESTIONS as SCREENING_QUESTIONS
from trainer.plans.screening import findings
from trainer.plans.screening import stops_of as stops_of_screening
from trainer.plans.steps import Step, StepKind
from trainer.plans.symptoms import (
    LEGS,
    PAIN,
    WORDS,
    Answer,
    AnswerKind,
    Question,
    cautions,
    stops_of,
)
from trainer.plans.symptoms import questions as symptom_questions
from trainer.recording.background import HardStop, Screening, StopReason
from trainer.recording.clinical import ClinicalEntry, Episode, ExerciseDone
from trainer.recording.clinical_kinds import KINDS
from trainer.recording.conditions import FootPlacement
from trainer.recording.vocabulary import Side
from trainer.sessions.visits.attendant import Answers
from trainer.sessions.visits.chart import Chart
from trainer.sessions.visits.suggesting import Offer
from trainer.store.store import Store

EYE_KINDS = ("squat_trunk", "squat_pelvis", "squat_knee")
FLOOR_STANCE = "floor_stance"
LOCKED = "{leg} is locked from now on: {why}"
AGAINST = "against single-leg work on a board: {why}"


@dataclass(frozen=True)
class ByHand:
    """Asks the right questions and stores what was answered. `operator` signs what is stored."""

    store: Store
    code: str
    operator: str = ""

    def questions(self, chart: Chart, step: Step) -> tuple[Question, ...]:
        """What this step asks."""
        involved = chart.facts.involved
        if step.kind is StepKind.SCREENING:
            return tuple(
                Question(name, words, AnswerKind.YES_NO)
                for name, words in SCREENING_QUESTIONS.items()
            )
        if step.kind is StepKind.SYMPTOMS:
            return symptom_questions(involved, first=chart.facts.visit == 1)
        if step.kind is StepKind.PAIN_AFTER:
            return tuple(_of_kind(PAIN, leg, WORDS[PAIN]) for leg in _legs(involved))
        if step.kind is StepKind.FLOOR_STANCE:
            return tuple(_of_kind(FLOOR_STANCE, leg) for leg in _legs(step.side))
        return tuple(
            replace(_of_kind(kind, leg), required=False)
            for leg in _legs(involved)
            for kind in EYE_KINDS
        )

    def keep(self, chart: Chart, step: Step, answers: Answers) -> tuple[str, ...]:
        """Store the answers; sentences for the therapist, of stops and of what asks for care."""
        asked = {each.key: each for each in self.questions(chart, step)}
        given = [
            Answer(asked[key].name, float(value), asked[key].side)
            for key, value in answers.items()
            if key in asked
        ]
        if step.kind is StepKind.SCREENING:
            return self._keep_screening(chart, given)
        now = datetime.now(UTC)
        for answer in given:
            if answer.name in KINDS:
                self.store.add_entry(self.code, self._entry(answer, now))
        return (*self._keep_stops(given, now), *cautions(given, chart.answers_before))

    def keep_feet(self, answers: Answers) -> None:
        """Where each foot stands, as far as both cells of it were said."""
        for side in LEGS:
            heel, toe = answers.get(f"{side}_heel"), answers.get(f"{side}_toe")
            if heel and toe:
                self.store.add_placement(self.code, side, FootPlacement(str(heel), str(toe)))

    def keep_exercise(self, done: ExerciseDone) -> None:
        """One exercise as it was done."""
        self.store.add_exercise(self.code, replace(done, operator=self.operator))

    def settle(self, chart: Chart, place: Place, operator: str) -> None:
        """The therapist has signed the anchor's place: it stays for the episode."""
        episode = chart.episode or Episode(chart.begun_at)
        settled = replace(episode, level=place.level, stance=place.stance, operator=operator)
        self.store.add_episode(self.code, settled)

    def change_plan(self, chart: Chart, offers: Sequence[Offer], answers: Answers) -> bool:
        """Take what was accepted of the offers into a new plan, signed; False if nothing was.

        The answer to each offer is under its number, and `operator` signs. Of two for the same
        item the later one counts.
        """
        board = list(chart.plan.board)
        for number, each in enumerate(offers):
            if answers.get(str(number)) and each.suggestion.item is not None:
                board[each.index] = each.suggestion.item
        if tuple(board) == chart.plan.board:
            return False
        operator, now = str(answers.get("operator", "")), datetime.now(UTC)
        plan = replace(
            chart.plan,
            plan_id=str(uuid.uuid4()),
            made_at=now,
            board=tuple(board),
            signed_by=operator,
            signed_at=now,
        )
        self.store.add_plan(self.code, plan)
        return True

    def _keep_screening(self, chart: Chart, given: list[Answer]) -> tuple[str, ...]:
        now = datetime.now(UTC)
        answers = {answer.name: bool(answer.value) for answer in given}
        screening = Screening(now, answers, self.operator)
        self.store.add_screening(self.code, screening)
        against = findings(screening, chart.background)
        told = (AGAINST.format(why="; ".join(against)),) if against else ()
        return (*told, *self._stopped(stops_of_screening(screening, chart.facts.involved), {}, now))

    def _keep_stops(self, given: list[Answer], now: datetime) -> tuple[str, ...]:
        pain = {each.side: round(each.value) for each in given if each.name == PAIN}
        return self._stopped(stops_of(given), pain, now)

    def _stopped(
        self,
        stops: tuple[tuple[StopReason, Side], ...],
        pain: Mapping[Side | None, int],
        now: datetime,
    ) -> tuple[str, ...]:
        for reason, side in stops:
            score = pain.get(side) if reason is StopReason.PAIN else None
            stop = HardStop(str(uuid.uuid4()), side, reason, now, score, operator=self.operator)
            self.store.add_stop(self.code, stop)
        legs = {Side.BOTH: "both legs"}
        return tuple(
            LOCKED.format(leg=legs.get(side, f"the {side} leg"), why=reason.value.replace("_", " "))
            for reason, side in stops
        )

    def _entry(self, answer: Answer, now: datetime) -> ClinicalEntry:
        scales = KINDS[answer.name].scales
        unit = scales[0].unit if scales else ""
        return ClinicalEntry(
            str(uuid.uuid4()),
            answer.name,
            now,
            answer.side,
            answer.value,
            unit,
            operator=self.operator,
        )


def _legs(involved: Side | None) -> tuple[Side, ...]:
    return (involved,) if involved in LEGS else LEGS


def _of_kind(name: str, side: Side, words: str = "") -> Question:
    """A question of one clinical kind."""
    kind = KINDS[name]
    if kind.grades:
        return Question(name, words or kind.title, AnswerKind.CHOICE, side, choices=kind.grades)
    (scale,) = kind.scales
    return Question(
        name, words or kind.title, AnswerKind.NUMBER, side, scale.low, scale.high, scale.whole
    )
