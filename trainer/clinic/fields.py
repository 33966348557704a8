"""Questions as fields of a page's form: what stands in each, what is wrong, what was answered.

The questions are those that the station's window asks (`games.screens.station.questions`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from starlette.datastructures import FormData

from games.screens.station.questions import MISSING, Answer, Kind, Question
from trainer.sessions.forms.answers import Answers
from trainer.texts import said, said_number

NOT_OFFERED = "Choose one of these."
TOO_LONG = "At most {longest} characters, please."
TOO_FINE = "At most {digits} digits after the point, please."
WHOLE = "A whole number, please."
NO_LETTERS = "Signs that cannot be printed are no text."


@dataclass(frozen=True)
class Field:
    """A question with the text that stands in it, and what is wrong with that, or nothing."""

    question: Question
    name: str
    text: str = ""
    problem: str = ""

    @property
    def kind(self) -> str:
        """Which control it is: choice, number, text, long or day."""
        if self.question.offered:
            return "choice"
        if self.question.kind is Kind.TEXT:
            return "long" if self.question.longest > 60 else "text"
        return "day" if self.question.kind is Kind.DATE else "number"

    @property
    def limits(self) -> str:
        """What may be typed: "5 to 600 s"; empty for what has no limits."""
        if self.kind != "number":
            return ""
        low, high = (said_number(f"{each:g}") for each in (self.question.low, self.question.high))
        return f"{low}–{high} {said(self.question.unit)}".strip()

    @property
    def answer(self) -> Answer | None:
        """What the text means; None for nothing, and for what is wrong."""
        return None if self.problem else self.question.answer(self.text)


@dataclass(frozen=True)
class Filled:
    """A form as it came back."""

    fields: tuple[Field, ...]

    @property
    def wrong(self) -> bool:
        """Whether anything must be mended before it is stored."""
        return any(each.problem for each in self.fields)

    @property
    def answers(self) -> Answers:
        """What was answered, by the questions' names."""
        found = {each.question.name: each.answer for each in self.fields}
        return {name: answer for name, answer in found.items() if answer is not None}


def standing_in(questions: Iterable[Question], answers: Answers, prefix: str = "") -> Filled:
    """A form before anybody types: what is known stands in it."""
    fields = []
    for each in questions:
        known = answers.get(each.name)
        text = "" if known is None else _written(each, known)
        fields.append(Field(each, prefix + each.name, text))
    return Filled(tuple(fields))


def filled(questions: Iterable[Question], form: FormData, prefix: str = "") -> Filled:
    """A form as somebody sent it, each field checked by its question."""
    fields = []
    for each in questions:
        sent = form.get(prefix + each.name, "")
        text = sent if isinstance(sent, str) else ""
        fields.append(Field(each, prefix + each.name, text, problem_of(each, text.strip())))
    return Filled(tuple(fields))


def problem_of(question: Question, text: str) -> str:
    """What is wrong with a text, in the reader's language; empty if nothing is."""
    if not text:
        return said(MISSING) if question.required else ""
    if wrong := question.problem(text):
        return said(wrong)
    if question.offered:
        known = text in (value for value, _ in question.offered)
        return "" if known else said(NOT_OFFERED)
    if question.kind is Kind.TEXT:
        return _problem_of_text(question, text)
    answer = question.answer(text)
    if question.kind is Kind.NUMBER and answer != float(text.replace(",", ".").replace("−", "-")):
        finest = said(TOO_FINE).format(digits=question.decimals)
        return finest if question.decimals else said(WHOLE)
    return ""


def typed_by(form: FormData) -> Mapping[str, str]:
    """All texts of a form but its mark, to be sent again."""
    return {n: t for n, t in form.multi_items() if n != "mark" and isinstance(t, str)}


def _written(question: Question, answer: Answer) -> str:
    """Days as browsers take them, and numbers no more exact than the field."""
    return answer.isoformat() if isinstance(answer, date) else question.written(answer)


def _problem_of_text(question: Question, text: str) -> str:
    if len(text) > question.longest:
        return said(TOO_LONG).format(longest=question.longest)
    readable = all(sign.isprintable() or sign in "\r\n\t" for sign in text)
    return "" if readable else said(NO_LETTERS)
