"""One question of a form on its page: where its words and its answers are, and how it is drawn."""

from collections.abc import Sequence
from dataclasses import replace

import pygame

from games.desk.chips import PITCH as LINE_PITCH
from games.desk.chips import chips, lines_of, scale
from games.desk.field import TextField
from games.desk.kit import LEFT, RIGHT, TARGET, Kit, Tile
from games.desk.page import Item
from games.desk.signs import Sign, draw_sign
from games.desk.type import LINES, NAMES, QUIET, WORDS
from games.screens.station.questions import MISSING, Answer, Kind, Question
from trainer.texts import said

SPLIT, WORDS_RIGHT = 900.0, 860.0
"""Answers begin at the first, beside the question, where they fit into one line there."""

WORDS_HIGH, PROBLEM_HIGH, APART = 60.0, 40.0, 8.0
NUMBER_WIDE, DAY_WIDE, UNIT_GAP = 300.0, 420.0, 44.0
LONG, LONG_HIGH = 60, 220.0
"""A text that may have more characters than this has several lines."""


class Asked:
    """A question with its answer so far. `top` is set before it is drawn."""

    def __init__(self, kit: Kit, question: Question, answer: Answer | None) -> None:
        self.kit, self.question, self.top = kit, question, 0.0
        written = "" if answer is None else question.written(answer)
        self.chosen = "" if question.is_typed else written
        longest = question.longest if question.kind is Kind.TEXT else 16
        # A code, a number or a day is typed anew, where words are gone on with.
        anew = question.upper or question.kind is not Kind.TEXT
        typed = written if question.is_typed else ""
        self.field = TextField(question.name, typed, longest, marked=anew)
        self.told = False
        """Whether what is wrong or missing is said, for somebody wanted to save."""

        self._beside = self._fits_beside()

    @property
    def answer(self) -> Answer | None:
        """The answer, if there is a usable one."""
        typed = self.question.is_typed
        return self.question.answer(self.field.text if typed else self.chosen)

    @property
    def problem(self) -> str:
        """What keeps this from being saved, or empty."""
        wrong = self.question.problem(self.field.text) if self.question.is_typed else ""
        missing = self.question.required and self.answer is None
        return wrong or (MISSING if missing else "")

    @property
    def height(self) -> float:
        """In design pixels, with the line for what is wrong."""
        above = 0.0 if self._beside else WORDS_HIGH
        return above + self._answers_high() + PROBLEM_HIGH + APART

    def choose(self, item: str) -> bool:
        """Take one of the values; the chosen one again takes it back."""
        name, _, value = item.partition("=")
        if name != self.question.name or not value:
            return False
        self.chosen = "" if value == self.chosen else value
        return True

    @property
    def items(self) -> list[Item]:
        """Its answers, or its field."""
        if self.question.is_typed:
            return [self.field.item(self.field_area, self.question.words)]
        asked = said(self.question.words)
        return [replace(tile.item, words=f"{said(tile.words)} · {asked}") for tile in self.tiles]

    @property
    def tiles(self) -> list[Tile]:
        """What can be chosen."""
        question = self.question
        offered = [(f"{question.name}={value}", words) for value, words in question.offered]
        chosen = f"{question.name}={self.chosen}"
        lay = scale if question.kind is Kind.SCALE else chips
        return lay(self.kit, offered, chosen, left=self._left, top=self._answers_top)

    @property
    def field_area(self) -> pygame.Rect:
        """Where somebody types."""
        wide = {Kind.NUMBER: NUMBER_WIDE, Kind.DATE: DAY_WIDE}.get(
            self.question.kind, RIGHT - self._left
        )
        return self.kit.area(self._left, self._answers_top, wide, self._answers_high())

    def paint(self, onto: pygame.Surface) -> None:
        """Words, answers, and what is wrong."""
        kit, question = self.kit, self.question
        right = WORDS_RIGHT if self._beside else RIGHT
        high = TARGET if self._beside else WORDS_HIGH
        area = kit.area(LEFT + 6, self.top, right - LEFT - 6, high)
        usual = kit.fits(question.words, area, NAMES[2], 2)
        kit.write_in(onto, question.words, area, NAMES[2:3] if usual else NAMES[2:], WORDS)
        if question.is_typed:
            self.field.paint(kit, onto, self.field_area, question.hint)
            self._paint_unit(onto)
        kit.tiles(onto, self.tiles)
        self._paint_below(onto)

    def _paint_unit(self, onto: pygame.Surface) -> None:
        """The unit of a number, or how a day was understood, right of the field."""
        words = self.question.unit or self.question.echo(self.field.text)
        if words:
            area = self.field_area
            gap = round(self.kit.layout.px(UNIT_GAP))
            right = round(self.kit.layout.at(RIGHT, 0)[0])
            beside = pygame.Rect(area.right + gap, area.top, right - area.right - gap, area.height)
            self.kit.write_in(onto, words, beside, LINES, QUIET)

    def _paint_below(self, onto: pygame.Surface) -> None:
        """What is wrong, or else the hint of what is chosen: a field has its own inside."""
        kit = self.kit
        wrong = self.question.problem(self.field.text) if self.question.is_typed else ""
        words = self.problem if self.told else wrong
        hint = "" if self.question.is_typed else self.question.hint
        if not words and not hint:
            return
        top = self._answers_top + self._answers_high()
        area = kit.area(self._left + 56, top + 4, RIGHT - self._left - 56, PROBLEM_HIGH)
        if words:
            at = area.left - kit.layout.px(32), area.centery
            draw_sign(kit, onto, Sign.FAILED, at, 14.0)
        kit.write_in(onto, words or hint, area, LINES[1:], WORDS if words else QUIET, most=1)

    @property
    def _left(self) -> float:
        return SPLIT if self._beside else LEFT

    @property
    def _answers_top(self) -> float:
        return self.top if self._beside else self.top + WORDS_HIGH

    def _answers_high(self) -> float:
        if self.question.is_typed:
            return LONG_HIGH if self.question.longest > LONG else TARGET
        if self.question.kind is Kind.SCALE:
            return TARGET
        lines = lines_of(self.kit, self.question.offered, self._left, RIGHT)
        return TARGET + (lines - 1) * LINE_PITCH

    def _fits_beside(self) -> bool:
        question = self.question
        if question.is_typed:
            return question.longest <= LONG
        if question.kind is Kind.SCALE:
            return False
        return lines_of(self.kit, question.offered, SPLIT, RIGHT) == 1


def answers_of(asked: Sequence[Asked]) -> dict[str, Answer]:
    """Everything that was answered, by the questions' names."""
    found = {each.question.name: each.answer for each in asked}
    return {name: answer for name, answer in found.items() if answer is not None}
