"""The sun of `glide`: it rises behind the ridge by what was earned, into an outline that waits."""

import numpy as np
import pygame

from games.engine.draw.canvas import Canvas
from games.engine.draw.layout import Layout
from games.engine.draw.mask import circle
from games.engine.draw.palette import AMBER, INK, Colour
from games.worlds.glide import HORIZON_Y, SUN_RADIUS, SUN_X, ground_line
from games.worlds.kit.edges import Area, below, covered
from games.worlds.kit.glow import Glow
from games.worlds.kit.scenery import Scenery, gradient, shaded

RISEN = 12
"""So many lifts bring the sun from behind the ridge to where it stands free of it."""

HIDDEN, FREE = 1.02, -1.18
"""Its middle below the horizon before the first lift, and after the last, in radii."""

GLOW_REACH = 380.0
LIGHT: Colour = (255, 150, 84)
SUN_TOP: Colour = (222, 184, 130)
SUN_FOOT: Colour = (232, 140, 76)


class Sunrise:
    """Draws the sun at a height from 0, hidden, to `RISEN`, and beyond."""

    def __init__(self, layout: Layout, still: pygame.Surface) -> None:
        self._layout, self._horizon = layout, layout.at(0, HORIZON_Y)[1]
        self._disc = _sun(layout).surface()
        self._glow = _glow(layout)
        self._outline = _outline(layout).surface()
        self._ridge, self._ridge_at = _ridge(layout, still)
        width = max(round(layout.px(4)), 2)
        self._mark = pygame.Surface((2 * round(layout.px(22)), width), 0, 32)
        self._mark.fill(AMBER)

    def middle(self, lifts: float) -> tuple[float, float]:
        """Where the sun's middle is after so many lifts."""
        share = lifts / RISEN
        down = HIDDEN + (FREE - HIDDEN) * share
        return self._layout.at(SUN_X, HORIZON_Y + down * SUN_RADIUS)

    def draw(self, onto: pygame.Surface, lifts: float, best: float | None = None) -> None:
        """The sun, the outline it will fill, and a mark where the best round left it."""
        x, y = self.middle(lifts)
        _centred(onto, self._outline, self.middle(RISEN))
        if lifts > 0:
            self._draw_disc(onto, x, y)
        onto.blit(self._ridge, self._ridge_at)
        self._glow.draw_at(onto, (x, min(y, self._horizon)), 0.3 + 0.7 * min(lifts / RISEN, 1.0))
        if best:
            self._draw_mark(onto, best)

    def _draw_disc(self, onto: pygame.Surface, x: float, y: float) -> None:
        """Only what stands above the horizon."""
        left, top = round(x - self._disc.get_width() / 2), round(y - self._disc.get_height() / 2)
        seen = min(round(self._horizon) - top, self._disc.get_height())
        onto.blit(self._disc, (left, top), (0, 0, self._disc.get_width(), seen))

    def _draw_mark(self, onto: pygame.Surface, lifts: float) -> None:
        """A short amber line at the height of the sun's top after so many lifts."""
        x, y = self.middle(lifts)
        top = round(y - self._layout.px(SUN_RADIUS))
        mark = self._mark.get_rect(midleft=(round(x + self._layout.px(SUN_RADIUS + 14)), top))
        onto.blit(self._mark, mark.topleft)


def _centred(onto: pygame.Surface, surface: pygame.Surface, at: tuple[float, float]) -> None:
    onto.blit(
        surface, (round(at[0] - surface.get_width() / 2), round(at[1] - surface.get_height() / 2))
    )


def _sun(layout: Layout) -> Scenery:
    radius = layout.px(SUN_RADIUS)
    area = Area.around((0.0, 0.0), radius + 2)
    scenery = Scenery.on(area)
    colours = gradient(((-radius, SUN_TOP), (radius, SUN_FOOT)), area.y)
    cover = covered(np.asarray(radius - np.hypot(area.x, area.y), np.float32))
    scenery.paint_many(area.mask(cover), np.broadcast_to(colours, (*area.size, 3)))
    return scenery


def _glow(layout: Layout) -> Glow:
    reach = layout.px(GLOW_REACH)
    area = Area.around((0.0, 0.0), reach)
    away = np.hypot(area.x, area.y) / reach
    # Within the disc no brighter than at its edge: it would wash the sun out.
    away = np.maximum(away, SUN_RADIUS / GLOW_REACH)
    near = np.clip(1 - away, 0, 1)
    light = 0.34 * near**2.2 + 0.5 * np.clip(1 - away * 1.9, 0, 1) ** 1.8
    return Glow(shaded(LIGHT, np.asarray(light, np.float32)))


def _outline(layout: Layout) -> Canvas:
    half = round(layout.px(SUN_RADIUS)) + 4
    canvas = Canvas((2 * half + 1,) * 2)
    ring = circle((half + 0.5,) * 2, layout.px(SUN_RADIUS - 1), max(layout.px(2), 1.2))
    canvas.paint(ring, INK, 0.22)
    return canvas


def _ridge(layout: Layout, still: pygame.Surface) -> tuple[pygame.Surface, tuple[int, int]]:
    """What stands before the sun, cut out of the still layer between ridge and horizon."""
    (x, horizon), reach = layout.at(SUN_X, HORIZON_Y), round(layout.px(SUN_RADIUS + 4))
    line = ground_line(layout, np.arange(still.get_width(), dtype=np.float32) + 0.5)
    cut = pygame.Rect(round(x) - reach, 0, 2 * reach, 1).clip(still.get_rect())
    cut.top = int(line[cut.left : cut.right].min(initial=horizon)) - 2
    cut.height = max(round(horizon) + 2 - cut.top, 1)
    y = np.arange(cut.top, cut.bottom, dtype=np.float32)[None, :] + np.float32(0.5)
    surface = pygame.Surface(cut.size, pygame.SRCALPHA, 32)
    surface.blit(still, (0, 0), cut)
    cover = below(line[cut.left : cut.right], y)
    pygame.surfarray.pixels_alpha(surface)[:] = np.rint(cover * 255).astype(np.uint8)
    return surface, cut.topleft
