"""What is asked at every visit before anybody stands on the board, and what the answers ask for.

Window and command line show the same questions. The limits of pain are those of the practice: aim
at 2 of 10 or less, never above 5, not worse next morning. Where a growing effusion and a rise of
pain lower the dose is ours.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from trainer.plans.screening import QUESTIONS as SCREENING_QUESTIONS
from trainer.plans.screening import STOPS
from trainer.recording import clinical_kinds
from trainer.recording.background import StopReason
from trainer.recording.clinical import ClinicalEntry
from trainer.recording.clinical_form import Grade
from trainer.recording.pain import MOST_PAIN
from trainer.recording.vocabulary import Side
from trainer.texts import begun, said

PAIN, NEXT_MORNING, EFFUSION, LAG = "pain_now", "pain_next_morning", "effusion", "extension_lag"
GIVING_WAY = "giving_way"
SWELLING = clinical_kinds.KINDS[EFFUSION].grades
AIM_AT_PAIN = 2
"""Of 10; more asks for a lower dose."""
LEGS = (Side.LEFT, Side.RIGHT)

WORDS: Mapping[str, str] = {
    PAIN: "Pain now, 0 to 10",
    NEXT_MORNING: "Pain on the morning after the last visit, 0 to 10",
    EFFUSION: "Swelling of the knee, stroke test",
    LAG: "Extension lag in degrees",
    GIVING_WAY: "Has the knee given way since the last visit?",
}
LEG_WORDS: Mapping[Side, str] = {Side.LEFT: "left leg", Side.RIGHT: "right leg"}
OF_LEG, EACH_LEG = "{leg} · {question}", "each leg"
TOO_MUCH_PAIN = "{leg}: pain {pain} of 10, and the aim is {aim} or less: lower the dose"
WORSE_MORNING = (
    "{leg}: pain {now} of 10 on the morning after, {before} before that visit: lower the dose"
)
MORE_SWELLING = "{leg}: swelling has grown from {before} to {now}: lower the dose"


class AnswerKind(StrEnum):
    """How a question is answered."""

    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"


@dataclass(frozen=True)
class Question:
    """One question, about a leg or, without a side, about the patient.

    `name` is a kind of `trainer.recording.clinical_kinds`, whose entry the answer becomes, or a
    reason to stop. A NUMBER lies from `low` to `high`; a CHOICE is the value of one of `choices`;
    YES_NO is 1 or 0. One that is not `required` may stay without an answer. `leg` is whom it is
    about where its answer has no side, BOTH for each leg; `known` stands there before anybody
    answers.
    """

    name: str
    words: str
    answer: AnswerKind
    side: Side | None = None
    low: float = 0.0
    high: float = 1.0
    whole: bool = True
    choices: tuple[Grade, ...] = ()
    required: bool = True
    leg: Side | None = None
    known: float | None = None

    @property
    def key(self) -> str:
        """What tells it from the others: `pain_now:left`."""
        return self.name if self.side is None else f"{self.name}:{self.side}"

    @property
    def clinical(self) -> bool:
        """Whether the answer becomes a clinical entry."""
        return self.name in clinical_kinds.KINDS


@dataclass(frozen=True)
class Answer:
    """What was answered to the question of this name about this side."""

    name: str
    value: float
    side: Side | None = None


def question_words(question: Question) -> str:
    """A question with the leg that it is about, in the window's language."""
    leg, words = question.side or question.leg, said(question.words)
    if leg is None:
        return words
    return said(OF_LEG).format(leg=begun(said(LEG_WORDS.get(leg, EACH_LEG))), question=words)


def questions(involved: Side | None, *, first: bool) -> tuple[Question, ...]:
    """Today's questions in their order; the next morning is asked for where there was a visit.

    Pain is asked of both legs, the rest of the involved one, of both where nobody said which.
    """
    legs = (involved,) if involved in LEGS else LEGS
    asked = [_number(PAIN, leg) for leg in LEGS]
    if not first:
        asked += [_number(NEXT_MORNING, leg) for leg in legs]
    for leg in legs:
        asked += [
            Question(EFFUSION, WORDS[EFFUSION], AnswerKind.CHOICE, leg, choices=SWELLING),
            _number(LAG, leg, required=False),
            *(_yes_no(reason, leg) for reason in STOPS.values() if not reason.of_the_body),
        ]
    return (*asked, *(_yes_no(reason, None) for reason in STOPS.values() if reason.of_the_body))


def answers_before(entries: Iterable[ClinicalEntry], moment: datetime) -> tuple[Answer, ...]:
    """What was said before a moment; of two answers to the same question the later one counts."""
    return tuple(
        Answer(each.kind, each.value, each.side)
        for each in entries
        if each.measured_at < moment and each.value is not None and each.withdrawn is None
    )


def stops_of(answers: Iterable[Answer]) -> tuple[tuple[StopReason, Side], ...]:
    """The stops that follow from the answers, with the leg that each of them locks: pain above 5,
    giving way, locking, and symptoms of calf, chest or dizziness.
    """
    found = []
    for answer in answers:
        side = answer.side or Side.BOTH
        if answer.name == PAIN and answer.value > MOST_PAIN:
            found.append((StopReason.PAIN, side))
        elif answer.name in STOPS and answer.value:
            found.append((STOPS[answer.name], side))
    return tuple(found)


def cautions(answers: Iterable[Answer], previous: Iterable[Answer]) -> tuple[str, ...]:
    """Sentences that advise a lower dose: pain above 2, a worse morning after, more swelling.

    `previous` are the answers of the visit before; the morning after is compared with its pain.
    """
    before = {(each.name, each.side): each.value for each in previous}
    told = (_caution(answer, before) for answer in answers if answer.side in LEG_WORDS)
    return tuple(words for words in told if words)


def _caution(answer: Answer, before: Mapping[tuple[str, Side | None], float]) -> str:
    leg = said(LEG_WORDS[answer.side or Side.LEFT])
    value = f"{answer.value:.0f}"
    if answer.name == PAIN and answer.value > AIM_AT_PAIN:
        return said(TOO_MUCH_PAIN).format(leg=leg, pain=value, aim=AIM_AT_PAIN)
    then = before.get((PAIN if answer.name == NEXT_MORNING else answer.name, answer.side))
    if then is None or answer.value <= then:
        return ""
    if answer.name == NEXT_MORNING:
        return said(WORSE_MORNING).format(leg=leg, now=value, before=f"{then:.0f}")
    if answer.name == EFFUSION:
        now, earlier = said(_grade(answer.value)), said(_grade(then))
        return said(MORE_SWELLING).format(leg=leg, now=now, before=earlier)
    return ""


def _grade(value: float) -> str:
    return next(grade.word for grade in SWELLING if grade.value == value)


def _number(name: str, side: Side, *, required: bool = True) -> Question:
    (scale,) = clinical_kinds.KINDS[name].scales
    low, high, whole = scale.low, scale.high, scale.whole
    return Question(name, WORDS[name], AnswerKind.NUMBER, side, low, high, whole, required=required)


def _yes_no(reason: StopReason, side: Side | None) -> Question:
    words = WORDS.get(reason.value, SCREENING_QUESTIONS[reason.value])
    return Question(reason.value, words, AnswerKind.YES_NO, side)
