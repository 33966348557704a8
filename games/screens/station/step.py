"""Steps that somebody does by hand: one instruction with a picture, and one big action.

Items: `done`, which is the main one, `skip`, and `back`, which leaves the visit for now.
"""

from collections.abc import Sequence

import pygame

from games.desk.buttons import Choice, below_a_visit
from games.desk.kit import BOTTOM, RIGHT, TOP, Kit
from games.desk.page import Item, Look
from games.desk.sheet import Sheet
from games.desk.type import FAR_TITLES, FAR_WORDS, QUIET
from games.desk.writing import write_down
from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.screens.placement import paint_placement, write_placement
from games.screens.station.pictures import Picture
from trainer.recording.conditions import FootPlacement
from trainer.recording.vocabulary import Side

DONE, SKIP = Choice("done", "Done", primary=True), Choice("skip", "Leave out")
PICTURE = 560.0, 480.0
COLUMN, WORDS_HIGH, DETAIL_APART = 1060.0, 330.0, 62.0
DECK = 126.0, 26.0, 0.87
"""Where the picture of the deck begins and how much smaller it is than on an instruction."""


class StepPage(Sheet):
    """An instruction; `detail` is a second sentence, smaller."""

    main = DONE.name

    def __init__(
        self, kit: Kit, words: str, picture: Picture | None = None, detail: str = ""
    ) -> None:
        super().__init__(kit)
        self._told, self._detail, self._beside = words, detail, picture
        self._tiles = below_a_visit(kit, [DONE, SKIP])

    @property
    def items(self) -> Sequence[Item]:
        return [tile.item for tile in self._tiles]

    def paint(self, onto: pygame.Surface) -> None:
        kit, wide = self.kit, RIGHT - COLUMN
        place = COLUMN, TOP, wide, WORDS_HIGH
        last = write_down(kit, onto, self._told, place, (*FAR_TITLES, *FAR_WORDS))
        top = last + DETAIL_APART
        place = COLUMN, top, wide, BOTTOM - top
        write_down(kit, onto, self._detail, place, FAR_WORDS[1:], QUIET)
        kit.tiles(onto, self._tiles)

    def move(self, onto: pygame.Surface, look: Look) -> None:
        """The picture; in reduced motion it stays as it began."""
        if self._beside is not None:
            t_s = 0.0 if self.kit.calm else look.now_s
            self._beside.draw(onto, self.kit.layout.at(*PICTURE), t_s)


class PlacementPage(StepPage):
    """Where the foot goes: the deck with its two cells."""

    def __init__(
        self, kit: Kit, words: str, feet: FootPlacement, side: Side, detail: str = ""
    ) -> None:
        super().__init__(kit, words, None, detail)
        self._feet, self._side = feet, side

    def paint(self, onto: pygame.Surface) -> None:
        super().paint(onto)
        x, y, smaller = DECK
        area = self.kit.area(x, y, 1920 * smaller, 1080 * smaller)
        layout = Layout(area.size)
        canvas = Canvas(area.size, grain=0.0)
        paint_placement(canvas, layout, self._feet, self._side)
        onto.blit(canvas.surface(), area)
        deck = onto.subsurface(area.clip(onto.get_rect()))
        write_placement(deck, layout, self.kit.lettering, self._feet, self._side)
