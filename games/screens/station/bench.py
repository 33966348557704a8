"""Rest between two trials of a visit: a bench, a moon that breathes slowly, and how long it lasts.

The rest of a set of three is `games.screens.rest`, which belongs to the trial.
Items: `go` at any time, which becomes the main one when the rest is over, `pain`, and `back`, which
leaves the visit for now.
"""

from collections.abc import Sequence
from math import ceil

import pygame

from games.desk.buttons import Choice, below_a_visit
from games.desk.kit import RIGHT, Kit, Tile
from games.desk.page import Item, Look
from games.desk.sheet import Sheet
from games.desk.type import FAR_TITLES, FAR_WORDS, QUIET
from games.desk.writing import write_down, write_line
from games.engine.draw.lettering import HUGE
from games.engine.draw.palette import INK
from games.worlds.bench_by_water import MoonBreath, breath, still_layer
from trainer.texts import said

REST, RESTED, GO_ON, PAIN_WORDS = "Rest", "Rested", "Go on", "Pain"
GO, PAIN = "go", "pain"
THEN = "then: {next}"
BREATHE = "Breathe with the moon"
COLUMN, CLOCK_Y, REST_Y = 1330.0, 420.0, 244.0
WIDE, BREATHE_TOP, BREATHE_HIGH = RIGHT - COLUMN, 500.0, 140.0
THEN_APART, THEN_TO = 72.0, 896.0
STILL_SHARE = 0.6
"""How far the moon has breathed in where nothing moves."""


class BenchPage(Sheet):
    """The rest of `rest_s` seconds from `from_s` on; `then` says in one line what comes next.

    Nothing is the main item during the rest: a press of the button by mistake does not end it.
    """

    def __init__(self, kit: Kit, rest_s: float, then: str, from_s: float = 0.0) -> None:
        super().__init__(kit)
        self._rest_s, self._then, self._from_s = rest_s, then, from_s
        self._now_s = from_s
        self._moon = MoonBreath(kit.layout)
        self._tiles = self._lay()
        kit.lettering.prepare_numbers(HUGE, INK)

    @property
    def items(self) -> Sequence[Item]:
        return [tile.item for tile in self._tiles]

    @property
    def left_s(self) -> int:
        """Whole seconds that are left at the newest picture."""
        return max(ceil(self._rest_s - (self._now_s - self._from_s) - 1e-6), 0)

    @property
    def over(self) -> bool:
        """Whether the rest is over."""
        return self.left_s == 0

    @property
    def ground(self) -> pygame.Surface:
        return still_layer(self.kit.layout, self.kit.stills_folder)

    def draw(self, onto: pygame.Surface, look: Look) -> None:
        """As all pages, at a later moment."""
        self._now_s = max(look.now_s, self._from_s)
        if self.over and not self.main:
            self._tiles = self._lay()
            self.change()
        super().draw(onto, look)

    def paint(self, onto: pygame.Surface) -> None:
        kit = self.kit
        words = RESTED if self.over else REST
        write_line(kit, onto, words, (COLUMN, REST_Y), WIDE, FAR_TITLES)
        place = COLUMN, BREATHE_TOP, WIDE, BREATHE_HIGH
        top = write_down(kit, onto, BREATHE, place) + THEN_APART
        words = said(THEN).format(next=self._then)
        write_down(kit, onto, words, (COLUMN, top, WIDE, THEN_TO - top), FAR_WORDS[1:], QUIET)
        kit.tiles(onto, self._tiles)

    def move(self, onto: pygame.Surface, look: Look) -> None:
        """The moon's breath, and the clock."""
        kit, left = self.kit, self.left_s
        self._moon.draw(onto, STILL_SHARE if kit.calm else breath(self._now_s - self._from_s))
        clock = f"{left // 60}:{left % 60:02d}"
        kit.lettering.write_number(onto, clock, HUGE, kit.layout.at(COLUMN, CLOCK_Y), INK)

    def _lay(self) -> list[Tile]:
        self.main = GO if self.over else ""
        go = Choice(GO, GO_ON, primary=self.over)
        return below_a_visit(self.kit, [go, Choice(PAIN, PAIN_WORDS, key="p")])
