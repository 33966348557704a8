"""Rest between two trials of a visit: a bench, a moon that breathes slowly, and how long it lasts.

The rest of a set of three is `games.screens.rest`, which belongs to the trial.
"""

from math import ceil

import pygame

from games.desk.page import Look
from games.engine.draw.layout import Layout
from games.engine.draw.lettering import BODY, HUGE, LABEL, TITLE
from games.engine.draw.palette import INK, MIST
from games.engine.setup import Station
from games.screens.station.plates import Action
from games.screens.station.sheet import SMALLER, Sheet
from games.worlds.bench_by_water import MoonBreath, breath, still_layer
from trainer.texts import said

REST, RESTED = "Rest", "Rested"
PAIN, GO = Action("pain", "Pain", key="p"), Action("go", "Go on")
THEN = "then: {next}"
BREATHE = "Breathe with the moon"
COLUMN, WIDE = 1330.0, 534.0
REST_Y, CLOCK_Y, THEN_Y, THEN_HIGH = 210.0, 400.0, 480.0, 380.0
SENTENCE_Y, SENTENCE_X, SENTENCE_ROOM = 1010.0, 800.0, 680.0


class BenchPage(Sheet):
    """The rest of `rest_s` seconds from `from_s` on; `then` says in one line what comes next.

    `go` may be taken at any time, and becomes the main action when the rest is over.
    """

    def __init__(
        self, layout: Layout, station: Station, rest_s: float, then: str, from_s: float = 0.0
    ) -> None:
        super().__init__(layout, station, (PAIN, GO))
        self.title = REST
        self._rest_s, self._then, self._from_s = rest_s, then, from_s
        self._now_s = from_s
        self._moon = MoonBreath(layout)
        self.lettering.prepare_numbers(HUGE, INK)

    @property
    def left_s(self) -> int:
        """Whole seconds that are left at the newest picture."""
        return max(ceil(self._rest_s - (self._now_s - self._from_s) - 1e-6), 0)

    @property
    def over(self) -> bool:
        """Whether the rest is over."""
        return self.left_s == 0

    @property
    def main(self) -> str:
        """Nothing during the rest: a press of the button by mistake does not end it."""
        return GO.name if self.over else ""

    def draw(self, onto: pygame.Surface, look: Look) -> None:
        self._now_s = max(look.now_s, self._from_s)
        super().draw(onto, look)

    def painted(self) -> pygame.Surface:
        still = still_layer(self.layout, self.station.stills_folder).copy()
        words = said(THEN).format(next=self._then)
        area = COLUMN, THEN_Y, WIDE, THEN_HIGH
        self.write_block(still, words, area, MIST, (BODY, LABEL, *SMALLER))
        at = SENTENCE_X, SENTENCE_Y
        self.write(still, BREATHE, BODY, at, SENTENCE_ROOM, INK, align=0.5)
        return still

    def draw_moving(self, onto: pygame.Surface, look: Look) -> None:
        share = breath(self._now_s - self._from_s)
        self._moon.draw(onto, 0.6 if self.station.reduced_motion else share)
        left = self.left_s
        self.write(onto, REST if left else RESTED, TITLE, (COLUMN, REST_Y), WIDE, INK)
        clock = f"{left // 60}:{left % 60:02d}"
        at = self.layout.at(COLUMN, CLOCK_Y)
        self.lettering.write_number(onto, clock, HUGE, at, INK)
