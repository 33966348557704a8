"""The eye score: what the therapist saw in slow squats, one of three grades for each part.

Items: `done` once each part has a grade, `skip`, `back`, and for each grade `PART GRADE`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from games.desk.buttons import Choice, below_a_visit
from games.desk.header import TITLE_LEFT, paint_title
from games.desk.kit import BOTTOM, LEFT, RIGHT, TOP, Form, Kit, Tile
from games.desk.page import BACK, Item
from games.desk.sheet import Sheet
from games.desk.type import NAMES, WORDS
from games.screens.station.step import DONE, SKIP
from trainer.texts import said

HIGH, NAMES_WIDE, APART = 176.0, 270.0, 24.0
GRADES = NAMES[1:4]


@dataclass(frozen=True)
class EyeRow:
    """A part of the body: its name, its words, and what each grade from 0 on looks like."""

    name: str
    words: str
    grades: tuple[str, ...]


class EyePage(Sheet):
    """Rows of grades. `scores` is what was chosen; all rows are needed before it is done."""

    def __init__(self, kit: Kit, words: str, rows: Sequence[EyeRow]) -> None:
        super().__init__(kit)
        self.scores: dict[str, int] = {}
        self._told, self._rows = words, tuple(rows)
        self._lay()

    @property
    def complete(self) -> bool:
        """Whether each part has a grade."""
        return len(self.scores) == len(self._rows)

    @property
    def items(self) -> Sequence[Item]:
        return [tile.item for tile in (*self._grades, *self._tiles)]

    def take(self, name: str) -> bool:
        """A grade changes the page; all else ends it."""
        if name in (DONE.name, SKIP.name, BACK):
            return True
        part, _, grade = name.rpartition(" ")
        self.scores[part] = int(grade)
        self._lay()
        return False

    def onward(self, name: str) -> str:
        """To the next part without a grade."""
        return next(
            (f"{each.name} 0" for each in self._rows if each.name not in self.scores), DONE.name
        )

    def paint(self, onto: pygame.Surface) -> None:
        kit = self.kit
        paint_title(kit, onto, self._told)
        for row, each in enumerate(self._rows):
            area = kit.area(TITLE_LEFT, self._top(row), NAMES_WIDE - 20, HIGH)
            kit.write_in(onto, each.words, area, NAMES, WORDS)
        kit.tiles(onto, self._grades, GRADES, alike=True)
        kit.tiles(onto, self._tiles)

    def _lay(self) -> None:
        """The grades, and what is below them now."""
        done = Choice(DONE.name, DONE.words, primary=self.complete, enabled=self.complete)
        self._grades = [
            Tile(
                f"{each.name} {grade}",
                f"{grade} · {said(words)}",
                self._area(row, each, grade),
                Form.CHOSEN if self.scores.get(each.name) == grade else Form.PLAIN,
            )
            for row, each in enumerate(self._rows)
            for grade, words in enumerate(each.grades)
        ]
        self._tiles = below_a_visit(self.kit, [done, SKIP])
        self.main = DONE.name if self.complete else ""
        self.change()

    def _top(self, row: int) -> float:
        pitch = (BOTTOM - TOP) / max(len(self._rows), 1)
        return TOP + pitch * row

    def _area(self, row: int, each: EyeRow, grade: int) -> pygame.Rect:
        count = len(each.grades)
        wide = (RIGHT - LEFT - NAMES_WIDE - APART * (count - 1)) / count
        left = LEFT + NAMES_WIDE + (wide + APART) * grade
        return self.kit.area(left, self._top(row), wide, HIGH)
