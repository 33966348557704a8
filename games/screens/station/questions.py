"""What a form asks, and how what was typed is read: pure, without a window."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from trainer.texts import said, said_day, said_number

Answer = str | float | bool | date

YES, NO = "yes", "no"
NO_NUMBER = "Type a number."
BETWEEN = "Between {low} and {high}, please."
NO_DATE = "Type the day like this: 31 12 2026."
NO_SUCH_DAY = "There is no such day."
MISSING = "Please answer this."
DAY_FIRST = re.compile(r"(\d{1,2})[ ./-]+(\d{1,2})[ ./-]+(\d{4})")
YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


class Kind(Enum):
    """How a question is answered."""

    YES_NO = "yes or no"
    CHOICES = "one of a few"
    SCALE = "whole number on a scale"
    NUMBER = "number"
    TEXT = "text"
    DATE = "day"


@dataclass(frozen=True)
class Question:
    """One question of a form; `name` is its answer's, `words` what people read.

    `choices` are (value, words). `low` and `high` bound a scale or a number, which may have
    `decimals` and a `unit`. Of a text `longest` is the most characters, and `upper` says that it
    is a code. `hint` stands in an empty field, and below what is chosen.
    """

    name: str
    words: str
    kind: Kind
    required: bool = False
    choices: Sequence[tuple[str, str]] = ()
    low: float = 0.0
    high: float = 10.0
    unit: str = ""
    decimals: int = 0
    longest: int = 40
    upper: bool = False
    hint: str = ""

    @property
    def offered(self) -> list[tuple[str, str]]:
        """(value, words) of everything that can be chosen; empty where somebody types."""
        if self.kind is Kind.YES_NO:
            return [(YES, YES), (NO, NO)]
        if self.kind is Kind.SCALE:
            return [(str(each), str(each)) for each in range(int(self.low), int(self.high) + 1)]
        return list(self.choices)

    @property
    def is_typed(self) -> bool:
        return self.kind in (Kind.NUMBER, Kind.TEXT, Kind.DATE)

    def answer(self, text: str) -> Answer | None:
        """What a chosen value or a typed text means; None if it is nothing usable."""
        text = text.strip()
        if not text or self.problem(text):
            return None
        if self.kind is Kind.YES_NO:
            return text == YES
        if self.kind in (Kind.NUMBER, Kind.SCALE):
            return round(_number(text) or 0.0, self.decimals)
        return _day(text) if self.kind is Kind.DATE else text

    def problem(self, text: str) -> str:
        """One line on what is wrong with a typed text, or empty."""
        text = text.strip()
        if not text or self.kind not in (Kind.NUMBER, Kind.DATE):
            return ""
        if self.kind is Kind.NUMBER:
            return self._problem_of_number(text)
        if not (DAY_FIRST.fullmatch(text) or YEAR_FIRST.fullmatch(text)):
            return NO_DATE
        return "" if _day(text) else NO_SUCH_DAY

    def written(self, answer: Answer) -> str:
        """An answer as it is chosen or typed."""
        if isinstance(answer, bool):
            return YES if answer else NO
        if isinstance(answer, date):
            return answer.strftime("%d %m %Y")
        if isinstance(answer, float | int):
            return said_number(f"{answer:.{self.decimals}f}")
        return answer

    def echo(self, text: str) -> str:
        """How a typed day was understood: its month in words."""
        day = _day(text.strip()) if self.kind is Kind.DATE else None
        return said_day(day) if day else ""

    def _problem_of_number(self, text: str) -> str:
        number = _number(text)
        if number is None:
            return NO_NUMBER
        if self.low <= number <= self.high:
            return ""
        low, high = (said_number(f"{each:.{self.decimals}f}") for each in (self.low, self.high))
        return said(BETWEEN).format(low=low, high=high)


def _number(text: str) -> float | None:
    """With a point or a comma."""
    plain = text.replace(",", ".").replace("−", "-")
    return float(plain) if re.fullmatch(r"-?\d+(\.\d+)?|-?\.\d+", plain) else None


def _day(text: str) -> date | None:
    if found := DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
    elif found := YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
