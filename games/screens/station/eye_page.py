"""The eye score: what the therapist saw in slow squats, one of three grades for each part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pygame

from games.desk.page import Item, Look
from games.engine.draw.chrome import background
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, LABEL, Style, Weight
from games.engine.draw.palette import INK
from games.engine.setup import Station
from games.screens.station.plates import DONE, SKIP
from games.screens.station.sheet import SMALLER, Sheet
from trainer.texts import said

TITLE_AREA = 56.0, 60.0, 1808.0, 100.0
ROWS_FROM, ROWS_TO, HIGH, NAMES, LEFT, RIGHT, APART = 210.0, 900.0, 176.0, 300.0, 56.0, 1864.0, 24.0
WORDS = Style(46, Weight.SEMIBOLD, from_board=False)


@dataclass(frozen=True)
class EyeRow:
    """A part of the body: its name, its words, and what each grade from 0 on looks like."""

    name: str
    words: str
    grades: tuple[str, ...]


class EyePage(Sheet):
    """Rows of grades. `scores` is what was chosen; all rows are needed before it is done."""

    def __init__(
        self, layout: Layout, station: Station, words: str, rows: Sequence[EyeRow]
    ) -> None:
        self.scores: dict[str, int] = {}
        self._rows = tuple(rows)
        super().__init__(layout, station, (SKIP, DONE))
        self._told = self.title = words
        self._grades = {
            f"{each.name} {grade}": Item(
                f"{each.name} {grade}",
                self._area(row, each, grade),
                words=f"{said(each.grades[grade])} · {said(each.words)}",
            )
            for row, each in enumerate(self._rows)
            for grade in range(len(each.grades))
        }

    @property
    def complete(self) -> bool:
        """Whether each part has a grade."""
        return len(self.scores) == len(self._rows)

    @property
    def items(self) -> list[Item]:
        foot = [
            replace(item, enabled=self.complete or item.name != DONE.name) for item in super().items
        ]
        chosen = {f"{part} {grade}" for part, grade in self.scores.items()}
        grades = [replace(each, chosen=name in chosen) for name, each in self._grades.items()]
        return [*grades, *foot]

    @property
    def main(self) -> str:
        return DONE.name if self.complete else ""

    def take(self, name: str) -> bool:
        if name not in self._grades:
            return super().take(name)
        part, _, grade = name.rpartition(" ")
        self.scores[part] = int(grade)
        return False

    def painted(self) -> pygame.Surface:
        still = background(self.layout, 0.8).surface()
        self.write_block(still, self._told, TITLE_AREA, INK, (BODY, *SMALLER))
        for row, each in enumerate(self._rows):
            y = self._top(row) + HIGH / 2 + 20
            self.write(still, each.words, LABEL, (LEFT, y), NAMES - 20, INK)
        return still

    def draw_moving(self, onto: pygame.Surface, look: Look) -> None:
        for each in self._rows:
            for grade, words in enumerate(each.grades):
                item = self._grades[f"{each.name} {grade}"]
                chosen = self.scores.get(each.name) == grade
                style = WORDS
                self.plates.draw(onto, item, f"{grade} · {said(words)}", look, chosen, style)

    def _top(self, row: int) -> float:
        pitch = (ROWS_TO - ROWS_FROM) / max(len(self._rows), 1)
        return ROWS_FROM + pitch * row

    def _area(self, row: int, each: EyeRow, grade: int) -> pygame.Rect:
        count = len(each.grades)
        wide = (RIGHT - LEFT - NAMES - APART * (count - 1)) / count
        left, top = self.layout.at(LEFT + NAMES + (wide + APART) * grade, self._top(row))
        px = self.layout.px
        return pygame.Rect(round(left), round(top), round(px(wide)), round(px(HIGH)))
