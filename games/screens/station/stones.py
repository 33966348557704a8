"""Today's plan as stepping stones across the pond: what is done, what is now, what comes.

`StonesPage` is a page of its own; `Stones` draws the same small, where another page shows it.
"""

from collections.abc import Sequence

import pygame

from games.desk.page import Look
from games.engine.draw.canvas import Sprite
from games.engine.draw.layout import DESIGN, Layout
from games.engine.draw.lettering import BODY, TITLE
from games.engine.draw.palette import INK, MIST
from games.engine.setup import Station
from games.screens.station.plates import Action
from games.screens.station.sheet import Sheet
from games.worlds.kit.rings import LINE
from games.worlds.stepping_stones import (
    StoneState,
    lay_stones,
    ring_sprite,
    still_layer,
    stone_places,
)

ACTIONS = (Action("leave", "Later"), Action("go", "Go on"))
WATER_TO = 720.0
WORDS_Y, MINUTES_Y, LEFT, ROOM = 792.0, 876.0, 56.0, 1808.0


class Stones:
    """The stones on a picture of a size; the ring of the step now is drawn on top of it."""

    def __init__(
        self, size: tuple[int, int], station: Station, stones: Sequence[StoneState]
    ) -> None:
        # A small picture is a whole screen, seen from afar.
        self._layout = Layout(size)
        places = stone_places(self._layout, len(stones))
        self.picture = still_layer(self._layout, station.stills_folder).copy()
        lay_stones(self.picture, places, stones)
        now = (
            place for place, state in zip(places, stones, strict=True) if state is StoneState.NOW
        )
        line_px = max(self._layout.px(LINE), 2.0)
        self._rings = [Sprite(ring_sprite(place, line_px)) for place in now]

    @classmethod
    def wide(cls, width: int, station: Station, stones: Sequence[StoneState]) -> "Stones":
        """So many pixels wide, without the night at the foot, where a page has its words."""
        made = cls((width, round(width * DESIGN[1] / DESIGN[0])), station, stones)
        high = round(made._layout.px(WATER_TO))
        made.picture = made.picture.subsurface((0, 0, width, high))
        return made

    def draw(self, onto: pygame.Surface, at: tuple[int, int] = (0, 0)) -> None:
        """All of it, with its top left corner there."""
        onto.blit(self.picture, at)
        self.draw_now(onto, at)

    def draw_now(self, onto: pygame.Surface, at: tuple[int, int] = (0, 0)) -> None:
        """The ring alone."""
        for ring in self._rings:
            onto.blit(ring.surface, (ring.origin[0] + at[0], ring.origin[1] + at[1]))


class StonesPage(Sheet):
    """The whole plan. `words` say the step now, `minutes_words` how the time stands."""

    def __init__(
        self,
        layout: Layout,
        station: Station,
        stones: Sequence[StoneState],
        words: str,
        minutes_words: str = "",
        actions: Sequence[Action] = ACTIONS,
    ) -> None:
        super().__init__(layout, station, actions)
        self._stones = Stones(layout.size, station, stones)
        self._told, self._minutes = words, minutes_words

    def painted(self) -> pygame.Surface:
        still = self._stones.picture.copy()
        self.write(still, self._told, TITLE, (LEFT, WORDS_Y), ROOM, INK)
        self.write(still, self._minutes, BODY, (LEFT, MINUTES_Y), ROOM, MIST)
        return still

    def draw_moving(self, onto: pygame.Surface, look: Look) -> None:
        self._stones.draw_now(onto)
