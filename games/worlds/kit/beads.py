"""White beads that fill a circle while the light waits where it is asked to stay."""

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, around, disc
from games.engine.draw.palette import INK
from games.worlds.kit.glow import Fading

WAIT_BEADS = 24


class WaitBeads:
    """White beads that go round the ring while the light waits in it."""

    def __init__(self, layout: Layout, radius: float) -> None:
        half = round(layout.px(6)) + 2
        canvas = Canvas((2 * half + 1,) * 2)
        canvas.paint(disc((half + 0.5,) * 2, layout.px(6)), INK)
        self._bead = Fading(canvas)
        self._radius = radius + layout.px(24)

    def draw_at(self, onto: pygame.Surface, at: Point, share: float) -> None:
        for bead in range(round(share * WAIT_BEADS)):
            place = around(at, self._radius, 360 * (bead + 0.5) / WAIT_BEADS)
            self._bead.draw_at(onto, place)
