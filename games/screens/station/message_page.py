"""One sentence and one or two buttons: a question, a confirmation, something to know.

Each button's name is what `Desk.show` gives back; the first one is the page's main item.
"""

from collections.abc import Sequence

import pygame

from games.desk.buttons import Choice, in_line
from games.desk.kit import LEFT, RIGHT, Kit
from games.desk.page import Item
from games.desk.sheet import Sheet
from games.desk.type import LINES, QUIET, WORDS
from games.desk.writing import write_down
from games.engine.draw.lettering import Style, Weight

SENTENCES = tuple(
    Style(size, Weight.SEMIBOLD, from_board=False) for size in (66, 58, 50, 44, 38, 33, 28)
)
SENTENCE_TOP, SENTENCE_HIGH, MORE_HIGH = 230.0, 270.0, 110.0
MORE_TOP, BUTTONS_TOP, BUTTON_HIGH = 540.0, 690.0, 108.0
WIDE = RIGHT - LEFT - 160


class MessagePage(Sheet):
    """`more` is a second, quieter sentence. The first choice is primary; without one it waits."""

    def __init__(self, kit: Kit, sentence: str, choices: Sequence[Choice], more: str = "") -> None:
        super().__init__(kit)
        self.title, self._more = sentence, more
        self._tiles = in_line(
            kit,
            choices,
            left=LEFT,
            right=RIGHT,
            top=BUTTONS_TOP if more else MORE_TOP + 20,
            height=BUTTON_HIGH,
        )
        self.main = choices[0].name if choices else ""

    @property
    def items(self) -> Sequence[Item]:
        return [tile.item for tile in self._tiles]

    def paint(self, onto: pygame.Surface) -> None:
        kit = self.kit
        area = kit.area(LEFT + 6, SENTENCE_TOP, WIDE, SENTENCE_HIGH)
        style, lines = kit.fitted(self.title, area, SENTENCES, 3)
        high = (len(lines) - 1) * kit.lettering.pitch_px(style) + kit.lettering.cap_px(style)
        # Whatever its length, it stands right above what is below it.
        at = area.left, area.bottom - high / 2
        kit.lettering.write_block(onto, lines, style, at, WORDS)
        place = LEFT + 6, MORE_TOP, WIDE, MORE_HIGH
        write_down(kit, onto, self._more, place, LINES, QUIET)
        kit.tiles(onto, self._tiles)
