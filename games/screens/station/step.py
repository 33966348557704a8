"""Steps that somebody does by hand: one instruction with a picture, and one big action."""

from collections.abc import Sequence

import pygame

from games.desk.page import Look
from games.engine.draw.chrome import background
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, LABEL, TITLE
from games.engine.draw.palette import INK, MIST
from games.engine.setup import Station
from games.screens.placement import paint_placement, write_placement
from games.screens.station.pictures import Picture
from games.screens.station.plates import DONE, SKIP, Action
from games.screens.station.sheet import SMALLER, Sheet
from trainer.recording.conditions import FootPlacement
from trainer.recording.vocabulary import Side

ACTIONS = (SKIP, DONE)
PICTURE = 520.0, 480.0
WORDS = 1040.0, 150.0, 824.0, 330.0
DETAIL_APART, WORDS_TO = 62.0, 880.0


class StepPage(Sheet):
    """An instruction; `detail` is a second sentence, smaller."""

    def __init__(
        self,
        layout: Layout,
        station: Station,
        words: str,
        picture: Picture | None = None,
        detail: str = "",
        actions: Sequence[Action] = ACTIONS,
    ) -> None:
        super().__init__(layout, station, actions, from_x=WORDS[0])
        self._told, self._detail, self._picture = words, detail, picture
        self.title = words

    def painted(self) -> pygame.Surface:
        still = background(self.layout, 0.8).surface()
        last = self.write_block(still, self._told, WORDS, INK, (TITLE, BODY, *SMALLER))
        top = last + DETAIL_APART
        area = WORDS[0], top, WORDS[2], WORDS_TO - top
        self.write_block(still, self._detail, area, MIST, (BODY, LABEL, *SMALLER))
        return still

    def draw_moving(self, onto: pygame.Surface, look: Look) -> None:
        """The picture; in reduced motion it stays as it began."""
        if self._picture is not None:
            t_s = 0.0 if self.station.reduced_motion else look.now_s
            self._picture.draw(onto, self.layout.at(*PICTURE), t_s)


class PlacementPage(StepPage):
    """Where the foot goes: the deck with its two cells."""

    def __init__(
        self,
        layout: Layout,
        station: Station,
        words: str,
        feet: FootPlacement,
        side: Side,
        detail: str = "",
        actions: Sequence[Action] = ACTIONS,
    ) -> None:
        super().__init__(layout, station, words, None, detail, actions)
        self._feet, self._side = feet, side

    def painted(self) -> pygame.Surface:
        still = super().painted()
        canvas = background(self.layout, 0.8)
        paint_placement(canvas, self.layout, self._feet, self._side)
        left = round(self.layout.at(WORDS[0] - 30, 0)[0])
        still.blit(canvas.surface(), (0, 0), (0, 0, left, self.layout.size[1]))
        write_placement(still, self.layout, self.lettering, self._feet, self._side)
        return still
