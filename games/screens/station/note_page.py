"""The end of a visit, for the therapist: the dated line for the clinic's notes, to be copied."""

from collections.abc import Callable

import pygame

from games.desk.page import Look
from games.engine.draw.chrome import background
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, LABEL, Style, Weight
from games.engine.draw.palette import INK, MIST
from games.engine.draw.plate import rounded
from games.engine.setup import Station
from games.screens.station.plates import DONE, Action
from games.screens.station.sheet import SMALLER, Sheet

FOR_NOTES, COPY = "For the notes", Action("copy", "Copy", key="c")
COPIED, NOT_COPIED = "Copied", "Copying does not work here: the line is in the terminal, too."
TITLE_AREA = 56.0, 70.0, 1808.0, 110.0
PAPER, WITHIN, TOLD_Y = (56.0, 210.0, 1808.0, 560.0), 48.0, 850.0
LINES = tuple(
    Style(size, Weight.REGULAR, from_board=False) for size in (54, 46, 40, 36, 32, 28, 25)
)


def to_clipboard(text: str) -> bool:
    """Put a text where other programs paste from; False where this window cannot."""
    try:
        pygame.scrap.put_text(text)
    except (pygame.error, NotImplementedError, AttributeError):
        return False
    return True


class NotePage(Sheet):
    """The line as it will be pasted. `copied` is None until somebody has tried."""

    def __init__(
        self,
        layout: Layout,
        station: Station,
        line: str,
        copy: Callable[[str], bool] = to_clipboard,
    ) -> None:
        super().__init__(layout, station, (COPY, DONE))
        self.title = FOR_NOTES
        self.copied: bool | None = None
        self._line, self._copy = line, copy

    def take(self, name: str) -> bool:
        """Copying leaves the page open."""
        if name == COPY.name:
            self.copied = self._copy(self._line)
            return False
        return super().take(name)

    def painted(self) -> pygame.Surface:
        left, top, wide, high = PAPER
        px = self.layout.px
        size = round(px(wide)), round(px(high))
        at = self.layout.at(left, top)
        mask = rounded(size, max(px(26), 3.0))
        canvas = background(self.layout, 0.8)
        placed = type(mask)(round(at[0]), round(at[1]), mask.cover)
        canvas.paint(placed, INK, 0.06)
        still = canvas.surface()
        self.write_block(still, FOR_NOTES, TITLE_AREA, INK, (BODY, *SMALLER))
        area = left + WITHIN, top + WITHIN, wide - 2 * WITHIN, high - 2 * WITHIN
        self.write_block(still, self._line, area, INK, LINES)
        return still

    def draw_moving(self, onto: pygame.Surface, look: Look) -> None:
        if self.copied is not None:
            words = COPIED if self.copied else NOT_COPIED
            self.write(onto, words, LABEL, (TITLE_AREA[0], TOLD_Y), TITLE_AREA[2], MIST)
