"""A question that the patient answers from 0 to 10, such as how much pain there is.

`ScalePage` asks one; the page of an exercise asks with the same numbers how hard it was.
"""

from collections.abc import Sequence
from dataclasses import replace

import pygame

from games.desk.buttons import back_of_a_visit
from games.desk.chips import scale
from games.desk.header import TITLE_LEFT
from games.desk.kit import LEFT, RIGHT, Kit, Tile
from games.desk.page import BACK, Item
from games.desk.sheet import Sheet
from games.desk.type import FAR_TITLES, FAR_WORDS, QUIET
from games.desk.writing import write_down, write_line
from games.engine.draw.canvas import Canvas
from games.engine.draw.lettering import Style, Weight
from games.engine.draw.mask import polygon
from games.engine.draw.palette import MIST
from games.engine.pain_talk import SCORE_KEYS

PAIN_NOW, NO_PAIN, WORST = "How much pain now?", "no pain", "worst imaginable"
QUESTION_TOP, QUESTION_HIGH, NUMBERS_TOP = 230.0, 190.0, 480.0
CHIP, WEDGE_Y, ENDS_Y, ENDS_WIDE = 150.0, 656.0, 764.0, 830.0
WEDGE = 4.0, 30.0
QUESTIONS = (*(Style(size, Weight.SEMIBOLD) for size in (112, 98)), *FAR_TITLES, *FAR_WORDS)
NUMBERS = tuple(Style(size, Weight.EXTRABOLD) for size in (84, 76, 68, 61))


class ScalePage(Sheet):
    """Taking a number ends the page; `value` is that number, None for `back`.

    A press walks along the numbers.
    """

    def __init__(self, kit: Kit, question: str, ends: tuple[str, str]) -> None:
        super().__init__(kit)
        self.value: int | None = None
        self._question, self._ends = question, ends
        self._tiles = [*number_tiles(kit), back_of_a_visit(kit)]

    @property
    def items(self) -> Sequence[Item]:
        return [tile.item for tile in self._tiles]

    def take(self, name: str) -> bool:
        """Every number ends the page, and so does the way back."""
        self.value = None if name == BACK else int(name)
        return True

    def paint(self, onto: pygame.Surface) -> None:
        paint_question(self.kit, onto, self._question)
        *numbers, back = self._tiles
        paint_numbers(self.kit, onto, numbers, self._ends)
        self.kit.tiles(onto, [back])


def pain_page(kit: Kit, question: str = PAIN_NOW) -> ScalePage:
    """Pain, as the patient says it."""
    return ScalePage(kit, question, (NO_PAIN, WORST))


def number_tiles(kit: Kit, prefix: str = "") -> list[Tile]:
    """From 0 to 10, each with its key; the items are the numbers behind a prefix."""
    offered = [(f"{prefix}{score}", str(score)) for score in SCORE_KEYS.values()]
    tiles = scale(kit, offered, "", top=NUMBERS_TOP, height=CHIP)
    return [replace(tile, key=key.lower()) for tile, key in zip(tiles, SCORE_KEYS, strict=True)]


def paint_question(kit: Kit, onto: pygame.Surface, question: str) -> None:
    """What the patient is asked, above the numbers."""
    place = TITLE_LEFT, QUESTION_TOP, RIGHT - TITLE_LEFT, QUESTION_HIGH
    write_down(kit, onto, question, place, QUESTIONS)


def paint_numbers(
    kit: Kit, onto: pygame.Surface, tiles: Sequence[Tile], ends: tuple[str, str]
) -> None:
    """The numbers, a wedge below them that grows, and what both ends mean."""
    kit.tiles(onto, tiles, NUMBERS)
    thin, thick = WEDGE
    y = WEDGE_Y
    corners = (LEFT, y + thick - thin), (RIGHT, y), (RIGHT, y + thick), (LEFT, y + thick)
    mask = polygon([kit.layout.at(*corner) for corner in corners])
    canvas = Canvas.around(mask)
    canvas.paint(mask, MIST, 0.4)
    onto.blit(canvas.surface(), canvas.origin)
    for x, words, align in ((LEFT, ends[0], 0.0), (RIGHT, ends[1], 1.0)):
        at = x, ENDS_Y
        write_line(kit, onto, words, at, ENDS_WIDE, FAR_WORDS[1:], QUIET, align=align)
