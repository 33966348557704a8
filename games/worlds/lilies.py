"""What moves on the pond of `harvest`: a lily that opens, a light that is carried, lanterns."""

import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import Point, circle, disc, halo
from games.engine.draw.palette import AMBER, INK, Colour
from games.worlds.harvest import HEART, PETAL
from games.worlds.kit.glow import Fading, Glow, Sizes, Stencil, spread
from games.worlds.kit.leaves import paint_bloom
from games.worlds.kit.rings import later_ring
from games.worlds.kit.scenery import Scenery

OPENINGS = 8
SHUT_SHARE = 0.5
SHINE: Colour = (255, 190, 222)
SHINE_SHARE = 2.1
LANTERN, LANTERN_GLOW = 15.0, 74.0


class Blooms:
    """One flower in eight stages from shut to wide open, in a light that is seen from afar."""

    def __init__(self, radius: float) -> None:
        self._shine = Glow.of(halo((0.0, 0.0), SHINE_SHARE * radius, 1.6), SHINE, 0.38)
        self._stages = [_bloom(radius, (step + 1) / OPENINGS).surface() for step in range(OPENINGS)]

    def draw_at(self, onto: pygame.Surface, at: Point, open_share: float) -> None:
        """Nothing at 0: the still layer shows the shut bud."""
        step = round(min(open_share, 1.0) * OPENINGS)
        if step > 0:
            self._shine.draw_at(onto, at, open_share)
            surface = self._stages[step - 1]
            half = surface.get_width() // 2
            onto.blit(surface, (round(at[0]) - half, round(at[1]) - half))


class Lanterns:
    """Lights on the shore, and the one that floats there."""

    def __init__(self, layout: Layout) -> None:
        self._glow = Glow.of(halo((0.0, 0.0), layout.px(LANTERN_GLOW), 2.0), AMBER, 0.8)
        half = round(layout.px(LANTERN)) + 3
        canvas = Canvas((2 * half + 1,) * 2)
        middle = (half + 0.5, half + 0.5)
        canvas.paint(disc(middle, layout.px(LANTERN + 1)), AMBER)
        canvas.paint(halo(middle, layout.px(LANTERN), 0.8), (255, 244, 214), 0.85)
        self._flame = Fading(canvas)

    def draw_at(self, onto: pygame.Surface, at: Point, strength: float = 1.0) -> None:
        self._glow.draw_at(onto, at, strength)
        self._flame.draw_at(onto, at, strength)


class Carried:
    """The amber ring and glow that the patient's light wears on the way home."""

    def __init__(self, layout: Layout) -> None:
        half = round(layout.px(58))
        canvas = Canvas((2 * half + 1,) * 2)
        middle = (half + 0.5, half + 0.5)
        canvas.paint(halo(middle, layout.px(34), 0.9), AMBER, 0.5)
        canvas.paint(circle(middle, layout.px(46), layout.px(9)), AMBER)
        self._ring = Fading(canvas)
        self._glow = Glow.of(halo((0.0, 0.0), layout.px(120), 2.2), AMBER, 0.5)

    def draw_at(self, onto: pygame.Surface, at: Point, strength: float) -> None:
        self._glow.draw_at(onto, at, strength)
        self._ring.draw_at(onto, at, strength)


class Ripples:
    """A quiet ring on the water that widens where something happened."""

    def __init__(self, layout: Layout, radius: float) -> None:
        largest = radius + layout.px(90)
        self._layout, self._from, self._to = layout, radius, largest
        self._rings = Sizes(spread(radius, largest, 16), self._ring)

    def _ring(self, size: float) -> Stencil:
        strength = 0.3 * (1.02 * self._to - size) / (self._to - self._from)
        return Stencil(later_ring(self._layout, size, strength), INK)

    def draw_at(self, onto: pygame.Surface, at: Point, share: float) -> None:
        if 0.0 <= share < 1.0:
            self._rings.draw_at(onto, at, self._from + (self._to - self._from) * share)


def _bloom(radius: float, open_share: float) -> Scenery:
    half = round(1.15 * radius) + 3
    scenery = Scenery((2 * half + 1,) * 2, (-half, -half))
    grown = radius * (SHUT_SHARE + (1 - SHUT_SHARE) * open_share)
    shade = 0.72 + 0.36 * open_share
    outer = tuple(min(round(level * shade), 255) for level in PETAL)
    heart = tuple(min(round(level * (0.86 + 0.2 * open_share)), 255) for level in HEART)
    paint_bloom(
        scenery,
        (0.5, 0.5),
        grown,
        open_share,
        (outer[0], outer[1], outer[2]),
        (heart[0], heart[1], heart[2]),
    )
    # The light in its heart, which waits to be fetched.
    scenery.paint(halo((0.5, 0.5), 0.55 * grown, 1.1), (255, 250, 236), 0.9 * open_share)
    return scenery
