"""The patient's light: a core, its glow, and the trail behind it."""

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas, Sprite
from games.engine.draw.field import FieldMap
from games.engine.draw.layout import Layout
from games.engine.draw.mask import disc, halo
from games.engine.draw.palette import CORAL, INK, MINT, MIST, Colour
from games.engine.scene import Recent

TRAIL_S, TRAIL_STEPS = 0.9, 56
FARTHEST_RIM_SHARE = 1.12


class Light:
    """Sprites of the light, inside and outside the ring."""

    def __init__(self, layout: Layout, field: FieldMap) -> None:
        self._field = field
        self._inside = Sprite(_light(layout, MINT))
        self._outside = Sprite(_light(layout, MIST))
        self._ages_s = np.linspace(TRAIL_S, 0.02, TRAIL_STEPS)
        share = np.linspace(0.0, 1.0, TRAIL_STEPS)
        self._tail = [
            _mote(layout, MINT, layout.px(7 + 15 * at), 0.03 + 0.22 * at * at) for at in share
        ]
        self._pale = [
            _mote(layout, MIST, layout.px(7 + 15 * at), 0.03 + 0.16 * at * at) for at in share
        ]
        self._care = Sprite(_care(layout))

    def draw_trail(self, onto: pygame.Surface, recent: Recent, lit: float) -> None:
        """Where the light came from."""
        motes = self._tail if lit > 0.5 else self._pale
        for mote, ap, ml in zip(motes, *recent.track(self._ages_s), strict=False):
            mote.draw_at(onto, self._field.at(ap, ml))

    def draw(
        self, onto: pygame.Surface, cursor: tuple[float, float], lit: float, strength: float
    ) -> None:
        """The light itself; `strength` fades it as skill grows."""
        at = self._field.at(*cursor)
        self._outside.draw_at(onto, at, strength * (1 - lit))
        self._inside.draw_at(onto, at, strength * lit)

    def draw_care(self, onto: pygame.Surface, cursor: tuple[float, float], nearness: float) -> None:
        """A warm light as the rim comes near."""
        self._care.draw_at(onto, self._field.at(*cursor), nearness)


def _light(layout: Layout, glow: Colour) -> Canvas:
    reach = layout.px(120)
    canvas = Canvas((2 * round(reach) + 1,) * 2)
    centre = (reach + 0.5, reach + 0.5)
    canvas.paint(halo(centre, reach, 2.6), glow, 0.62)
    canvas.paint(halo(centre, layout.px(58), 1.4), glow, 0.75)
    canvas.paint(disc(centre, layout.px(25)), INK)
    return canvas


def _mote(layout: Layout, colour: Colour, radius: float, strength: float) -> Sprite:
    reach = round(radius * 1.6) + 1
    canvas = Canvas((2 * reach + 1,) * 2)
    canvas.paint(halo((reach + 0.5, reach + 0.5), radius * 1.6, 1.2), colour, strength)
    return Sprite(canvas)


def _care(layout: Layout) -> Canvas:
    reach = layout.px(170)
    canvas = Canvas((2 * round(reach) + 1,) * 2)
    canvas.paint(halo((reach + 0.5, reach + 0.5), reach, 1.8), CORAL, 0.5)
    return canvas
