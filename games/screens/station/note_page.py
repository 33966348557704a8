"""The end of a visit, for the therapist: the dated line for the clinic's notes, to be copied.

Items: `done`, which is the main one, `copy`, which leaves the page open, and `back`, which leaves
the visit open.
"""

from collections.abc import Callable, Sequence

import pygame

from games.desk.buttons import Choice, below_a_visit
from games.desk.header import TITLE_LEFT, paint_title
from games.desk.kit import LEFT, RIGHT, TOP, Form, Kit
from games.desk.page import Item
from games.desk.sheet import Sheet
from games.desk.type import LINES, QUIET
from games.desk.writing import write_down
from games.engine.draw.lettering import Style, Weight
from games.screens.station.step import DONE

FOR_NOTES, COPY = "For the notes", Choice("copy", "Copy", key="c")
COPIED, NOT_COPIED = "Copied", "Copying does not work here: the line is in the terminal, too."
HIGH, WITHIN, TOLD_TOP, TOLD_HIGH = 560.0, 48.0, 772.0, 92.0
PAPER = tuple(Style(size, Weight.REGULAR, from_board=False) for size in (54, 46, 40, 36, 32, 28))


def to_clipboard(text: str) -> bool:
    """Put a text where other programs paste from; False where this window cannot."""
    try:
        pygame.scrap.put_text(text)
    except (pygame.error, NotImplementedError, AttributeError):
        return False
    return True


class NotePage(Sheet):
    """The line as it will be pasted. `copied` is None until somebody has tried."""

    main = DONE.name

    def __init__(self, kit: Kit, line: str, copy: Callable[[str], bool] = to_clipboard) -> None:
        super().__init__(kit)
        self.copied: bool | None = None
        self._line, self._copy = line, copy
        self._tiles = below_a_visit(kit, [DONE, COPY])

    @property
    def items(self) -> Sequence[Item]:
        return [tile.item for tile in self._tiles]

    def take(self, name: str) -> bool:
        """Copying leaves the page open."""
        if name != COPY.name:
            return True
        self.copied = self._copy(self._line)
        self.change()
        return False

    def paint(self, onto: pygame.Surface) -> None:
        kit = self.kit
        paint_title(kit, onto, FOR_NOTES)
        kit.plate(onto, kit.area(LEFT, TOP, RIGHT - LEFT, HIGH), Form.BARE)
        inside = RIGHT - LEFT - 2 * WITHIN, HIGH - 2 * WITHIN
        write_down(kit, onto, self._line, (LEFT + WITHIN, TOP + WITHIN, *inside), PAPER)
        kit.tiles(onto, self._tiles)
        if self.copied is not None:
            area = kit.area(TITLE_LEFT, TOLD_TOP, RIGHT - TITLE_LEFT, TOLD_HIGH)
            kit.write_in(onto, COPIED if self.copied else NOT_COPIED, area, LINES, QUIET)
