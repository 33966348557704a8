"""A gap between the trees of `orbit` with the five stars of Cassiopeia: one for each round.

What is not lit yet is seen as pale points, so that everybody sees what one more round would do.
"""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, disc, halo, line
from games.engine.draw.palette import AMBER, INK, Colour
from games.worlds.kit.glow import Fading, Glow
from games.worlds.kit.noise import noise
from games.worlds.kit.scenery import Scenery, smoothstep
from games.worlds.treetops import Fir

MIDDLE, WIDE, HIGH = (1128.0, 838.0), 122.0, 82.0
PLACES = ((-74.0, -20.0), (-36.0, 22.0), (4.0, -12.0), (38.0, 26.0), (76.0, -18.0))
"""Of the stars, from the gap's middle; one for each petal that `Rounds` counts."""

CORE, GLOW = 5.5, 34.0
FIRS, FIR_LENGTH = 26, 96.0
PALE, LINE_STRENGTH = 0.42, 0.14


def paint_gap(scenery: Scenery, layout: Layout, sky: Colour) -> None:
    """The sky in the gap; firs are painted round it."""
    x, y = layout.at(*MIDDLE)
    away = np.hypot((scenery.x - x) / layout.px(WIDE), (scenery.y - y) / layout.px(HIGH))
    away = away + 0.25 * (noise(scenery.size, (layout.px(60),) * 2, seed=71) - 0.5)
    scenery.wash(0.9 * smoothstep(1.12, 0.86, np.asarray(away, np.float32)), sky)


def firs_round_gap(layout: Layout) -> Iterator[Fir]:
    """Small ones whose tips stand on its edge."""
    draw = np.random.default_rng(72)
    x, y = layout.at(*MIDDLE)
    for index in range(FIRS):
        turn = 2 * np.pi * (index + float(draw.uniform(-0.3, 0.3))) / FIRS
        out = float(draw.uniform(0.9, 1.08))
        across, up = layout.px(WIDE) * out * np.sin(turn), layout.px(HIGH) * out * np.cos(turn)
        length = layout.px(FIR_LENGTH) * float(draw.uniform(0.8, 1.25))
        yield Fir((x + float(across), y - float(up)), float(np.degrees(turn)), length, 730 + index)


class Constellation:
    """The stars that are lit, over those that wait."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._at = [layout.at(MIDDLE[0] + x, MIDDLE[1] + y) for x, y in PLACES]
        self._glow = Glow.of(halo((0.0, 0.0), layout.px(GLOW), 2.0), AMBER, 0.7)
        half = round(layout.px(2 * CORE)) + 2
        core = Canvas((2 * half + 1,) * 2)
        core.paint(disc((half + 0.5,) * 2, layout.px(CORE)), AMBER)
        core.paint(halo((half + 0.5,) * 2, layout.px(CORE), 0.8), INK, 0.7)
        self._core = Fading(core)
        self._links = [Fading(self._link(*ends)) for ends in pairwise(self._at)]

    def paint(self, still: pygame.Surface) -> None:
        """Those that wait, and the figure they will make."""
        for link in self._links:
            link.draw(still, LINE_STRENGTH)
        for at in self._at:
            point = disc(at, self._layout.px(0.62 * CORE))
            canvas = Canvas.around(point)
            canvas.paint(point, INK, PALE)
            still.blit(canvas.surface(), canvas.origin)

    def draw(self, onto: pygame.Surface, lit: int, newest: float = 1.0) -> None:
        """So many stars are lit, the newest as far as `newest` says, 0 to 1."""
        for index, at in enumerate(self._at[:lit]):
            strength = newest if index == lit - 1 else 1.0
            if index:
                self._links[index - 1].draw(onto, 0.6 * strength)
            self._glow.draw_at(onto, at, strength)
            self._core.draw_at(onto, at, strength)

    def _link(self, start: Point, end: Point) -> Canvas:
        mask = line(start, end, max(self._layout.px(2.4), 1.2))
        canvas = Canvas.around(mask)
        canvas.paint(mask, AMBER)
        return canvas
